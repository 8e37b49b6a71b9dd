using System.Collections.Frozen;

namespace MsrSpec.Policies.Reading.Lines;

/// <summary>Which column of a table means what.</summary>
/// <param name="Index">The column of the index.</param>
/// <param name="Access">That of the access, or -1.</param>
/// <param name="Mask">That of a mask of bits that may be written, or -1; one of the two there is.</param>
/// <param name="Name">That of the name, or -1.</param>
/// <param name="Most">The most fields that a line may have.</param>
internal readonly record struct CsvColumns(int Index, int Access, int Mask, int Name, int Most)
{
    private const int PlainColumns = 3;

    private static readonly FrozenSet<string> OfIndex = Words("index", "msr", "address", "register");
    private static readonly FrozenSet<string> OfAccess = Words("access", "rights");
    private static readonly FrozenSet<string> OfMask = Words("mask", "write mask", "writemask", "write_mask");
    private static readonly FrozenSet<string> OfName = Words("name");

    private static readonly FrozenSet<string>[] Known = [OfIndex, OfAccess, OfMask, OfName];

    /// <summary>The columns of a table that does not name them.</summary>
    public static CsvColumns Plain { get; } = new(0, 1, -1, 2, PlainColumns);

    /// <summary>The columns of a table without names whose second one holds masks.</summary>
    public static CsvColumns PlainWithMasks { get; } = new(0, -1, 1, 2, PlainColumns);

    /// <summary>Whether masks alone say what is allowed.</summary>
    public bool HasMasks => Access < 0;

    /// <summary>The column that says what is allowed.</summary>
    public int Rights => HasMasks ? Mask : Access;

    /// <summary>The fewest fields that a line must have.</summary>
    public int Least => Math.Max(Index, Rights) + 1;

    /// <summary>Whether a line names columns.</summary>
    public static bool AreIn(List<Field> fields) => Find(fields, OfIndex) >= 0;

    /// <summary>Reads the columns that a line names; others than those that are known may be among them.</summary>
    /// <param name="line">The line.</param>
    /// <param name="fields">Its fields, one of which names the column of the index.</param>
    /// <param name="columns">The columns.</param>
    /// <returns>What is wrong, or null.</returns>
    public static PolicyProblem? Read(Field line, List<Field> fields, out CsvColumns columns)
    {
        columns = new(
            Find(fields, OfIndex), Find(fields, OfAccess), Find(fields, OfMask), Find(fields, OfName), fields.Count);
        foreach (FrozenSet<string> words in Known)
        {
            Field second = fields.Where(field => words.Contains(field.Text)).Skip(1).FirstOrDefault();
            if (second.Text is not null)
            {
                return second.Problem($"two columns say the same: '{second.Text}' is one too many");
            }
        }

        return columns.Rights < 0 ? line.Problem("no column is called 'access' or 'mask'") : null;
    }

    private static FrozenSet<string> Words(params IEnumerable<string> words) =>
        words.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static int Find(List<Field> fields, FrozenSet<string> words) =>
        fields.FindIndex(field => words.Contains(field.Text));
}
