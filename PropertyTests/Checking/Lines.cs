using MsrSpec.Checker.Sequences;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>Commands and their words, out of lines of the trace language.</summary>
public static class Lines
{
    public static Command[] Commands(params IEnumerable<string> lines) =>
        [.. lines.Select(line => CommandParser.Parse(line, 1).Value ?? throw new FormatException(line))];

    public static ulong[] Words(params IEnumerable<string> lines) => [.. Commands(lines).Select(Word)];

    private static ulong Word(Command command) => CommandWord.TryEncode(command, out ulong word)
        ? word
        : throw new FormatException($"{command} has no word");
}
