using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
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
        switch (word)
        {
            case Words.Ioctl:
                return ParseIoctl(cursor);
            case Words.FailNextAllocation:
                return new Command.FailNextAllocation();
            case Words.DestroyVm:
                return new Command.DestroyVm();
        }

        if (word.StartsWith(Words.Vcpu, StringComparison.Ordinal))
        {
            int number = at + Words.Vcpu.Length;
            ulong vcpu = cursor.NumberIn(word[Words.Vcpu.Length..], number, "a vCPU", IMachine.VcpuCount - 1);
            return ParseVcpu((int)vcpu, cursor);
        }

        cursor.FailAt(at, $"unknown command '{word}'");
        return new Command.DestroyVm();
    }

    private static Command ParseIoctl(Cursor cursor)
    {
        int at = cursor.Position;
        string name = cursor.Word("the name of an ioctl");
        switch (name)
        {
            case Words.AddAllowlist:
                return new Command.AddAllowlist(ParseBuffer(cursor));
            case Words.EnableCapability:
                uint capability = (uint)cursor.Number("the capability", uint.MaxValue);
                ulong argument = cursor.KeyedNumber(Words.Argument0, ulong.MaxValue);
                ulong? flags = cursor.OptionalKeyedNumber(Words.Flags, uint.MaxValue);
                return new Command.EnableCapability(capability, (uint)(flags ?? 0), argument);
            case Words.CheckCapability:
                return new Command.CheckCapability((uint)cursor.Number("the capability", uint.MaxValue));
            default:
                cursor.FailAt(at, $"unknown ioctl '{name}'");
                return new Command.DestroyVm();
        }
    }

    private static Command ParseVcpu(int vcpu, Cursor cursor)
    {
        int at = cursor.Position;
        string name = cursor.Word("what the vCPU does");
        switch (name)
        {
            case Words.ReadMsr:
                uint readIndex = Index(cursor);
                return new Command.Guest(vcpu, ParseAccess(AccessFlags.Read, readIndex, 0, cursor));
            case Words.WriteMsr:
                uint writeIndex = Index(cursor);
                return new Command.Guest(vcpu, ParseAccess(AccessFlags.Write, writeIndex, Value(cursor), cursor));
            case Words.GetMsr:
                return new Command.HostRead(vcpu, Index(cursor));
            case Words.SetMsr:
                uint hostIndex = Index(cursor);
                return new Command.HostWrite(vcpu, hostIndex, Value(cursor));
            case Words.Complete:
                byte error = (byte)cursor.KeyedNumber(Words.Error, byte.MaxValue);
                return new Command.CompleteExit(vcpu, error, cursor.KeyedNumber(Words.Data, ulong.MaxValue));
            default:
                cursor.FailAt(at, $"a vCPU does not know '{name}'");
                return new Command.DestroyVm();
        }
    }

    private static uint Index(Cursor cursor) => (uint)cursor.Number("the MSR index", uint.MaxValue);

    private static ulong Value(Cursor cursor) => cursor.Number("the value", ulong.MaxValue);

    private static GuestAccess ParseAccess(AccessFlags type, uint index, ulong value, Cursor cursor)
    {
        GuestMode mode = Choice(cursor, "a mode", (Words.Long64, GuestMode.Long64),
            (Words.Protected32, GuestMode.Protected32), (Words.Real16, GuestMode.Real16));
        Privilege privilege = Choice(cursor, "a privilege level",
            (Words.Kernel, Privilege.Kernel), (Words.User, Privilege.User));
        InstructionForm form = InstructionForm.Plain;
        if (cursor.TryTake(Words.Lock))
        {
            form = InstructionForm.Lock;
        }
        else if (cursor.TryTake(Words.UpperHalvesSet))
        {
            form = InstructionForm.UpperHalvesSet;
        }

        return new GuestAccess(type, index, value, mode, privilege, form);
    }

    private static T Choice<T>(Cursor cursor, string meaning, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        foreach ((string word, T value) in choices)
        {
            if (cursor.TryTake(word))
            {
                return value;
            }
        }

        string words = string.Join(", ", choices.ToArray().Select(choice => choice.Word));
        cursor.Fail($"expected {meaning}: {words}");
        return choices[0].Value;
    }

    private static UserBuffer ParseBuffer(Cursor cursor)
    {
        if (cursor.TryTakeKey(Words.Bytes, out string hexadecimal))
        {
            return ParseBytes(hexadecimal, cursor);
        }

        uint flags = ParseFlags(cursor);
        uint count = (uint)cursor.KeyedNumber(Words.Count, uint.MaxValue);
        uint start = (uint)cursor.KeyedNumber(Words.Base, uint.MaxValue);
        int bitsAt = cursor.Position + Words.Bits.Length;
        if (!cursor.TryTakeKey(Words.Bits, out string bits))
        {
            cursor.Fail($"expected {Words.Bits}RUNS");
            return new UserBuffer([]);
        }

        cursor.Pass();
        uint pad = (uint)(cursor.OptionalKeyedNumber(Words.Pad, uint.MaxValue) ?? 0);
        AllowlistHeader header = new(flags, count, start, pad);
        int length = ParseReadable(header, cursor);
        byte[] bitmap = new byte[Math.Max(0, length - AllowlistLayout.HeaderSize)];
        BitRuns.Parse(bits, bitsAt, bitmap, cursor);
        return UserBuffer.Allowlist(header, bitmap, length);
    }

    private static int ParseReadable(AllowlistHeader header, Cursor cursor)
    {
        int at = cursor.Position;
        ulong? readable = cursor.OptionalKeyedNumber(Words.Readable, int.MaxValue);
        if (readable is null)
        {
            return header.ArgumentSize;
        }

        if (readable < AllowlistLayout.HeaderSize || readable > (ulong)header.ArgumentSize)
        {
            cursor.FailAt(at, $"{Words.Readable} is {AllowlistLayout.HeaderSize} to {header.ArgumentSize} here; "
                + $"write any other buffer as {Words.Bytes}HEX");
            return AllowlistLayout.HeaderSize;
        }

        return (int)readable;
    }

    private static uint ParseFlags(Cursor cursor)
    {
        if (!cursor.TryTakeKey(Words.Flags, out string flags))
        {
            cursor.Fail($"expected {Words.Flags}FLAGS or {Words.Bytes}HEX");
            return 0;
        }

        switch (flags)
        {
            case Words.None:
                cursor.Pass();
                return (uint)AccessFlags.None;
            case Words.Read:
                cursor.Pass();
                return (uint)AccessFlags.Read;
            case Words.Write:
                cursor.Pass();
                return (uint)AccessFlags.Write;
            case Words.ReadWrite:
                cursor.Pass();
                return (uint)AccessFlags.ReadWrite;
            default:
                return (uint)cursor.KeyedNumber(Words.Flags, uint.MaxValue);
        }
    }

    private static UserBuffer ParseBytes(string hexadecimal, Cursor cursor)
    {
        byte[] bytes = new byte[hexadecimal.Length / 2];
        bool whole = hexadecimal.Length % 2 == 0
            && Convert.FromHexString(hexadecimal, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
        if (!whole)
        {
            cursor.FailAt(cursor.Position + Words.Bytes.Length, "expected an even number of hexadecimal digits");
            return new UserBuffer([]);
        }

        cursor.Pass();
        return new UserBuffer(ImmutableArray.Create(bytes));
    }
}
