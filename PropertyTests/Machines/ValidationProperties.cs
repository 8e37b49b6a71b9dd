using CsCheck;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>Which calls are refused, with what, and in what order the reasons are looked at.</summary>
public static class ValidationProperties
{
    private const int KnownFlagBits = 2;

    public static IReadOnlyList<MachineProperty> All { get; } =
    [
        MachineProperty.Always("A_call_that_is_wrong_in_several_ways_answers_for_the_first", FirstRowDecides) with
        {
            Consequences = [16],
            Covers =
            [
                "allowlist.add.unreadable-header-is-EFAULT", "allowlist.add.oversize-bitmap-is-EINVAL",
                "allowlist.add.failed-allocation-is-ENOMEM", "allowlist.add.unreadable-bitmap-is-EFAULT",
                "allowlist.add.unknown-flags-are-EINVAL", "allowlist.add.flagless-range-is-EINVAL",
                "allowlist.add.end-past-the-top-is-EINVAL", "allowlist.add.full-table-is-E2BIG",
                "allowlist.add.overlap-is-EINVAL",
            ],
            Kills =
            [
                "flags-before-copy", "full-before-flags", "overlap-before-full", "unknown-flag-accepted",
                "past-the-top-accepted", "flagless-range-accepted", "failed-allocation-is-EFAULT",
                "unreadable-bitmap-is-EINVAL", "armed-failure-never-hits", "overlap-accepted",
            ],
        },
        MachineProperty.ForAll(
            "Sixteen_bytes_and_eight_for_each_started_long_must_be_readable_and_no_more",
            Gens.Count, ReadExtent) with
        {
            Consequences = [17],
            Covers = ["allowlist.add.unreadable-bitmap-is-EFAULT"],
            Kills = ["byte-rounded-bitmap", "unreadable-bitmap-is-EINVAL"],
        },
        MachineProperty.ForAll(
            "A_header_that_is_cut_short_is_EFAULT_whatever_it_says",
            Gen.Int[0, AllowlistLayout.HeaderSize - 1].Select(
                Gen.OneOf(0u, 1u, 0x3001u, uint.MaxValue), Gen.UInt[0, 5]),
            CutHeader) with
        {
            Covers = ["allowlist.add.unreadable-header-is-EFAULT"],
            Kills = ["short-header"],
        },
        MachineProperty.Always("A_bitmap_of_0x3000_bits_fits_and_one_of_0x3001_does_not", Limit) with
        {
            Consequences = [15, 18],
            Covers = ["allowlist.add.oversize-bitmap-is-EINVAL"],
            Kills = ["limit-is-0x2fff", "limit-is-one-long-too-large"],
        },
        MachineProperty.Always("Each_of_the_thirty_unknown_flag_bits_is_refused", UnknownFlags) with
        {
            Consequences = [19],
            Covers = ["allowlist.add.unknown-flags-are-EINVAL"],
            Kills = ["unknown-flag-accepted", "unknown-flag-5-accepted"],
        },
        MachineProperty.ForAll(
            "A_range_without_MSRs_or_without_flags_is_refused_and_arms_nothing",
            Gens.Index.Select(Gen.UInt[0, 3], Gens.Count), Degenerate) with
        {
            Consequences = [20],
            Covers = ["allowlist.add.empty-range-is-EINVAL", "allowlist.add.flagless-range-is-EINVAL"],
            Kills = ["empty-range-accepted", "flagless-range-accepted"],
        },
        MachineProperty.ForAll(
            "A_range_is_refused_exactly_if_it_ends_past_the_top", Gens.Count.Select(Gen.Int[-3, 3]), PastTheTop) with
        {
            Consequences = [13],
            Covers = ["allowlist.add.end-past-the-top-is-EINVAL", "allowlist.add.end-at-the-top-is-accepted"],
            Kills = ["past-the-top-accepted", "end-at-the-top-refused"],
        },
        MachineProperty.Always("Ten_ranges_fit_and_the_eleventh_is_E2BIG", TenSlots) with
        {
            Covers = ["allowlist.add.full-table-is-E2BIG", "allowlist.add.otherwise-the-range-is-stored"],
            Kills = ["nine-slots"],
        },
        MachineProperty.ForAll(
            "Two_ranges_are_refused_together_exactly_if_they_share_an_MSR_and_a_direction",
            Gens.Range.Select(Gens.Range, Gen.Int[-2, 2]), Overlap) with
        {
            Consequences = [21],
            Covers = ["allowlist.add.overlap-is-EINVAL"],
            Kills = ["overlap-ignores-direction", "touching-is-overlap", "overlap-accepted"],
        },
        MachineProperty.ForAll("Asking_for_the_same_range_again_is_refused", Gens.Range, NotIdempotent) with
        {
            Consequences = [26],
            Covers = ["allowlist.add.overlap-is-EINVAL"],
            Kills = ["overlap-accepted"],
        },
    ];

    private static void FirstRowDecides(Experiment lab)
    {
        foreach (BrokenRows rows in BrokenCall.Sets)
        {
            MachineDriver vm = new(lab.Create());
            BrokenCall.Prepare(vm, rows);
            lab.Same(BrokenCall.Answer(rows), vm.Add(BrokenCall.Argument(rows)), $"the answer to {rows} in\n{vm}");
        }
    }

    private static void ReadExtent(Experiment lab, uint count)
    {
        AllowlistHeader header = new((uint)AccessFlags.Read, count, 0x100, 0);
        int whole = AllowlistLayout.HeaderSize + (8 * (int)((count + 63) / 64));
        for (int missing = 1; missing <= 8; missing++)
        {
            UserBuffer cut = UserBuffer.Allowlist(header, [], whole - missing);
            lab.Same(Outcome.Error(Errno.EFAULT), lab.Fresh().Add(cut), $"{missing} bytes short");
        }

        UserBuffer exact = UserBuffer.Allowlist(header, [], whole);
        lab.Same(Outcome.Success, lab.Fresh().Add(exact), "readable to the last byte");
    }

    private static void CutHeader(Experiment lab, int length, uint count, uint flags)
    {
        UserBuffer cut = UserBuffer.Allowlist(new AllowlistHeader(flags, count, 0xFFFFFFFF, 0), [], length);
        lab.Same(Outcome.Error(Errno.EFAULT), lab.Fresh().Add(cut), "a cut header");
        MachineDriver guarded = lab.With(AskedRange.Full(AccessFlags.Read, 1, 1));
        lab.Same(Outcome.Error(Errno.EFAULT), guarded.Add(cut), "with a list");
    }

    private static void Limit(Experiment lab)
    {
        uint[] fitting = [1, 0x2FBF, 0x2FC0, 0x2FFF, 0x3000];
        uint[] oversize =
            [0x3001, 0x3002, 0x303F, 0x3040, 0x3041, 0xFFFF, 0x80000000, 0xFFFFFFC0, 0xFFFFFFE1, uint.MaxValue];
        foreach (uint count in fitting)
        {
            AskedRange range = AskedRange.Full(AccessFlags.Read, 0, count);
            lab.Same(Outcome.Success, lab.Fresh().Add(range), $"0x{count:x} MSRs");
        }

        foreach (uint count in oversize)
        {
            AllowlistHeader header = new((uint)AccessFlags.Read, count, 0, 0);
            UserBuffer generous = UserBuffer.Allowlist(header, [], 0x800);
            lab.Same(Outcome.Error(Errno.EINVAL), lab.Fresh().Add(generous), $"0x{count:x} MSRs");
        }
    }

    private static void UnknownFlags(Experiment lab)
    {
        for (int bit = KnownFlagBits; bit < 32; bit++)
        {
            for (uint known = 0; known <= (uint)AccessFlags.ReadWrite; known++)
            {
                MachineDriver vm = lab.Fresh();
                AskedRange range = AskedRange.Full((AccessFlags)(known | (1u << bit)), 0, 1);
                lab.Same(Outcome.Error(Errno.EINVAL), vm.Add(range), $"flag bit {bit}");
                lab.Same(0, vm.View().SlotsInUse, "slots after a refused call");
            }
        }
    }

    private static void Degenerate(Experiment lab, uint start, uint flags, uint count)
    {
        AskedRange empty = AskedRange.Full((AccessFlags)flags, start, 0);
        AskedRange flagless = AskedRange.Full(AccessFlags.None, Math.Min(start, 0x10000), count);
        foreach (AskedRange range in new[] { empty, flagless })
        {
            MachineDriver vm = lab.Fresh();
            lab.Same(Outcome.Error(Errno.EINVAL), vm.Add(range), "a range that says nothing");
            lab.Demand(vm.Allows(0x10, AccessFlags.Read), "the default of denial is not armed");
        }

        MachineDriver full = lab.Fresh();
        BrokenCall.Prepare(full, BrokenRows.Full);
        lab.Same(Outcome.Error(Errno.EINVAL), full.Add(empty), "judged before the table is looked at");
    }

    private static void PastTheTop(Experiment lab, uint count, int beyond)
    {
        uint start = unchecked((uint)((1L << 32) - count + beyond));
        bool valid = start == 0 ? count <= AllowlistLayout.MaxCount : (ulong)start + count <= 1UL << 32;
        Outcome expected = valid ? Outcome.Success : Outcome.Error(Errno.EINVAL);
        lab.Same(expected, lab.Fresh().Add(AskedRange.Full(AccessFlags.Write, start, count)), "a range at the top");
    }

    private static void TenSlots(Experiment lab)
    {
        MachineDriver vm = lab.Fresh();
        for (uint slot = 0; slot < AllowlistLayout.Slots; slot++)
        {
            lab.Same((int)slot, vm.View().SlotsInUse, "slots in use");
            lab.Same(Outcome.Success, vm.Add(AskedRange.Full(AccessFlags.Read, slot, 1)), $"range {slot + 1}");
        }

        AskedRange eleventh = AskedRange.Full(AccessFlags.Read, 0x100, 1);
        lab.Same(Outcome.Error(Errno.E2BIG), vm.Add(eleventh), "the eleventh");
        lab.Same(Outcome.Error(Errno.E2BIG), vm.Add(eleventh), "the eleventh again");
    }

    private static void Overlap(Experiment lab, AskedRange first, AskedRange other, int gap)
    {
        AskedRange[] seconds =
        [
            other,
            other with { Base = (uint)Math.Clamp((long)first.End + gap, 0, (1L << 32) - other.Count) },
            other with { Base = (uint)Math.Clamp((long)first.Base - other.Count + gap, 0, (1L << 32) - other.Count) },
        ];
        foreach (AskedRange second in seconds)
        {
            Outcome expected = first.Shares(second) ? Outcome.Error(Errno.EINVAL) : Outcome.Success;
            lab.Same(expected, lab.With(first).Add(second), $"{second} after {first}");
            lab.Same(expected, lab.With(second).Add(first), $"{first} after {second}");
        }
    }

    private static void NotIdempotent(Experiment lab, AskedRange range) =>
        lab.Same(Outcome.Error(Errno.EINVAL), lab.With(range).Add(range), "the same range again");
}
