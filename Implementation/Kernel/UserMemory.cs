using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Kernel;

/// <summary>
/// The user memory that an ioctl's argument lies in. It is readable from the argument's address, offset 0, up to a page
/// edge; it counts what the kernel looks at, so that a decoder which reads too far is seen.
/// </summary>
public sealed class UserMemory
{
    private UserBuffer _buffer = new([]);

    /// <summary>The first offset that no read has touched: how far the kernel looked.</summary>
    public int ReadExtent { get; private set; }

    /// <summary>Whether a read went past the page edge.</summary>
    public bool Faulted { get; private set; }

    /// <summary>What is mapped, for an onlooker: the kernel itself sees only what it copies.</summary>
    public UserBuffer Mapped => _buffer;

    /// <summary>Maps a buffer in place of the one before.</summary>
    public void Map(UserBuffer buffer)
    {
        _buffer = buffer;
        ReadExtent = 0;
        Faulted = false;
    }

    /// <summary>Copies bytes out of user memory (<c>copy_from_user</c>).</summary>
    /// <param name="target">Where to; what cannot be read is zeroed.</param>
    /// <param name="offset">The offset of the first byte.</param>
    /// <returns>How many bytes could not be read.</returns>
    public int CopyFromUser(Span<byte> target, int offset)
    {
        ReadExtent = Math.Max(ReadExtent, offset + target.Length);
        int readable = Math.Clamp(_buffer.Length - offset, 0, target.Length);
        _buffer.Bytes.AsSpan().Slice(Math.Min(offset, _buffer.Length), readable).CopyTo(target);
        target[readable..].Clear();
        Faulted |= readable < target.Length;
        return target.Length - readable;
    }
}
