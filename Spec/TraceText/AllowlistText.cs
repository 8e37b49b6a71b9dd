using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Spec.TraceText;

/// <summary>
/// The text of an allowlist argument: its fields, where they show it whole, else its bytes. The bitmap is written as
/// runs of bits, and how much is readable only if it is not all.
/// </summary>
internal static class AllowlistText
{
    /// <summary>Writes an argument: as fields if they show it whole, else as bytes.</summary>
    public static string Print(UserBuffer buffer)
    {
        if (!HasReadableForm(buffer))
        {
            return Words.Bytes + Convert.ToHexStringLower(buffer.Bytes.AsSpan());
        }

        AllowlistHeader header = buffer.Header;
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Words.Flags}{CommandPrinter.PrintFlags(header.Flags)} ");
        text.Append(Words.Count).Append(PrintCount(header.Count)).Append(' ');
        text.Append(CultureInfo.InvariantCulture, $"{Words.Base}0x{header.Base:x}");
        text.Append(CultureInfo.InvariantCulture, $" {Words.Bits}{BitRuns.Print(buffer.Tail)}");
        if (header.Pad != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" {Words.Pad}0x{header.Pad:x}");
        }

        if (buffer.Length != header.ArgumentSize)
        {
            text.Append(CultureInfo.InvariantCulture, $" {Words.Readable}{buffer.Length}");
        }

        return text.ToString();
    }

    /// <summary>Reads an argument in either form; an error is kept by the cursor.</summary>
    public static UserBuffer Parse(Cursor cursor)
    {
        if (cursor.TryTakeKey(Words.Bytes, out string hexadecimal))
        {
            return ParseBytes(hexadecimal, cursor);
        }

        uint flags = ParseFlags(cursor, $"{Words.Flags}FLAGS or {Words.Bytes}HEX");
        uint count = (uint)cursor.KeyedNumber(Words.Count, uint.MaxValue);
        uint start = cursor.KeyedIndex(Words.Base);
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

    /// <summary>Whether a buffer is one that the readable form can show whole; others are shown as bytes.</summary>
    private static bool HasReadableForm(UserBuffer buffer) =>
        buffer.HasHeader && buffer.Length <= buffer.Header.ArgumentSize;

    /// <summary>Writes a number of MSRs: small ones in decimal.</summary>
    internal static string PrintCount(uint count) =>
        count > byte.MaxValue ? Invariant($"0x{count:x}") : Invariant($"{count}");

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

    /// <summary>Reads the flags of a range.</summary>
    /// <param name="cursor">Where from; keeps the error.</param>
    /// <param name="expected">What is expected, if there are none.</param>
    internal static uint ParseFlags(Cursor cursor, string expected)
    {
        if (!cursor.TryTakeKey(Words.Flags, out string flags))
        {
            cursor.Fail($"expected {expected}");
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
            cursor.FailAt(cursor.Position + Words.Bytes.Length, "expected hexadecimal digits, two for each byte");
            return new UserBuffer([]);
        }

        cursor.Pass();
        return new UserBuffer(ImmutableArray.Create(bytes));
    }
}
