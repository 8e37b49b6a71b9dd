using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MsrSpec.Checker.Sequences;
using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Targets.Dictionaries;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// The bytes are commands, which survive printing and parsing, alone and in a trace, and survive as words. An odd
/// first byte: the others are one ioctl argument. An even one: they are command words.
/// </summary>
[GuidedBy("MsrSpec.Spec.TraceText.", "MsrSpec.Spec.Commands.", "MsrSpec.Checker.Sequences.")]
internal sealed class TraceBytesTarget : IFuzzTarget
{
    /// <inheritdoc/>
    public string Name => "trace-bytes";

    /// <inheritdoc/>
    public string Summary => "commands from words or from an argument's bytes: their round trips to text and to words";

    /// <inheritdoc/>
    public bool MustFail => false;

    /// <inheritdoc/>
    public int MaxLength => 1 + AllowlistInput.MaxLength;

    /// <inheritdoc/>
    public string Dictionary => FuzzDictionary.AllowlistFile;

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input)
    {
        Command[] commands = Commands(input);
        foreach (Command command in commands)
        {
            if (Judge(command) is { } problem)
            {
                return problem;
            }
        }

        Trace trace = TraceOf(commands);
        string printed = TracePrinter.Print(trace);
        return TraceParser.Parse(printed).Value is { } again
            && again.Steps.SequenceEqual(trace.Steps) && TracePrinter.Print(again) == printed
            ? null
            : $"a trace does not survive printing and parsing\n{printed}";
    }

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input) =>
        new(TracePrinter.PrintBody(TraceOf(Commands(input)).Steps));

    private static string? Judge(Command command)
    {
        string text = CommandPrinter.Print(command);
        return CommandParser.Parse(text, 1).Value != command
                ? $"a command does not survive printing and parsing\n{text}"
            : !CommandWords.Decode(CommandWords.Encode(command)).SequenceEqual([command])
                ? $"a command does not survive as words\n{text}"
            : null;
    }

    private static Trace TraceOf(IEnumerable<Command> commands) =>
        new(null, null, null, null, null, null, [.. commands.Select(command => new TraceStep(command, null, null))]);

    private static Command[] Commands(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
        {
            return [];
        }

        ReadOnlySpan<byte> rest = input[1..];
        return (input[0] & 1) != 0
            ? [new Command.AddAllowlist(new UserBuffer(ImmutableArray.Create(rest)))]
            : CommandWords.Decode(MemoryMarshal.Cast<byte, ulong>(rest));
    }
}
