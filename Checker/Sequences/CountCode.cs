namespace MsrSpec.Checker.Sequences;

/// <summary>
/// A number of MSRs in 9 bits: every number up to 320, then the edges of the limit and of 32-bit arithmetic.
/// </summary>
internal static class CountCode
{
    public const int Width = 9;

    private const uint Direct = 320;

    private static readonly uint[] Edges =
    [
        0x1FF, 0x200, 0x3FF, 0x400, 0x7FF, 0x800, 0xFFF, 0x1000, 0x1001, 0x1FFF, 0x2000, 0x2FBF, 0x2FC0, 0x2FC1,
        0x2FFE, 0x2FFF, 0x3000, 0x3001, 0x3002, 0x303F, 0x3040, 0x3041, 0x4000, 0xFFFF, 0x10000, 0x10001,
        0x7FFFFFFF, 0x80000000, 0x80000001, 0xC0000000, 0xFFFFFFBF, 0xFFFFFFC0, 0xFFFFFFC1, 0xFFFFFFDF, 0xFFFFFFE0,
        0xFFFFFFE1, 0xFFFFFFFE, 0xFFFFFFFF,
    ];

    /// <summary>How many codes stand for a number of their own; larger ones repeat them.</summary>
    public static uint Codes => Direct + 1 + (uint)Edges.Length;

    /// <summary>The first code of an edge.</summary>
    public static uint FirstEdge => Direct + 1;

    /// <summary>The number of a code.</summary>
    public static uint Decode(ulong code)
    {
        uint known = (uint)code % Codes;
        return known <= Direct ? known : Edges[known - FirstEdge];
    }

    /// <summary>The code of a number, if it has one.</summary>
    public static bool TryEncode(uint count, out ulong code)
    {
        int edge = Array.IndexOf(Edges, count);
        code = count <= Direct ? count : FirstEdge + (uint)Math.Max(edge, 0);
        return count <= Direct || edge >= 0;
    }
}
