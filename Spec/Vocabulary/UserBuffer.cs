using System.Buffers.Binary;
using System.Collections.Immutable;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Spec.Vocabulary;

/// <summary>
/// The argument of an ioctl as it lies in user space: the bytes that can be read. The first byte behind them is on a
/// page that is not mapped, so that EFAULT comes from a page edge.
/// </summary>
public sealed class UserBuffer : IEquatable<UserBuffer>
{
    /// <summary>Wraps the readable bytes.</summary>
    public UserBuffer(ImmutableArray<byte> bytes) => Bytes = bytes;

    /// <summary>The readable bytes, from the argument's address up to the page edge.</summary>
    public ImmutableArray<byte> Bytes { get; }

    /// <summary>How many bytes can be read.</summary>
    public int Length => Bytes.Length;

    /// <summary>Whether the four header words can be read.</summary>
    public bool HasHeader => Length >= AllowlistLayout.HeaderSize;

    /// <summary>The header; only for a buffer that <see cref="HasHeader"/>.</summary>
    public AllowlistHeader Header
    {
        get
        {
            // Cut to its length first, which checks one bound for eight: every call asks for it several times.
            ReadOnlySpan<byte> header = Bytes.AsSpan()[..AllowlistLayout.HeaderSize];
            return new AllowlistHeader(
                BinaryPrimitives.ReadUInt32LittleEndian(header[AllowlistLayout.FlagsOffset..]),
                BinaryPrimitives.ReadUInt32LittleEndian(header[AllowlistLayout.CountOffset..]),
                BinaryPrimitives.ReadUInt32LittleEndian(header[AllowlistLayout.BaseOffset..]),
                BinaryPrimitives.ReadUInt32LittleEndian(header[AllowlistLayout.PadOffset..]));
        }
    }

    /// <summary>The bytes behind the header; empty for a buffer without one.</summary>
    public ReadOnlySpan<byte> Tail => HasHeader ? Bytes.AsSpan()[AllowlistLayout.HeaderSize..] : default;

    /// <summary>
    /// Lays out an allowlist argument.
    /// </summary>
    /// <param name="header">The header words.</param>
    /// <param name="bitmap">The bitmap's bytes; missing ones are zero, extra ones are dropped.</param>
    /// <param name="length">How many bytes are readable.</param>
    public static UserBuffer Allowlist(AllowlistHeader header, ReadOnlySpan<byte> bitmap, int length)
    {
        byte[] bytes = new byte[length];
        if (length >= AllowlistLayout.HeaderSize)
        {
            WriteHeader(header, bytes);
            Span<byte> tail = bytes.AsSpan(AllowlistLayout.HeaderSize);
            bitmap[..Math.Min(bitmap.Length, tail.Length)].CopyTo(tail);
        }
        else
        {
            Span<byte> whole = stackalloc byte[AllowlistLayout.HeaderSize];
            WriteHeader(header, whole);
            whole[..length].CopyTo(bytes);
        }

        return new UserBuffer(System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(bytes));
    }

    /// <summary>The buffer after another thread has written to a word of it; the same if that cannot be read.</summary>
    public UserBuffer With(ArgumentChange change)
    {
        if (change.Offset + sizeof(uint) > Length)
        {
            return this;
        }

        byte[] bytes = [.. Bytes];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(change.Offset), change.Value);
        return new UserBuffer(System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(bytes));
    }

    /// <inheritdoc/>
    public bool Equals(UserBuffer? other) => other is not null && Bytes.AsSpan().SequenceEqual(other.Bytes.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as UserBuffer);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Bytes.AsSpan());
        return hash.ToHashCode();
    }

    private static void WriteHeader(AllowlistHeader header, Span<byte> target)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(target[AllowlistLayout.FlagsOffset..], header.Flags);
        BinaryPrimitives.WriteUInt32LittleEndian(target[AllowlistLayout.CountOffset..], header.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(target[AllowlistLayout.BaseOffset..], header.Base);
        BinaryPrimitives.WriteUInt32LittleEndian(target[AllowlistLayout.PadOffset..], header.Pad);
    }
}
