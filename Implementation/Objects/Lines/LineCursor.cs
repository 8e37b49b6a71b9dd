namespace MsrSpec.Implementation.Objects.Lines;

/// <summary>
/// Reads numbers one behind the other, up to an end. Where one does not fit, it is zero, and so is all that follows.
/// </summary>
/// <param name="bytes">What is read.</param>
/// <param name="position">Where the first number begins.</param>
/// <param name="end">Where the last one ends, inside the bytes.</param>
internal sealed class LineCursor(ReadOnlyMemory<byte> bytes, int position, int end)
{
    private const int DigitBits = 7;
    private const byte DigitMask = 0x7F;
    private const int WordBits = 64;

    /// <summary>Where the next number begins.</summary>
    public int Position { get; private set; } = position;

    /// <summary>Where the last one ends.</summary>
    public int End => end;

    /// <summary>Whether a number did not fit.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether there is nothing more to read.</summary>
    public bool IsAtEnd => IsBroken || Position == end;

    /// <summary>A number without a sign, little-endian.</summary>
    /// <param name="size">Its bytes, eight at most.</param>
    public ulong Number(int size)
    {
        int at = Position;
        Skip((ulong)size);
        ulong value = 0;
        for (int i = size - 1; i >= 0 && !IsBroken; i--)
        {
            value = (value << 8) | bytes.Span[at + i];
        }

        return value;
    }

    /// <summary>A byte without a sign.</summary>
    public byte Byte() => (byte)Number(1);

    /// <summary>A number without a sign in as many bytes as it needs (ULEB128; DWARF 5, section 7.6).</summary>
    public ulong Unsigned() => Digits().Value;

    /// <summary>A number with a sign in as many bytes as it needs (SLEB128).</summary>
    public long Signed()
    {
        (ulong value, int bits) = Digits();
        int unused = Math.Max(0, WordBits - bits);
        return (long)(value << unused) >> unused;
    }

    /// <summary>Goes on behind some bytes.</summary>
    public void Skip(ulong count)
    {
        IsBroken |= count > (ulong)(end - Position);
        Position = IsBroken ? end : Position + (int)count;
    }

    /// <summary>Goes on behind a string and the zero that ends it.</summary>
    /// <returns>The bytes of the string.</returns>
    public int SkipString()
    {
        int length = bytes.Span[Position..end].IndexOf((byte)0);
        Skip(length < 0 ? ulong.MaxValue : (ulong)length + 1);
        return Math.Max(0, length);
    }

    private (ulong Value, int Bits) Digits()
    {
        ulong value = 0;
        for (int bits = 0; bits < WordBits; bits += DigitBits)
        {
            byte digit = Byte();
            value |= (ulong)(digit & DigitMask) << bits;
            if (digit <= DigitMask)
            {
                return (value, bits + DigitBits);
            }
        }

        IsBroken = true;
        return default;
    }
}
