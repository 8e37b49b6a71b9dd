using System.Collections.Frozen;

namespace MsrSpec.Policies.Reading.Lines;

/// <summary>Which column of a table means what.</summary>
/// <param name="Index">The column of the index.</param>
/// <param name="Access">That of the access, or -1.</param>
/// <param name="Mask">That of a mask of bits that may be written, or -1; one of the two there is.</param>
/// <param name="Name">That of the name, or -1.</param>
internal readonly record struct CsvColumns(int Index, int Access, int Mask, int Name)
{
    private static readonly FrozenSet<string> OfIndex = Words("index", "msr", "address", "register");
    private static readonly FrozenSet<string> OfAccess = Words("access", "rights");
    private static readonly FrozenSet<string> OfMask = Words("mask", "write mask", "writemask", "write_mask");
    private static readonly FrozenSet<string> OfName = Words("name");

    /// <summary>The columns of a table that does not name them.</summary>
    public static CsvColumns Plain { get; } = new(0, 1, -1, 2);

    /// <summary>The columns of a table without names whose second one holds masks.</summary>
    public static CsvColumns PlainWithMasks { get; } = new(0, -1, 1, 2);

    /// <summary>Whether the second of the needed columns holds masks.</summary>
    public bool HasMasks => Access < 0;

    /// <summary>The column that says what is allowed.</summary>
    public int Rights => HasMasks ? Mask : Access;

    /// <summary>The fewest fields that a line must have.</summary>
    public int Least => Math.Max(Index, Rights) + 1;

    /// <summary>Whether a line names columns.</summary>
    public static bool AreIn(List<Field> fields) => Find(fields, OfIndex) >= 0;

    /// <summary>The columns that a line names.</summary>
    /// <param name="fields">The fields of a line that names the column of the index.</param>
    /// <returns>The columns, or null if none of them says what is allowed.</returns>
    public static CsvColumns? Named(List<Field> fields)
    {
        CsvColumns columns = new(
            Find(fields, OfIndex), Find(fields, OfAccess), Find(fields, OfMask), Find(fields, OfName));
        return columns.Rights < 0 ? null : columns;
    }

    private static FrozenSet<string> Words(params IEnumerable<string> words) =>
        words.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static int Find(List<Field> fields, FrozenSet<string> words) =>
        fields.FindIndex(field => words.Contains(field.Text));
}
