using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Sequences;

/// <summary>
/// Commands as 64-bit words, for a journal and for a fuzzer; people see the text. Every command has words, one if short
/// codes are enough for all its fields, else several. Every words are commands: what is missing at their end counts as
/// zero, and the all-zero word is the simplest command.
/// </summary>
public static class CommandWords
{
    /// <summary>The commands of some words, one behind the other.</summary>
    public static Command[] Decode(ReadOnlySpan<ulong> words)
    {
        FieldValues values = new();
        Command[] commands = new Command[words.Length];
        int count = 0;
        while (!words.IsEmpty)
        {
            commands[count++] = Decode(words, values, out int used);
            words = words[used..];
        }

        return count == commands.Length ? commands : commands[..count];
    }

    /// <summary>The first command of some words.</summary>
    /// <param name="words">The words.</param>
    /// <param name="used">How many of them it takes: at least one, unless there are none.</param>
    public static Command Decode(ReadOnlySpan<ulong> words, out int used) => Decode(words, new FieldValues(), out used);

    /// <summary>The words of a command: as few as can be.</summary>
    public static ulong[] Encode(Command command) => Encode([command]);

    /// <summary>The words of a sequence of commands.</summary>
    public static ulong[] Encode(ReadOnlySpan<Command> commands)
    {
        FieldValues values = new();
        List<ulong> words = new(commands.Length);
        foreach (Command command in commands)
        {
            CommandDescription kind = CommandDescription.Of(command);
            kind.Take(command, values);
            if (CompactForm.TryEncode(kind, values, out ulong word))
            {
                words.Add(word);
            }
            else
            {
                WideForm.Append(kind, values, words);
            }
        }

        return [.. words];
    }

    private static Command Decode(ReadOnlySpan<ulong> words, FieldValues scratch, out int used)
    {
        ulong head = words.IsEmpty ? 0 : words[0];
        if (WideForm.Has(head))
        {
            return WideForm.Decode(words, scratch, out used);
        }

        used = Math.Min(words.Length, 1);
        return CompactForm.Decode(head, scratch);
    }
}
