using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>The bytes of one instruction, at most fifteen.</summary>
public readonly struct InstructionBytes : IEquatable<InstructionBytes>
{
    /// <summary>The most bytes that an instruction may have.</summary>
    public const int MaxLength = 15;

    private readonly UInt128 _bytes;

    /// <summary>Keeps a copy of at most <see cref="MaxLength"/> bytes.</summary>
    /// <param name="source">The bytes.</param>
    public InstructionBytes(ReadOnlySpan<byte> source)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(source.Length, MaxLength, nameof(source));
        for (int i = source.Length; i-- > 0;)
        {
            _bytes = (_bytes << 8) | source[i];
        }

        Length = source.Length;
    }

    /// <summary>How many there are.</summary>
    public int Length { get; }

    /// <summary>The first eight, little endian; what is not there is zero.</summary>
    public ulong First => (ulong)_bytes;

    /// <summary>One of the bytes.</summary>
    /// <param name="index">Its number.</param>
    public byte this[int index] => (byte)(_bytes >> (index * 8));

    /// <inheritdoc/>
    public bool Equals(InstructionBytes other) => Length == other.Length && _bytes == other._bytes;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is InstructionBytes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Length, _bytes);

    /// <summary>The bytes in hex, in the order of their addresses.</summary>
    public override string ToString()
    {
        var text = new DefaultInterpolatedStringHandler(Length, Length);
        for (int i = 0; i < Length; i++)
        {
            text.AppendLiteral(i == 0 ? "" : " ");
            text.AppendFormatted(this[i], "X2");
        }

        return text.ToStringAndClear();
    }

    /// <summary>Whether the bytes are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(InstructionBytes left, InstructionBytes right) => left.Equals(right);

    /// <summary>Whether the bytes differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(InstructionBytes left, InstructionBytes right) => !left.Equals(right);
}
