using System.Runtime.InteropServices;

namespace MsrSpec.Checker.Sequences;

/// <summary>Writes numbers of some bits into words, from the lowest bit on.</summary>
internal ref struct BitWriter
{
    private const int WordWidth = 64;

    private readonly List<ulong> _words;
    private ulong _word;
    private int _filled;

    /// <summary>A writer behind what is there.</summary>
    public BitWriter(List<ulong> words) => _words = words;

    /// <summary>Writes a number of at most 64 bits, which must fit.</summary>
    public void Write(ulong number, int width)
    {
        _word |= number << _filled;
        _filled += width;
        if (_filled >= WordWidth)
        {
            _words.Add(_word);
            _filled -= WordWidth;
            _word = _filled == 0 ? 0 : number >> (width - _filled);
        }
    }

    /// <summary>Fills the word that was begun with zeros.</summary>
    public void End()
    {
        if (_filled > 0)
        {
            Write(0, WordWidth - _filled);
        }
    }

    /// <summary>Writes bytes in whole words; only behind <see cref="End"/>.</summary>
    public readonly void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        int start = _words.Count;
        CollectionsMarshal.SetCount(_words, start + ((bytes.Length + sizeof(ulong) - 1) / sizeof(ulong)));
        Span<byte> target = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_words)[start..]);
        target.Clear();
        bytes.CopyTo(target);
    }
}
