using System.Collections.Immutable;
using MsrSpec.Policies.Images;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Cli.Explaining;

/// <summary>What is to be explained.</summary>
/// <param name="Arguments">
/// The arguments of the ioctl in the order of the calls, of each its size and the commands that hand it over.
/// </param>
/// <param name="Index">The MSR that is accessed after them, or null.</param>
/// <param name="Types">The directions in which it is accessed.</param>
internal sealed record ExplainRequest(
    ImmutableArray<(int Size, ImmutableArray<Command> Commands)> Arguments, uint? Index, AccessFlags Types)
{
    /// <summary>The most digits that can be meant for an MSR index: those of 4294967295.</summary>
    private const int MostIndexDigits = 10;

    /// <summary>
    /// Reads the words of a command line: arguments, then an MSR, then a direction. The first word is an argument, and
    /// so is every further one that begins with @, holds a blank, or is of more hexadecimal digits than an index has.
    /// </summary>
    /// <param name="words">The words; at least one.</param>
    /// <param name="of">The interface.</param>
    /// <param name="isRaw">Whether files hold the bytes themselves even if they look like text.</param>
    /// <param name="problem">What is wrong, in one line; empty if nothing is.</param>
    public static ExplainRequest? Read(
        IReadOnlyList<string> words, Interface of, bool isRaw, out string problem)
    {
        int count = 1 + words.Skip(1).TakeWhile(IsArgument).Count();
        List<(int Size, ImmutableArray<Command> Commands)> arguments = [];
        for (int number = 0; number < count; number++)
        {
            string place = count == 1 ? "argument" : $"argument {number + 1}";
            if (ArgumentsOf(words[number], place, of, isRaw, out problem) is not { } read)
            {
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
        return problem.Length == 0 ? new ExplainRequest([.. arguments], index, types) : null;
    }

    /// <summary>Whether an argument is a filter with its bitmaps, so that a kernel of Linux is to explain it.</summary>
    /// <param name="word">The argument.</param>
    /// <param name="isRaw">Whether a file holds the bytes themselves even if they look like text.</param>
    public static bool IsFilter(string word, bool isRaw) =>
        ArgumentBytes.Read(word, "argument", isRaw, out _) is { } buffer
        && FilterArgument.IsLike(buffer.Bytes.AsSpan());

    /// <summary>
    /// The arguments that a word stands for. A file may hold several of the allowlist, one behind the other, as
    /// 'compile --as bytes' writes them.
    /// </summary>
    private static IEnumerable<(int Size, ImmutableArray<Command> Commands)>? ArgumentsOf(
        string word, string place, Interface of, bool isRaw, out string problem)
    {
        if (ArgumentBytes.Read(word, place, isRaw, out problem) is not { } buffer)
        {
            return null;
        }

        if (of == Interface.Allowlist)
        {
            bool mayBeMore = word.StartsWith(ArgumentBytes.OfFile) && buffer.Length > 0;
            return (mayBeMore ? AllowlistImage.Arguments(buffer.Bytes.AsMemory()) : [buffer])
                .Select(one => (one.Length, ImmutableArray.Create<Command>(new Command.AddAllowlist(one))));
        }

        ImmutableArray<Command>? commands = FilterArgument.Read(buffer.Bytes.AsMemory(), out problem);
        problem = commands is null ? $"{place}: {problem}" : problem;
        return commands is null ? null : [(buffer.Length, commands.Value)];
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
