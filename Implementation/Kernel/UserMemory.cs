using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Kernel;

/// <summary>
/// The user memory that an ioctl's argument lies in. It is readable from the argument's address, offset 0, up to a page
/// edge; it accounts for what the kernel looks at, so that a decoder which reads too far, or twice, is seen.
/// </summary>
/// <param name="call">Who reads it; it is told what goes wrong.</param>
public sealed class UserMemory(RunningCall call)
{
    /// <summary>The bytes from one area to the next; the argument itself is the first one.</summary>
    public const int AreaSize = 1 << 16;

    private readonly List<Range> _seen = [];
    private IReadOnlyList<UserArea> _others = [];
    private UserBuffer _buffer = new([]);
    private ArgumentChange? _armed;
    private ArgumentChange? _change;
    private int _reads;
    private long _end;

    /// <summary>The first offset that no read has touched: how far the kernel looked.</summary>
    public int ReadExtent { get; private set; }

    /// <summary>Whether a read went past the page edge.</summary>
    public bool Faulted { get; private set; }

    /// <summary>What is mapped, for an onlooker: the kernel itself sees only what it copies.</summary>
    public UserBuffer Mapped => _buffer;

    /// <summary>Maps the argument of a call that adds a range, which is to change if a change was armed.</summary>
    public void Map(UserBuffer buffer)
    {
        Map(buffer, EndOf(buffer), []);
        _change = _armed;
        _armed = null;
    }

    /// <summary>Maps the argument of a call that has pointers to other memory.</summary>
    /// <param name="buffer">The argument.</param>
    /// <param name="size">The bytes that it has, however many can be read.</param>
    /// <param name="others">
    /// The areas that its pointers lead to: the first one is at <see cref="AreaSize"/>, the next at twice that.
    /// </param>
    public void Map(UserBuffer buffer, long size, IReadOnlyList<UserArea> others)
    {
        _change = null;
        _reads = 0;
        _seen.Clear();
        ReadExtent = 0;
        Faulted = false;
        _end = size;
        _others = others;
        Replace(buffer);
    }

    /// <summary>Puts another buffer in the place of the mapped one, in the midst of a call.</summary>
    public void Replace(UserBuffer buffer) => _buffer = buffer;

    /// <summary>Arms a change of the next argument, in place of one that is armed.</summary>
    public void ChangeNext(ArgumentChange change) => _armed = change;

    /// <summary>Disarms a change.</summary>
    public void Reset() => _armed = null;

    /// <summary>Copies bytes out of user memory (<c>copy_from_user</c>).</summary>
    /// <param name="target">Where to; what cannot be read is zeroed.</param>
    /// <param name="offset">The offset of the first byte.</param>
    /// <returns>How many bytes could not be read.</returns>
    public int CopyFromUser(Span<byte> target, int offset)
    {
        call.AssertNotLocked(OopsKind.UserCopyUnderLock);
        if (target.Length > 0)
        {
            Account(offset, offset + target.Length);
        }

        bool isArgument = offset < AreaSize;
        UserBuffer source = isArgument ? _buffer : AreaAt(offset).Buffer;
        int within = isArgument ? offset : offset % AreaSize;
        int readable = Math.Clamp(source.Length - within, 0, target.Length);
        source.Bytes.AsSpan().Slice(Math.Min(within, source.Length), readable).CopyTo(target);
        target[readable..].Clear();
        Faulted |= readable < target.Length;
        if (_change is { } change)
        {
            ChangeAfterRead(change, offset, target.Length);
        }

        return target.Length - readable;
    }

    /// <summary>
    /// Where the argument ends, as its header says that it was mapped with. One whose header cannot be read has no end
    /// that a call could know. Reckoned here once more: who accounts for a decoder does not ask it.
    /// </summary>
    private static long EndOf(UserBuffer argument) => argument.HasHeader
        ? AllowlistLayout.HeaderSize + (((long)argument.Header.Count + AllowlistLayout.BitsPerLong - 1)
            / AllowlistLayout.BitsPerLong * AllowlistLayout.BytesPerLong)
        : long.MaxValue;

    /// <summary>
    /// No byte is to be read twice: another thread could have changed it in between. And none behind the argument: it
    /// is none of the call's business, even if it cannot be read and nobody minds.
    /// </summary>
    private void Account(int start, int end)
    {
        ReadExtent = Math.Max(ReadExtent, end);
        foreach (Range other in _seen)
        {
            if (start < other.End.Value && other.Start.Value < end)
            {
                _ = call.Report(OopsKind.SecondRead);
            }
        }

        long last = start < AreaSize ? _end : start - (start % AreaSize) + AreaAt(start).Size;
        if (end > last)
        {
            _ = call.Report(OopsKind.ReadBehindTheArgument);
        }

        _seen.Add(start..end);
    }

    /// <summary>The area of an address; where there is none, nothing can be read.</summary>
    private UserArea AreaAt(int address)
    {
        int number = (address / AreaSize) - 1;
        return number < _others.Count ? _others[number] : new UserArea(new UserBuffer([]), 0);
    }

    /// <summary>Counts a read of the word; another thread writes to it as soon as it was read often enough.</summary>
    private void ChangeAfterRead(ArgumentChange change, int offset, int length)
    {
        int word = change.Offset;
        bool isRead = offset < word + sizeof(uint) && word < offset + length;
        _reads += isRead ? 1 : 0;
        if (_reads == change.AfterRead)
        {
            _buffer = _buffer.With(change);
            _change = null;
        }
    }
}
