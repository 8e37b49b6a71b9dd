using System.Collections.Immutable;
using MsrSpec.Policies.Images;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Cli.Explaining;

/// <summary>What is to be explained.</summary>
/// <param name="Dialect">The dialect that explains.</param>
/// <param name="Arguments">
/// The arguments of the ioctl in the order of the calls, of each its size and the commands that hand it over.
/// </param>
/// <param name="Index">The MSR that is accessed after them, or null.</param>
/// <param name="Types">The directions in which it is accessed.</param>
internal sealed record ExplainRequest(
    Dialect Dialect,
    ImmutableArray<(int Size, ImmutableArray<Command> Commands)> Arguments,
    uint? Index,
    AccessFlags Types)
{
    /// <summary>The most digits that can be meant for an MSR index: those of 4294967295.</summary>
    private const int MostIndexDigits = 10;

    /// <summary>
    /// Reads the words of a command line: arguments, then an MSR, then a direction. The first word is an argument, and
    /// so is every further one that begins with @, holds a blank, or is of more hexadecimal digits than an index has.
    /// </summary>
    /// <param name="words">The words; at least one.</param>
    /// <param name="dialect">The dialect that explains; if it is null, the first argument tells.</param>
    /// <param name="isRaw">Whether files hold the bytes themselves even if they look like text.</param>
    /// <param name="problem">What is wrong, in one line; empty if nothing is.</param>
    public static ExplainRequest? Read(
        IReadOnlyList<string> words, Dialect? dialect, bool isRaw, out string problem)
    {
        int count = 1 + words.Skip(1).TakeWhile(IsArgument).Count();
        List<(int Size, ImmutableArray<Command> Commands)> arguments = [];
        for (int number = 0; number < count; number++)
        {
            string place = count == 1 ? "argument" : $"argument {number + 1}";
            if (ArgumentBytes.Read(words[number], place, isRaw, out problem) is not { } buffer)
            {
                return null;
            }

            dialect ??= FilterArgument.IsLike(buffer.Bytes.AsSpan()) ? Dialect.Linux61 : Dialect.Sound;
            bool isFile = words[number].StartsWith(ArgumentBytes.OfFile);
            if (ArgumentsIn(buffer, isFile, dialect.Readings.Interface, out problem) is not { } read)
            {
                problem = $"{place}: {problem}";
                return null;
            }

            arguments.AddRange(read);
        }

        problem = string.Empty;
        string[] rest = [.. words.Skip(count)];
        uint? index = rest is [var msr, ..] ? MsrIndexText.Read(msr, out problem) : null;
        AccessFlags types = rest is [_, var access, ..] ? TypesOf(access) : AccessFlags.ReadWrite;
        problem = problem.Length > 0 ? problem
            : types == AccessFlags.None ? $"'{rest[1]}' is not an access; write read or write"
            : rest is [_, _, var more, ..] ? $"'{more}' is one word too many"
            : string.Empty;
        return problem.Length == 0 ? new ExplainRequest(dialect!, [.. arguments], index, types) : null;
    }

    /// <summary>
    /// The arguments that bytes hold. Those of a file may be several of the allowlist, one behind the other, as
    /// 'compile --as bytes' writes them.
    /// </summary>
    private static IEnumerable<(int Size, ImmutableArray<Command> Commands)>? ArgumentsIn(
        UserBuffer buffer, bool isFile, Interface of, out string problem)
    {
        problem = string.Empty;
        if (of == Interface.Allowlist)
        {
            return (isFile && buffer.Length > 0 ? AllowlistImage.Arguments(buffer.Bytes.AsMemory()) : [buffer])
                .Select(one => (one.Length, ImmutableArray.Create<Command>(new Command.AddAllowlist(one))));
        }

        return FilterArgument.Read(buffer.Bytes.AsMemory(), out problem) is { } commands
            ? [(buffer.Length, commands)]
            : null;
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
