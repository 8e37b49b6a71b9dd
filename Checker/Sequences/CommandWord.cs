using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Sequences;

/// <summary>
/// A command in one 64-bit word. Every word is a command; not every command has a word, for a word holds numbers by
/// their place among edge values. The same words are generated, enumerated, shrunk, fuzzed and journalled; people see
/// the text.
/// </summary>
public static class CommandWord
{
    private const uint SetPad = 0xFFFFFFFF;
    private const uint EnableFlag = 1;

    /// <summary>The kind of a word.</summary>
    public static CommandKind KindOf(ulong word) =>
        (CommandKind)(WordLayout.Kind.Get(word) % ((int)CommandKind.DestroyVm + 1));

    /// <summary>The command of a word.</summary>
    public static Command Decode(ulong word) => KindOf(word) switch
    {
        CommandKind.GuestRead => new Command.Guest(Vcpu(word), Access(AccessFlags.Read, word)),
        CommandKind.GuestWrite => new Command.Guest(Vcpu(word), Access(AccessFlags.Write, word)),
        CommandKind.AddAllowlist => new Command.AddAllowlist(DecodeBuffer(word)),
        CommandKind.HostRead => new Command.HostRead(Vcpu(word), Index(word)),
        CommandKind.HostWrite => new Command.HostWrite(Vcpu(word), Index(word), Value(word)),
        CommandKind.CompleteExit => new Command.CompleteExit(Vcpu(word), (byte)Index(word), Value(word)),
        CommandKind.EnableCapability => new Command.EnableCapability(
            Index(word), WordLayout.Form.Get(word) == 0 ? 0 : EnableFlag, Value(word)),
        CommandKind.CheckCapability => new Command.CheckCapability(Index(word)),
        CommandKind.FailNextAllocation => new Command.FailNextAllocation(),
        CommandKind.DestroyVm => new Command.DestroyVm(),
    };

    /// <summary>The commands of a sequence.</summary>
    public static Command[] Decode(ReadOnlySpan<ulong> words)
    {
        Command[] commands = new Command[words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            commands[i] = Decode(words[i]);
        }

        return commands;
    }

    /// <summary>The simplest word of a command, if it has one.</summary>
    public static bool TryEncode(Command command, out ulong word)
    {
        bool encoded = command switch
        {
            Command.Guest guest => TryEncodeGuest(guest, out word),
            Command.AddAllowlist add => TryEncodeBuffer(add.Argument, out word),
            Command.HostRead read => Encode(CommandKind.HostRead, read.Vcpu, read.Index, 0, 0, out word),
            Command.HostWrite write =>
                Encode(CommandKind.HostWrite, write.Vcpu, write.Index, write.Value, 0, out word),
            Command.CompleteExit exit =>
                Encode(CommandKind.CompleteExit, exit.Vcpu, exit.Error, exit.Data, 0, out word),
            Command.EnableCapability enable =>
                Encode(CommandKind.EnableCapability, 0, enable.Capability, enable.Argument, enable.Flags, out word),
            Command.CheckCapability check =>
                Encode(CommandKind.CheckCapability, 0, check.Capability, 0, 0, out word),
            Command.FailNextAllocation => Encode(CommandKind.FailNextAllocation, 0, 0, 0, 0, out word),
            Command.DestroyVm => Encode(CommandKind.DestroyVm, 0, 0, 0, 0, out word),
            _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
        };
        return encoded && Decode(word) == command;
    }

    /// <summary>The parts that a word of a kind is made of.</summary>
    internal static IReadOnlyList<BitField> FieldsOf(ulong word) =>
        KindOf(word) == CommandKind.AddAllowlist ? WordLayout.AddFields : WordLayout.AccessFields;

    private static int Vcpu(ulong word) => (int)WordLayout.Vcpu.Get(word);

    private static uint Index(ulong word) => (uint)WordLayout.Index.Get(word);

    private static ulong Value(ulong word) => ValueCode.Decode(WordLayout.Value.Get(word));

    private static GuestAccess Access(AccessFlags type, ulong word) => new(
        type,
        Index(word),
        type == AccessFlags.Read ? 0 : Value(word),
        (GuestMode)(WordLayout.Mode.Get(word) % ((int)GuestMode.Real16 + 1)),
        WordLayout.Privilege.Get(word) == 0 ? Privilege.Kernel : Privilege.User,
        (InstructionForm)(WordLayout.Form.Get(word) % ((int)InstructionForm.Lock + 1)));

    private static UserBuffer DecodeBuffer(ulong word)
    {
        uint count = CountCode.Decode(WordLayout.Count.Get(word));
        AllowlistHeader header = new(
            FlagsCode.Decode(WordLayout.Flags.Get(word)),
            count,
            (uint)WordLayout.Base.Get(word),
            WordLayout.Pad.Get(word) == 0 ? 0 : SetPad);
        int size = header.ArgumentSize;
        Span<byte> bitmap = stackalloc byte[size - AllowlistLayout.HeaderSize];
        BitmapPattern.Fill(WordLayout.Bitmap.Get(word), count, bitmap);
        return UserBuffer.Allowlist(header, bitmap, ReadableCode.Decode(WordLayout.Readable.Get(word), size));
    }

    private static bool TryEncodeGuest(Command.Guest guest, out ulong word)
    {
        GuestAccess access = guest.Access;
        CommandKind kind = access.IsRead ? CommandKind.GuestRead : CommandKind.GuestWrite;
        bool encoded = Encode(kind, guest.Vcpu, access.Index, access.Value, (uint)access.Form, out word);
        word = WordLayout.Mode.Set(word, (ulong)access.Mode);
        word = WordLayout.Privilege.Set(word, access.Privilege == Privilege.Kernel ? 0UL : 1);
        return encoded;
    }

    private static bool Encode(CommandKind kind, int vcpu, uint index, ulong value, uint form, out ulong word)
    {
        word = (ulong)kind;
        word = WordLayout.Vcpu.Set(word, (ulong)vcpu);
        word = WordLayout.Index.Set(word, index);
        word = WordLayout.Form.Set(word, form & WordLayout.Form.Max);
        bool encoded = ValueCode.TryEncode(value, out ulong code);
        word = WordLayout.Value.Set(word, code);
        return encoded;
    }

    private static bool TryEncodeBuffer(UserBuffer buffer, out ulong word)
    {
        word = (ulong)CommandKind.AddAllowlist;
        if (!buffer.HasHeader)
        {
            return TryEncodeCutHeader(buffer, out word);
        }

        AllowlistHeader header = buffer.Header;
        bool encoded = CountCode.TryEncode(header.Count, out ulong count);
        encoded &= FlagsCode.TryEncode(header.Flags, out ulong flags);
        encoded &= BitmapPattern.TryEncode(header.Count, buffer.Tail, out ulong pattern);
        encoded &= ReadableCode.TryEncode(buffer.Length, header.ArgumentSize, out ulong readable);
        if (!encoded)
        {
            return false;
        }

        word = WordLayout.Count.Set(word, count);
        word = WordLayout.Flags.Set(word, flags);
        word = WordLayout.Bitmap.Set(word, pattern);
        word = WordLayout.Readable.Set(word, readable);
        word = WordLayout.Base.Set(word, header.Base);
        word = WordLayout.Pad.Set(word, header.Pad == 0 ? 0UL : 1);
        return true;
    }

    /// <summary>A buffer without a whole header has the word of a header that begins with its bytes.</summary>
    private static bool TryEncodeCutHeader(UserBuffer buffer, out ulong word)
    {
        word = (ulong)CommandKind.AddAllowlist;
        byte[] bytes = new byte[AllowlistLayout.HeaderSize];
        buffer.Bytes.AsSpan().CopyTo(bytes);
        AllowlistHeader cut = new UserBuffer([.. bytes]).Header;
        int flagBytes = buffer.Length - AllowlistLayout.FlagsOffset;
        int countBytes = buffer.Length - AllowlistLayout.CountOffset;
        if (!TryFind(FlagsCode.Width, FlagsCode.Decode, cut.Flags, flagBytes, out ulong flags)
            || !TryFind(CountCode.Width, CountCode.Decode, cut.Count, countBytes, out ulong count))
        {
            return false;
        }

        int size = (cut with { Count = CountCode.Decode(count) }).ArgumentSize;
        bool encoded = ReadableCode.TryEncode(buffer.Length, size, out ulong readable);
        word = WordLayout.Flags.Set(word, flags);
        word = WordLayout.Count.Set(word, count);
        word = WordLayout.Readable.Set(word, readable);
        word = WordLayout.Base.Set(word, cut.Base);
        word = WordLayout.Pad.Set(word, cut.Pad == 0 ? 0UL : 1);
        return encoded;
    }

    /// <summary>The smallest code of a number of which only the first bytes are known.</summary>
    private static bool TryFind(int width, Func<ulong, uint> decode, uint number, int bytes, out ulong code)
    {
        uint known = bytes >= sizeof(uint) ? uint.MaxValue : (1u << (8 * Math.Max(0, bytes))) - 1;
        for (code = 0; code < 1UL << width; code++)
        {
            if (((decode(code) ^ number) & known) == 0)
            {
                return true;
            }
        }

        return false;
    }
}
