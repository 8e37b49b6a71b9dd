using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Kernel.Filter;

/// <summary>
/// Makes the snapshot that answers "may the guest access this MSR in this direction" as a filter says, as fast as that
/// of an allowlist: the bits of the <see cref="DecisionTable"/> say where the decision differs from the default, so the
/// parts of the index space that no range touches cost nothing under either default.
/// </summary>
public static class FilterTable
{
    private static readonly byte[] AllOnes = [.. Enumerable.Repeat(byte.MaxValue, AllowlistLayout.MaxBitmapSize)];

    /// <summary>The snapshot of a VM without a filter: everything is allowed.</summary>
    public static DecisionTable AllowAll { get; } = DecisionTable.DenyAll.Turned();

    /// <summary>Makes the snapshot of a filter.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="heap">Holds its bitmaps.</param>
    /// <param name="version">What it does not decide.</param>
    public static DecisionTable Of(in DecodedFilter filter, KernelHeap heap, FilterVersion version)
    {
        bool defaultAllows = filter.DefaultAllows;
        DecisionTable differs = DecisionTable.DenyAll;

        // The first range that covers an index decides, so it is written last; the x2APIC's registers come before all.
        for (int number = filter.Ranges.Count - 1; number >= 0; number--)
        {
            FilterRange range = filter.Ranges[number];
            if (range.CoversSomething)
            {
                differs = differs.Writing(
                    range.Flags, range.Base, range.Count, heap.Bytes(range.Bitmap), isInverted: defaultAllows);
            }
        }

        if (version.ExemptsX2Apic)
        {
            differs = differs.Writing(
                AccessFlags.ReadWrite, Msr.X2ApicFirst, Msr.X2ApicLast - Msr.X2ApicFirst + 1, AllOnes,
                isInverted: defaultAllows);
        }

        return defaultAllows ? differs.Turned() : differs;
    }
}
