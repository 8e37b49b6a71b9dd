using System.Runtime.InteropServices;

namespace MsrSpec.Checker.Sequences;

/// <summary>Reads what a <see cref="BitWriter"/> wrote; words behind the last one are zero.</summary>
internal ref struct BitReader
{
    private const int WordWidth = 64;

    private readonly ReadOnlySpan<ulong> _words;
    private int _next;
    private int _taken;

    /// <summary>A reader from the first word on.</summary>
    public BitReader(ReadOnlySpan<ulong> words) => _words = words;

    /// <summary>How many words were read, whole or in part.</summary>
    public readonly int Used => Math.Min(_words.Length, _next + (_taken > 0 ? 1 : 0));

    /// <summary>Reads a number of 1 to 64 bits.</summary>
    public ulong Read(int width)
    {
        ulong number = Word(_next) >> _taken;
        int left = WordWidth - _taken;
        if (width > left)
        {
            number |= Word(_next + 1) << left;
        }

        _taken += width;
        if (_taken >= WordWidth)
        {
            _taken -= WordWidth;
            _next++;
        }

        return number & (ulong.MaxValue >> (WordWidth - width));
    }

    /// <summary>Skips what is left of the word that was begun.</summary>
    public void End()
    {
        _next = Used;
        _taken = 0;
    }

    /// <summary>Reads bytes in whole words, as many as there are; only behind <see cref="End"/>.</summary>
    public byte[] ReadBytes(int length)
    {
        ReadOnlySpan<byte> rest = MemoryMarshal.AsBytes(_words[_next..]);
        byte[] bytes = rest[..Math.Min(length, rest.Length)].ToArray();
        _next += (bytes.Length + sizeof(ulong) - 1) / sizeof(ulong);
        return bytes;
    }

    private readonly ulong Word(int index) => index < _words.Length ? _words[index] : 0;
}
