using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Cli.Explaining;

/// <summary>What is to be explained.</summary>
/// <param name="Arguments">The arguments of the ioctl, in the order of the calls; at least one.</param>
/// <param name="Index">The MSR that is accessed after them, or null.</param>
/// <param name="Types">The directions in which it is accessed.</param>
internal sealed record ExplainRequest(ImmutableArray<UserBuffer> Arguments, uint? Index, AccessFlags Types)
{
    /// <summary>The most digits that can be meant for an MSR index: those of 4294967295.</summary>
    private const int MostIndexDigits = 10;

    /// <summary>
    /// Reads the words of a command line: arguments, then an MSR, then a direction. The first word is an argument, and
    /// so is every further one that begins with @, holds a blank, or is of more hexadecimal digits than an index has.
    /// </summary>
    /// <param name="words">The words; at least one.</param>
    /// <param name="isRaw">Whether files hold the bytes themselves even if they look like text.</param>
    /// <param name="problem">What is wrong, in one line; empty if nothing is.</param>
    public static ExplainRequest? Read(IReadOnlyList<string> words, bool isRaw, out string problem)
    {
        int count = 1 + words.Skip(1).TakeWhile(IsArgument).Count();
        ImmutableArray<UserBuffer>.Builder arguments = ImmutableArray.CreateBuilder<UserBuffer>(count);
        for (int number = 0; number < count; number++)
        {
            string place = count == 1 ? "argument" : $"argument {number + 1}";
            if (ArgumentBytes.Read(words[number], place, isRaw, out problem) is not { } buffer)
            {
                return null;
            }

            arguments.Add(buffer);
        }

        problem = string.Empty;
        string[] rest = [.. words.Skip(count)];
        uint? index = rest is [var msr, ..] ? MsrIndexText.Read(msr, out problem) : null;
        AccessFlags types = rest is [_, var access, ..] ? TypesOf(access) : AccessFlags.ReadWrite;
        problem = problem.Length > 0 ? problem
            : types == AccessFlags.None ? $"'{rest[1]}' is not an access; write read or write"
            : rest is [_, _, var more, ..] ? $"'{more}' is one word too many"
            : string.Empty;
        return problem.Length == 0 ? new ExplainRequest(arguments.MoveToImmutable(), index, types) : null;
    }

    private static bool IsArgument(string word) =>
        word.StartsWith(ArgumentBytes.OfFile) || word.Any(char.IsWhiteSpace)
        || (word.Length > MostIndexDigits && word.All(char.IsAsciiHexDigit));

    private static AccessFlags TypesOf(string text) => text switch
    {
        "read" => AccessFlags.Read,
        "write" => AccessFlags.Write,
        _ => AccessFlags.None,
    };
}
