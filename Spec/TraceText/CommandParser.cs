using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.TraceText;

/// <summary>Reads commands; every well-formed text stands for exactly one.</summary>
public static class CommandParser
{
    /// <summary>Reads a command that is a whole line of its own.</summary>
    /// <param name="text">The text.</param>
    /// <param name="line">The number of the line, for errors.</param>
    public static Parsed<Command> Parse(string text, int line)
    {
        Cursor cursor = new(text, line);
        Command command = Parse(cursor);
        cursor.ExpectEnd();
        return cursor.Error is { } error ? error : command;
    }

    /// <summary>Reads a command and stops behind it; an error is kept by the cursor.</summary>
    internal static Command Parse(Cursor cursor)
    {
        int at = cursor.Position;
        string word = cursor.Word("a command");
        if (word == Words.Ioctl)
        {
            return ParseNamed(CommandSubject.Vm, 0, "the name of an ioctl", "unknown ioctl", cursor);
        }

        if (CommandDescriptions.Find(CommandSubject.Kernel, word) is { } kind)
        {
            return kind.Parse(0, cursor);
        }

        if (word.StartsWith(Words.Vcpu, StringComparison.Ordinal))
        {
            int number = at + Words.Vcpu.Length;
            ulong vcpu = cursor.NumberIn(word[Words.Vcpu.Length..], number, "a vCPU", IMachine.VcpuCount - 1);
            return ParseNamed(CommandSubject.Vcpu, vcpu, "what the vCPU does", "a vCPU does not know", cursor);
        }

        cursor.FailAt(at, $"unknown command '{word}'");
        return CommandDescriptions.Simplest;
    }

    /// <summary>Reads the name of a kind and what stands behind it.</summary>
    private static Command ParseNamed(
        CommandSubject subject, ulong vcpu, string meaning, string complaint, Cursor cursor)
    {
        int at = cursor.Position;
        string name = cursor.Word(meaning);
        if (CommandDescriptions.Find(subject, name) is { } kind)
        {
            return kind.Parse(vcpu, cursor);
        }

        cursor.FailAt(at, $"{complaint} '{name}'");
        return CommandDescriptions.Simplest;
    }
}
