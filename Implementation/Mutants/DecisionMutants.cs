using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>Lookups that answer wrong.</summary>
internal static class DecisionMutants
{
    private const string Family = "decision";
    private const int PagesWithMemory = 19;
    private const uint LastBitOfLong = AllowlistLayout.BitsPerLong - 1;

    /// <summary>The mutants of this family.</summary>
    internal static IReadOnlyList<Mutant> Rows { get; } =
    [
        Row("end-inclusive", EndInclusive,
            "A range covers base + nmsrs too, as the documentation said until b93d2ec34ef3."),
        Row("start-exclusive", StartExclusive,
            "A range does not cover its own base."),
        Row("polarity-inverted", PolarityInverted,
            "A set bit denies and a clear one allows, like the x2APIC intercepts before 628ade2d0816."),
        Row("unmatched-allowed", UnmatchedAllowed,
            "What no range covers is allowed, although a list is stored."),
        Row("write-judged-as-read", WriteJudgedAsRead,
            "The write path passes the read type, as the first TDX patches did (found in review, August 2022)."),
        Row("flags-ignored", FlagsIgnored,
            "The bits of a range count for both directions, whatever its flags."),
        Row("x2apic-exempt", X2ApicExempt,
            "Indices 0x800 to 0x8ff are always allowed, as in Linux since 9389b9d5d356, but not in the posted patch."),
        Row("top-index-denied", TopIndexDenied,
            "Index 0xffffffff matches no range, as when the end of a range is computed in 32 bits."),
        Row("bit-63-dropped", Bit63Dropped,
            "The last bit of every 64-bit long of a bitmap is taken as clear."),
        Row("tenth-range-ignored", TenthRangeIgnored,
            "The scan stops one slot short, so that the tenth range matches nothing."),
        Row("stale-table", StaleTable,
            "Lookups see the list before the last accepted call, like stale intercepts before 8a056ece45d2."),
        Row("no-list-denies", NoListDenies,
            "Without a list everything is denied."),
        Row("high-index-bit-ignored", HighIndexBitIgnored,
            "A lookup drops bit 31 of the index."),
        Row("later-range-replaces", LaterRangeReplaces,
            "Lookups see only the range that was accepted last, although those before it keep their slots."),
        Row("index-bit-21-folded", IndexBit21Folded,
            "A lookup allows what is allowed at the index or at that which differs in bit 21."),
        Row("paravirtual-exempt", ParavirtualExempt,
            "Indices 0x4b564d00 to 0x4b564dff, which are KVM's own, are always allowed."),
        Row("vmx-capabilities-denied", VmxCapabilitiesDenied,
            "With a list, indices 0x480 to 0x491, which tell what VMX can do, are denied whatever the ranges say."),
        Row("twentieth-page-denied", TwentiethPageDenied,
            "Of the pages of 4096 indices that the ranges touch, those behind the nineteenth have no memory."),
        new("range-lost-without-a-lookup", Family,
            "A new range decides from the next lookup on; of two that come without a lookup in between the first never "
            + "does.",
            () => MutantParts.Lists(() => new() { Aftermath = LeaveToTheNextLookup, Lookup = TakeIn })),
    ];

    private static Mutant Row(string name, Func<ListMutant, uint, AccessFlags, bool> lookup, string defect) =>
        new(name, Family, defect, () => MutantParts.Lists(() => new ListMutant { Lookup = lookup }));

    private static void LeaveToTheNextLookup(ListMutant list, AllowlistHeader header, Outcome outcome) =>
        list.AddedSinceLookup += outcome == Outcome.Success ? 1 : 0;

    private static bool TakeIn(ListMutant list, uint index, AccessFlags type)
    {
        for (; list.AddedSinceLookup > 1; list.AddedSinceLookup--)
        {
            list.Lost.Add(list.Accepted[^list.AddedSinceLookup]);
        }

        list.AddedSinceLookup = 0;
        return list.Sound.Allows(index, type) && !list.Lost.Any(range => range.Covers(index, type));
    }

    private static bool EndInclusive(ListMutant list, uint index, AccessFlags type)
    {
        bool atAnEnd = list.Accepted.Any(range => (range.Flags & type) != 0 && range.End == index);
        return list.Sound.Allows(atAnEnd ? index - 1 : index, type);
    }

    private static bool StartExclusive(ListMutant list, uint index, AccessFlags type) =>
        list.Sound.Allows(index, type) && list.Covering(index, type)?.Base != index;

    private static bool PolarityInverted(ListMutant list, uint index, AccessFlags type) =>
        list.Sound.Allows(index, type) != list.Covers(index, type);

    private static bool UnmatchedAllowed(ListMutant list, uint index, AccessFlags type) =>
        list.Sound.Allows(index, type) || !list.Covers(index, type);

    private static bool WriteJudgedAsRead(ListMutant list, uint index, AccessFlags type) =>
        list.Sound.Allows(index, AccessFlags.Read);

    private static bool FlagsIgnored(ListMutant list, uint index, AccessFlags type) =>
        list.Sound.Allows(index, AccessFlags.Read) || list.Sound.Allows(index, AccessFlags.Write);

    private static bool X2ApicExempt(ListMutant list, uint index, AccessFlags type) =>
        index is >= Msr.X2ApicFirst and <= Msr.X2ApicLast || list.Sound.Allows(index, type);

    private static bool TopIndexDenied(ListMutant list, uint index, AccessFlags type) =>
        list.Sound.Allows(index, type) && (index != uint.MaxValue || list.SlotsInUse == 0);

    private static bool Bit63Dropped(ListMutant list, uint index, AccessFlags type) =>
        list.Sound.Allows(index, type)
        && (list.Covering(index, type) is not { } range
            || (index - range.Base) % AllowlistLayout.BitsPerLong != LastBitOfLong);

    private static bool TenthRangeIgnored(ListMutant list, uint index, AccessFlags type)
    {
        bool tenth = list.Accepted.Count == AllowlistLayout.Slots && list.Covering(index, type) == list.Accepted[^1];
        return list.Sound.Allows(index, type) && !tenth;
    }

    private static bool StaleTable(ListMutant list, uint index, AccessFlags type) => list.Accepted switch
    {
        [] => list.Sound.Allows(index, type),
        [_] => true,
        [.., var newest] => list.Sound.Allows(index, type) && list.Covering(index, type) != newest,
    };

    private static bool NoListDenies(ListMutant list, uint index, AccessFlags type) =>
        list.SlotsInUse > 0 && list.Sound.Allows(index, type);

    private static bool HighIndexBitIgnored(ListMutant list, uint index, AccessFlags type) =>
        list.Sound.Allows(index & int.MaxValue, type);

    private static bool LaterRangeReplaces(ListMutant list, uint index, AccessFlags type) =>
        list.Sound.Allows(index, type)
        && (list.Accepted is not [.., var newest] || list.Covering(index, type) == newest);

    private static bool IndexBit21Folded(ListMutant list, uint index, AccessFlags type) =>
        list.Sound.Allows(index, type) || list.Sound.Allows(index ^ (1u << 21), type);

    private static bool TwentiethPageDenied(ListMutant list, uint index, AccessFlags type)
    {
        IEnumerable<uint> pages = list.Accepted
            .SelectMany(range => Enumerable.Range(0, (int)(PageOf(range.End - 1) - PageOf(range.Base)) + 1)
                .Select(page => PageOf(range.Base) + (uint)page))
            .Distinct().Skip(PagesWithMemory);
        return list.Sound.Allows(index, type) && !pages.Contains(PageOf(index));
    }

    private static uint PageOf(ulong index) => (uint)(index >> 12);

    private static bool ParavirtualExempt(ListMutant list, uint index, AccessFlags type) =>
        index is >= 0x4B564D00 and <= 0x4B564DFF || list.Sound.Allows(index, type);

    private static bool VmxCapabilitiesDenied(ListMutant list, uint index, AccessFlags type) =>
        list.Sound.Allows(index, type) && (index is not (>= 0x480 and <= 0x491) || list.SlotsInUse == 0);
}
