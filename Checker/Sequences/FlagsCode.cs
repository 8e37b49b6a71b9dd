namespace MsrSpec.Checker.Sequences;

/// <summary>A flags word in 4 bits: every word of the three lowest bits, then the edges of the unknown ones.</summary>
internal static class FlagsCode
{
    public const int Width = 4;

    private static readonly uint[] Words =
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 0x10, 0x80, 0x10000, 0x40000001, 0x80000000, 0x80000003, 0xFFFFFFFF,
    ];

    /// <summary>The word of a code.</summary>
    public static uint Decode(ulong code) => Words[code];

    /// <summary>The code of a word, if it has one.</summary>
    public static bool TryEncode(uint flags, out ulong code)
    {
        int index = Array.IndexOf(Words, flags);
        code = (ulong)Math.Max(index, 0);
        return index >= 0;
    }
}
