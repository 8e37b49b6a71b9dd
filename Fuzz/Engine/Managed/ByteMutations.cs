using System.Buffers.Binary;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>
/// Changes of bytes that need no other input. Each takes a buffer of the greatest length and the size in use, and
/// returns the new size, or 0 if it does not apply.
/// </summary>
/// <param name="random">Decides what changes.</param>
internal sealed class ByteMutations(RandomStream random)
{
    private const int MostShuffled = 8;
    private const int FewestRepeated = 3;
    private const int MostRepeated = 128;
    private const int MostAdded = 10;

    private byte[] _copy = [];

    /// <summary>Takes a part out; one byte always stays.</summary>
    public int EraseBytes(Span<byte> buffer, int size)
    {
        if (size <= 1)
        {
            return 0;
        }

        int count = 1 + random.Below(Math.Max(1, size / 2));
        int at = random.Below(size - count + 1);
        buffer[(at + count)..size].CopyTo(buffer[at..]);
        return size - count;
    }

    /// <summary>Inserts a random byte.</summary>
    public int InsertByte(Span<byte> buffer, int size)
    {
        if (size >= buffer.Length)
        {
            return 0;
        }

        Open(buffer, size, random.Below(size + 1), 1)[0] = random.NextByte();
        return size + 1;
    }

    /// <summary>Inserts three or more equal bytes, often zeros or ones.</summary>
    public int InsertRepeatedBytes(Span<byte> buffer, int size)
    {
        if (size + FewestRepeated > buffer.Length)
        {
            return 0;
        }

        int most = Math.Min(buffer.Length - size, MostRepeated);
        int count = FewestRepeated + random.Below(most - FewestRepeated + 1);
        byte value = random.OneIn(2) ? random.NextByte() : (byte)(random.OneIn(2) ? 0 : 0xFF);
        Open(buffer, size, random.Below(size + 1), count).Fill(value);
        return size + count;
    }

    /// <summary>Sets a byte to a random one.</summary>
    public int ChangeByte(Span<byte> buffer, int size)
    {
        if (size == 0)
        {
            return 0;
        }

        buffer[random.Below(size)] = random.NextByte();
        return size;
    }

    /// <summary>Flips a bit.</summary>
    public int ChangeBit(Span<byte> buffer, int size)
    {
        if (size == 0)
        {
            return 0;
        }

        buffer[random.Below(size)] ^= (byte)(1 << random.Below(8));
        return size;
    }

    /// <summary>Shuffles up to eight neighbours.</summary>
    public int ShuffleBytes(Span<byte> buffer, int size)
    {
        if (size < 2)
        {
            return 0;
        }

        int count = 2 + random.Below(Math.Min(size, MostShuffled) - 1);
        Span<byte> part = buffer.Slice(random.Below(size - count + 1), count);
        for (int left = count; left > 1; left--)
        {
            int other = random.Below(left);
            (part[left - 1], part[other]) = (part[other], part[left - 1]);
        }

        return size;
    }

    /// <summary>Changes the first run of digits behind a random place; its length stays.</summary>
    public int ChangeAsciiInteger(Span<byte> buffer, int size)
    {
        const int MostDigits = 18;
        if (size == 0)
        {
            return 0;
        }

        int start = random.Below(size);
        int offset = buffer[start..size].IndexOfAnyInRange((byte)'0', (byte)'9');
        if (offset < 0)
        {
            return 0;
        }

        start += offset;
        ulong value = 0;
        int end = start;
        for (; end < size && char.IsAsciiDigit((char)buffer[end]) && end - start < MostDigits; end++)
        {
            value = (value * 10) + (uint)(buffer[end] - '0');
        }

        value = random.Below(5) switch
        {
            0 => value + 1,
            1 => value - 1,
            2 => value / 2,
            3 => value * 2,
            _ => random.Next(),
        };
        for (int at = end - 1; at >= start; at--, value /= 10)
        {
            buffer[at] = (byte)('0' + (value % 10));
        }

        return size;
    }

    /// <summary>Adds to a number of 1, 2, 4 or 8 bytes, negates it, or sets it to the size.</summary>
    public int ChangeBinaryInteger(Span<byte> buffer, int size)
    {
        int width = 1 << random.Below(4);
        if (size < width)
        {
            return 0;
        }

        Span<byte> part = buffer.Slice(random.Below(size - width + 1), width);
        bool isBigEndian = random.OneIn(2);
        ulong value = Read(part, isBigEndian);
        ulong changed = random.Below(8) switch
        {
            0 => (ulong)size,
            1 => 0 - value,
            _ => value + (ulong)(random.Below((2 * MostAdded) + 1) - MostAdded),
        };
        Write(part, changed, isBigEndian);
        return size;
    }

    /// <summary>Copies a part over another, or inserts it.</summary>
    public int CopyPart(Span<byte> buffer, int size)
    {
        if (size == 0)
        {
            return 0;
        }

        return random.OneIn(2)
            ? Overlay(buffer, size, buffer[..size])
            : InsertPart(buffer, size, Copy(buffer[..size]));
    }

    /// <summary>A copy that no change of the buffer moves.</summary>
    private ReadOnlySpan<byte> Copy(ReadOnlySpan<byte> input)
    {
        if (_copy.Length < input.Length)
        {
            _copy = new byte[2 * input.Length];
        }

        input.CopyTo(_copy);
        return _copy.AsSpan(0, input.Length);
    }

    /// <summary>Writes a part of other bytes over as many of these; the size stays.</summary>
    public int Overlay(Span<byte> buffer, int size, ReadOnlySpan<byte> other)
    {
        int most = Math.Min(size, other.Length);
        if (most == 0)
        {
            return 0;
        }

        int count = 1 + random.Below(most);
        other.Slice(random.Below(other.Length - count + 1), count)
            .CopyTo(buffer[random.Below(size - count + 1)..]);
        return size;
    }

    /// <summary>Inserts a part of other bytes.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="size">The size in use.</param>
    /// <param name="other">Other bytes; not in the buffer.</param>
    public int InsertPart(Span<byte> buffer, int size, ReadOnlySpan<byte> other)
    {
        int most = Math.Min(buffer.Length - size, other.Length);
        if (most <= 0)
        {
            return 0;
        }

        int count = 1 + random.Below(most);
        ReadOnlySpan<byte> part = other.Slice(random.Below(other.Length - count + 1), count);
        part.CopyTo(Open(buffer, size, random.Below(size + 1), count));
        return size + count;
    }

    /// <summary>Makes room.</summary>
    /// <returns>The room; what it holds means nothing.</returns>
    public static Span<byte> Open(Span<byte> buffer, int size, int at, int count)
    {
        buffer[at..size].CopyTo(buffer[(at + count)..]);
        return buffer.Slice(at, count);
    }

    /// <summary>Writes a number of 1, 2, 4 or 8 bytes; higher bits are lost.</summary>
    public static void Write(Span<byte> part, ulong value, bool isBigEndian)
    {
        ulong placed = isBigEndian ? BinaryPrimitives.ReverseEndianness(value) >> (64 - (8 * part.Length)) : value;
        for (int index = 0; index < part.Length; index++)
        {
            part[index] = (byte)(placed >> (8 * index));
        }
    }

    private static ulong Read(ReadOnlySpan<byte> part, bool isBigEndian)
    {
        ulong value = 0;
        for (int index = 0; index < part.Length; index++)
        {
            value |= (ulong)part[index] << (8 * index);
        }

        return isBigEndian ? BinaryPrimitives.ReverseEndianness(value) >> (64 - (8 * part.Length)) : value;
    }
}
