using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Filter;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Mutants;

/// <summary>
/// Filters that decide, take or keep what they should not: what commits of Linux put right, and what other
/// implementations of the interface got wrong.
/// </summary>
internal static class FilterMutants
{
    private const string Family = "filter";

    /// <summary>The mutants of this family.</summary>
    internal static IReadOnlyList<Mutant> Rows { get; } =
    [
        Deciding("filter-decides-the-x2apic", kernel => new(kernel) { Exempts = _ => false },
            "The filter decides the registers of the x2APIC too, as before 9389b9d5d356 (Ignore userspace MSR filters "
            + "for x2APIC)."),
        Deciding("x2apic-exemption-is-too-long", kernel => new(kernel)
            {
                Exempts = index => index is >= Msr.X2ApicFirst and <= Msr.X2ApicLast + 1,
            },
            "0x900 is exempt too."),
        Deciding("default-turns-the-bits", kernel => new(kernel) { Meaning = (bit, allows) => bit ^ allows },
            "A set bit denies where the default allows."),
        Deciding("last-range-decides", kernel => new(kernel) { Order = ranges => ranges.Reverse() },
            "Of two ranges that cover an index the last one decides."),
        Deciding("filter-end-inclusive", kernel => new(kernel)
            {
                Covers = (range, index, type) =>
                    ScannedFilter.LinuxCovers(range with { Count = range.Count + 1 }, index, type),
            },
            "A range holds base + nmsrs too, as the documentation said before b93d2ec34ef3."),
        Deciding("wrapping-range-saturates", kernel => new(kernel) { Covers = ToTheTop },
            "A range whose end wraps covers everything up to 0xffffffff."),
        Deciding("filter-directions-ignored", kernel => new(kernel)
            {
                Covers = (range, index, _) => ScannedFilter.LinuxCovers(
                    range with { Flags = AccessFlags.ReadWrite }, index, AccessFlags.Read),
            },
            "A range decides in both directions, whatever its flags."),
        Deciding("filter-writes-judged-as-reads", kernel => new(kernel)
            {
                Covers = (range, index, _) => ScannedFilter.LinuxCovers(range, index, AccessFlags.Read),
            },
            "A write is judged as a read, as in the TDX series of August 2022."),
        Deciding("overlap-refused", kernel => new(kernel) { Refusal = Overlap },
            "Ranges of a filter that share an index and a direction are EINVAL, as in the posted patch."),
        Deciding("old-filter-leaks", kernel => new(kernel) { Replaced = (_, _) => { } },
            "The filter whose place another one takes is never freed, as CLEAR of the third version did."),
        Deciding("old-filter-freed-twice", kernel => new(kernel) { Replaced = FreeTwice },
            "The filter whose place another one takes is freed twice, as before b318e8decf6b (Protect userspace MSR "
            + "filter with SRCU, and set atomically-ish)."),
        Deciding("filter-freed-before-the-vcpus", kernel => new(kernel) { IsFreedTooSoon = true },
            "At the VM's end a vCPU asks the filter that is freed already, as before 17bcd7144263 (Free vCPUs before "
            + "freeing VM state)."),
        .. FilterCallMutants.Rows,
    ];

    private static Mutant Deciding(string name, Func<VmKernel, ScannedFilter> make, string defect) =>
        new(name, Family, defect, () => MutantParts.Filters(make)) { IsOfTheFilter = true };

    private static bool ToTheTop(FilterRange range, uint index, AccessFlags type) =>
        (range.Flags & type) != 0 && index >= range.Base && index < (ulong)range.Base + range.Count;

    private static Errno? Overlap(DecodedFilter filter)
    {
        for (int slot = 1; slot < filter.Ranges.Count; slot++)
        {
            FilterRange range = filter.Ranges[slot];
            if (filter.Ranges.Take(slot).Any(other => Overlap(other, range)))
            {
                return Errno.EINVAL;
            }
        }

        return null;
    }

    private static bool Overlap(FilterRange left, FilterRange right) =>
        (left.Flags & right.Flags) != 0 && left.CoversSomething && right.CoversSomething
        && Math.Max(left.Base, right.Base) < Math.Min(left.Base + left.Count, right.Base + right.Count);

    private static void FreeTwice(DecodedFilter old, KernelHeap heap)
    {
        _ = old.Free(heap);
        _ = old.Free(heap);
    }
}
