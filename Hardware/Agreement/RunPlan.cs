using Iced.Intel;
using MsrSpec.Hardware.Cases;
using MsrSpec.Hardware.Generation;
using MsrSpec.Hardware.Host;
using MsrSpec.Hardware.Probing;

namespace MsrSpec.Hardware.Agreement;

/// <summary>
/// Which groups a run consists of. A case has the same number in every plan, whatever is left out.
/// </summary>
internal sealed class RunPlan
{
    private readonly int[] _entries;

    /// <summary>Plans a run on this host.</summary>
    /// <param name="bits">The width of code, or null for all.</param>
    /// <param name="only">The mnemonic, or null for all.</param>
    public RunPlan(int? bits, string? only)
    {
        int[] widths = [.. CodeWidths.All.Where(width => (bits ?? width) == width)];

        // The widths are tried by other processes while this one makes the list of encodings.
        HostProbe.Begin(widths);
        IReadOnlyList<CatalogEntry> tested = Catalog.Tested;
        Skipped = HostOracle.Shared.Skipped(widths);
        _entries = [.. from index in Enumerable.Range(0, tested.Count)
                       let entry = tested[index]
                       where (bits ?? entry.Bits) == entry.Bits && Skipped.All(skipped => skipped.Bits != entry.Bits)
                       where only is null || IsNamed(entry.Code, only)
                       where Features.IsOnHost(entry.Code)
                       select index];
    }

    /// <summary>The widths that were asked for and that this host does not run.</summary>
    public IReadOnlyList<SkippedWidth> Skipped { get; }

    /// <summary>Whether there is nothing to run.</summary>
    public bool IsEmpty => _entries.Length == 0;

    /// <summary>How many encodings take part.</summary>
    public int Encodings => _entries.Length;

    /// <summary>The number of a group by its place in the plan.</summary>
    /// <param name="place">The place.</param>
    public long GroupAt(long place) =>
        (place / _entries.Length * Catalog.Tested.Count) + _entries[(int)(place % _entries.Length)];

    /// <summary>Whether an encoding that is tested has a name, whatever this host runs.</summary>
    /// <param name="bits">The width of code, or null for all.</param>
    /// <param name="only">The mnemonic, or the encoding's name.</param>
    public static bool IsKnown(int? bits, string only) =>
        Catalog.Tested.Any(entry => (bits ?? entry.Bits) == entry.Bits && IsNamed(entry.Code, only));

    private static bool IsNamed(Code code, string only) =>
        code.Mnemonic().ToString().Equals(only, StringComparison.OrdinalIgnoreCase)
        || code.ToString().Equals(only, StringComparison.OrdinalIgnoreCase);
}
