namespace MsrSpec.Implementation.Objects.Lines;

/// <summary>From a place in the code on, up to the next row, it is of that line.</summary>
/// <param name="Key">The place, in the order of places.</param>
/// <param name="File">The number of the source file among those of the object.</param>
/// <param name="Line">The line; 0 if the code is of none.</param>
internal readonly record struct LineRow(ulong Key, int File, int Line)
{
    private const int SectionShift = 48;

    /// <summary>Whether code ends there, and what follows is not of this row.</summary>
    public bool IsEnd => (Key & 1) == 0;

    /// <summary>The section of the code.</summary>
    public int Section => (int)(Key >> SectionShift);

    /// <summary>The key of a place. Where code ends and other code begins, the end comes first.</summary>
    /// <param name="section">The number of the section.</param>
    /// <param name="offset">The offset in it, of 47 bits at most.</param>
    /// <param name="isEnd">Whether code ends there.</param>
    public static ulong KeyOf(int section, ulong offset, bool isEnd) =>
        ((ulong)section << SectionShift) | (offset << 1) | (isEnd ? 0UL : 1);
}
