using System.Buffers.Binary;
using System.Diagnostics;

namespace MsrSpec.Fuzz.Findings;

/// <summary>
/// Makes an input small: leaves out what it can by delta debugging, then makes bytes zero, then numbers lower, until
/// nothing more helps or time is up. Whether time is up is looked at between two inputs: one that hangs is not cut
/// short.
/// </summary>
internal sealed class InputMinimizer
{
    private readonly Func<byte[], bool> _showsTheSame;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly TimeSpan _limit;
    private byte[] _best;

    private InputMinimizer(byte[] input, Func<byte[], bool> showsTheSame, TimeSpan limit)
    {
        _best = input;
        _showsTheSame = showsTheSame;
        _limit = limit;
    }

    /// <summary>Minimises an input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="showsTheSame">Whether another input shows the same finding.</param>
    /// <param name="limit">After this time nothing more is tried.</param>
    /// <returns>The smallest input that was found: fewer bytes, or as many and lower numbers.</returns>
    public static byte[] Minimize(byte[] input, Func<byte[], bool> showsTheSame, TimeSpan limit)
    {
        InputMinimizer minimizer = new(input, showsTheSame, limit);
        bool progress = true;
        while (progress && !minimizer.IsTimeUp)
        {
            progress = minimizer.RemoveChunks() | minimizer.ClearChunks()
                | minimizer.Lower(sizeof(uint)) | minimizer.Lower(sizeof(byte));
        }

        return minimizer._best;
    }

    private bool IsTimeUp => _watch.Elapsed >= _limit;

    private int LargestChunk => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)_best.Length);

    private bool Accept(byte[] candidate)
    {
        if (IsTimeUp || !_showsTheSame(candidate))
        {
            return false;
        }

        _best = candidate;
        return true;
    }

    private bool RemoveChunks()
    {
        bool progress = false;
        for (int size = LargestChunk; size > 0; size /= 2)
        {
            for (int start = _best.Length / size * size; start >= 0; start -= size)
            {
                int end = Math.Min(start + size, _best.Length);
                progress |= start < end && Accept([.. _best[..start], .. _best[end..]]);
            }
        }

        return progress;
    }

    private bool ClearChunks()
    {
        bool progress = false;
        for (int size = LargestChunk; size > 0; size /= 2)
        {
            for (int start = 0; start < _best.Length; start += size)
            {
                int length = Math.Min(size, _best.Length - start);
                if (_best.AsSpan(start, length).ContainsAnyExcept((byte)0))
                {
                    byte[] candidate = [.. _best];
                    candidate.AsSpan(start, length).Clear();
                    progress |= Accept(candidate);
                }
            }
        }

        return progress;
    }

    /// <summary>Lowers the little-endian numbers of a width: to 1, else to a half and on, else by one.</summary>
    private bool Lower(int width)
    {
        bool progress = false;
        for (int at = 0; at <= _best.Length - width; at += width)
        {
            uint value = Get(at, width);
            progress |= value > 1 && (Accept(With(at, width, 1)) || Halve(at, width)
                || Accept(With(at, width, value - 1)));
        }

        return progress;
    }

    private bool Halve(int at, int width)
    {
        bool progress = false;
        while (Get(at, width) > 1 && Accept(With(at, width, Get(at, width) / 2)))
        {
            progress = true;
        }

        return progress;
    }

    private uint Get(int at, int width) =>
        width == sizeof(byte) ? _best[at] : BinaryPrimitives.ReadUInt32LittleEndian(_best.AsSpan(at));

    private byte[] With(int at, int width, uint value)
    {
        byte[] candidate = [.. _best];
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(number, value);
        number[..width].CopyTo(candidate.AsSpan(at));
        return candidate;
    }
}
