using CsCheck;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>What the stored ranges decide: the algebra of ranges, stated on machines.</summary>
public static class DecisionProperties
{
    private static readonly Gen<(AskedRange Range, uint Cut)> CutRanges =
        from range in Gens.Range.Where(range => range.Count > 1)
        from cut in Gen.UInt[1, range.Count - 1]
        select (range, cut);

    private static readonly Gen<(AskedRange Range, uint Bit)> MarkedRanges =
        from range in Gens.Range
        from bit in Gen.Frequency((1, Gen.Const(range.Count - 1)), (2, Gen.UInt[0, range.Count - 1]))
        select (range, Math.Max(bit, Math.Min(63, range.Count - 1) * (bit % 2)));

    /// <summary>Any word, or one that has a single bit.</summary>
    private static readonly Gen<uint> Pads = Gen.OneOf(Gen.UInt, Gen.Int[0, 31].Select(bit => 1u << bit));

    public static IReadOnlyList<MachineProperty> All { get; } =
    [
        MachineProperty.ForAll("Without_a_list_everything_is_allowed", Gens.Index.Array[1, 9], EverythingIsAllowed) with
        {
            Covers = ["decision.without-a-list-everything-is-allowed", "lifetime.a-fresh-vm-has-no-list"],
            Kills = ["no-list-denies"],
        },
        MachineProperty.ForAll("Whoever_asks_is_told_what_the_guest_may_do", Gens.Ranges, Asked) with
        {
            Covers = ["decision.the-bit-of-the-covering-range-decides"],
            Kills = ["end-inclusive", "polarity-inverted", "write-judged-as-read"],
        },
        MachineProperty.ForAll("With_a_list_exactly_the_union_of_the_granted_bits_is_allowed", Gens.Ranges, Union) with
        {
            Consequences = [1, 9],
            Covers =
            [
                "decision.the-bit-of-the-covering-range-decides",
                "decision.with-a-list-what-no-range-covers-is-denied",
                "allowlist.add.otherwise-the-range-is-stored",
            ],
            Kills =
            [
                "end-inclusive", "start-exclusive", "polarity-inverted", "unmatched-allowed", "write-judged-as-read",
                "flags-ignored", "x2apic-exempt", "top-index-denied", "bit-63-dropped", "tenth-range-ignored",
                "stale-table", "high-index-bit-ignored", "later-range-replaces", "index-bit-21-folded",
                "range-lost-without-a-lookup",
            ],
        },
        MachineProperty.ForAll("A_range_holds_its_first_index_and_not_its_end", Gens.Range, HalfOpen) with
        {
            Consequences = [2],
            Covers = ["decision.the-end-of-a-range-is-not-in-it"],
            Kills = ["end-inclusive", "start-exclusive"],
        },
        MachineProperty.ForAll(
            "A_range_of_one_direction_changes_no_decision_of_the_other",
            Gens.Ranges.Select(Gens.Direction), DirectionsAreIndependent) with
        {
            Consequences = [3],
            Covers = ["decision.directions-are-independent"],
            Kills = ["write-judged-as-read", "flags-ignored"],
        },
        MachineProperty.ForAll(
            "A_read_write_range_equals_a_read_range_and_a_write_range", Gens.Range, PairOfDirections) with
        {
            Consequences = [4],
            Kills = ["overlap-ignores-direction"],
        },
        MachineProperty.ForAll("A_range_equals_its_two_parts_wherever_it_is_cut", CutRanges, TwoParts) with
        {
            Consequences = [5],
            Covers = ["decision.a-range-may-reach-the-top"],
            Kills = ["start-exclusive", "stale-table", "touching-is-overlap"],
        },
        MachineProperty.ForAll(
            "The_order_of_the_ranges_changes_no_decision", Gens.Ranges.Select(Gen.Int.Array[14]), AnyOrder) with
        {
            Consequences = [6],
            Kills = ["tenth-range-ignored", "stale-table"],
        },
        MachineProperty.ForAll("Only_the_first_range_can_take_anything_away", Gens.Ranges, OnlyTheFirstDenies) with
        {
            Consequences = [8, 9],
            Kills = ["later-range-replaces", "stale-table"],
        },
        MachineProperty.ForAll("One_more_set_bit_allows_exactly_one_MSR_more", MarkedRanges, OneMoreBit) with
        {
            Consequences = [8, 15],
            Kills = ["polarity-inverted", "start-exclusive", "bit-63-dropped", "high-index-bit-ignored"],
        },
        MachineProperty.ForAll(
            "The_pad_word_and_bits_behind_the_count_change_nothing", Gens.Range.Select(Pads), Irrelevant) with
        {
            Consequences = [1, 15],
            Covers = ["allowlist.add.pad-is-ignored"],
            Kills = ["pad-checked", "pad-0x80-refused"],
        },
        MachineProperty.ForAll(
            "An_MSR_of_a_named_area_is_filtered_as_its_neighbours_are",
            Gens.InAnArea.Select(Gens.Direction), AreasAreFiltered) with
        {
            Kills = ["x2apic-exempt", "paravirtual-exempt", "vmx-capabilities-denied"],
        },
        MachineProperty.Always("Ten_ranges_that_touch_as_many_pages_as_they_can_decide_each", EveryPage) with
        {
            Covers = ["decision.the-bit-of-the-covering-range-decides"],
            Kills = ["twentieth-page-denied", "tenth-range-ignored"],
        },
        MachineProperty.ForAll("The_topmost_MSR_can_be_allowed", Gens.Count.Select(Gens.Directions), TheTop) with
        {
            Consequences = [13],
            Covers = ["decision.a-range-may-reach-the-top", "allowlist.add.end-at-the-top-is-accepted"],
            Kills = ["top-index-denied", "end-at-the-top-refused"],
        },
        MachineProperty.ForAll(
            "Every_mode_form_and_vCPU_obeys_the_decision_that_is_shown",
            Gens.Ranges.Select(Gens.DecidedAccess, Gens.Vcpu), PathsAgree) with
        {
            Consequences = [35, 36],
            Covers = ["guest.failure-is-GP", "guest.absent-msr-fails", "guest.the-index-is-ecx"],
            Kills = ["index-from-rcx", "real-mode-error-code", "denial-is-an-error"],
        },
        MachineProperty.ForAll(
            "What_the_host_reads_and_writes_is_never_filtered",
            Gens.Ranges.Select(Gens.Index, Gens.Value), HostIsFree) with
        {
            Consequences = [14],
            Covers = ["decision.host-accesses-are-not-filtered"],
            Kills = ["host-is-filtered"],
        },
    ];

    private static void EverythingIsAllowed(Experiment lab, uint[] indices)
    {
        MachineDriver vm = lab.Fresh();
        foreach (AccessFlags allowed in vm.Allowed([.. indices, .. Gens.Probes()]))
        {
            lab.Same(AccessFlags.ReadWrite, allowed, "everything is allowed");
        }

        lab.Same(0, vm.View().SlotsInUse, "no slot is in use");
        lab.Same(false, vm.View().UserSpaceMsr, "deflection is off");
    }

    private static void EveryPage(Experiment lab)
    {
        const int Page = 0x1000;
        AskedRange[] ranges =
        [
            .. Enumerable.Range(1, AllowlistLayout.Slots).Select(number => AskedRange.Full(
                AccessFlags.ReadWrite, ((uint)number << 26) - Page - 1, AllowlistLayout.MaxCount)),
        ];
        MachineDriver vm = lab.With(ranges);
        foreach (AskedRange range in ranges)
        {
            uint last = range.Base + range.Count - 1;
            uint[] inside = [range.Base, range.Base + 1, range.Base + Page + 1, range.Base + (2 * Page) + 1, last];
            lab.Demand(
                vm.Allowed(inside).All(allowed => allowed == AccessFlags.ReadWrite), $"all of {range} is allowed");
            lab.Demand(
                vm.Allowed([range.Base - 1, last + 1]).All(allowed => allowed == AccessFlags.None),
                $"what is next to {range} is denied");
        }
    }

    private static void Asked(Experiment lab, AskedRange[] ranges)
    {
        MachineDriver vm = lab.With(ranges);
        foreach (uint index in Gens.Probes(ranges))
        {
            AccessFlags granted = ranges.Aggregate(AccessFlags.None, (all, range) => all | range.Grants(index));
            foreach (AccessFlags type in new[] { AccessFlags.Read, AccessFlags.Write })
            {
                Outcome expected = (granted & type) != 0 ? Outcome.Allowed : Outcome.Denied;
                lab.Same(expected, vm.Do(new Command.AskDecision(type, index)), $"{type} of 0x{index:x}");
            }
        }
    }

    private static void Union(Experiment lab, AskedRange[] ranges)
    {
        uint[] probes = Gens.Probes(ranges);
        AccessFlags[] granted = [.. probes.Select(
            index => ranges.Aggregate(AccessFlags.None, (all, range) => all | range.Grants(index)))];
        lab.SameDecisions(granted, lab.With(ranges).Allowed(probes), probes);
    }

    private static void HalfOpen(Experiment lab, AskedRange range)
    {
        AskedRange full = AskedRange.Full(range.Type, range.Base, range.Count);
        MachineDriver vm = lab.With(full);
        lab.Demand(vm.Allows(full.Base, full.Type), "the first index is in the range");
        lab.Demand(!vm.Allows(unchecked(full.Base + full.Count), full.Type), "the end is not in the range");
        lab.Demand(full.Base == 0 || !vm.Allows(full.Base - 1, full.Type), "what stands before it is not");
    }

    private static void DirectionsAreIndependent(Experiment lab, AskedRange[] ranges, AccessFlags direction)
    {
        AccessFlags other = AccessFlags.ReadWrite & ~direction;
        uint[] probes = Gens.Probes(ranges);
        AskedRange armed = AskedRange.Full(AccessFlags.ReadWrite, 0x12345678, 1);
        AskedRange[] onlyOther = [.. ranges.Where(range => range.Type == other)];
        AskedRange[] oneDirectional = [.. ranges.Where(range => range.Type != AccessFlags.ReadWrite)];
        AccessFlags[] fewer = lab.With([armed, .. onlyOther.Take(9)]).Allowed(probes);
        AccessFlags[] more = lab.With([armed, .. onlyOther.Take(9), .. oneDirectional.Where(
            range => range.Type == direction).Take(9 - Math.Min(9, onlyOther.Length))]).Allowed(probes);
        lab.SameDecisions([.. fewer.Select(a => a & other)], [.. more.Select(a => a & other)], probes);
    }

    private static void PairOfDirections(Experiment lab, AskedRange range)
    {
        MachineDriver one = lab.With(range with { Flags = (uint)AccessFlags.ReadWrite });
        MachineDriver two = lab.With(
            range with { Flags = (uint)AccessFlags.Read }, range with { Flags = (uint)AccessFlags.Write });
        lab.SameDecisions(one, two, Gens.Probes([range]));
    }

    private static void TwoParts(Experiment lab, (AskedRange Range, uint Cut) given)
    {
        AskedRange low = given.Range.Part(0, given.Cut);
        AskedRange high = given.Range.Part(given.Cut, given.Range.Count - given.Cut);
        lab.SameDecisions(lab.With(given.Range), lab.With(low, high), Gens.Probes(given.Range, low, high));
    }

    private static void AnyOrder(Experiment lab, AskedRange[] ranges, int[] keys)
    {
        IEnumerable<AskedRange> shuffled = ranges.Zip(keys).OrderBy(pair => pair.Second).Select(pair => pair.First);
        lab.SameDecisions(lab.With(ranges), lab.With(shuffled), Gens.Probes(ranges));
    }

    private static void OnlyTheFirstDenies(Experiment lab, AskedRange[] ranges)
    {
        uint[] probes = Gens.Probes(ranges);
        MachineDriver vm = lab.With(ranges[0]);
        AccessFlags[] before = vm.Allowed(probes);
        foreach (AskedRange range in ranges.Skip(1))
        {
            vm.Add(range);
            AccessFlags[] after = vm.Allowed(probes);
            lab.SameDecisions(before, [.. before.Zip(after, (old, now) => old & now)], probes);
            before = after;
        }
    }

    private static void OneMoreBit(Experiment lab, (AskedRange Range, uint Bit) given)
    {
        uint index = given.Range.Base + given.Bit;
        uint[] probes = [.. Gens.Probes(given.Range).Append(index)];
        AccessFlags[] fewer = lab.With(given.Range.WithBit(given.Bit, false)).Allowed(probes);
        AccessFlags[] more = lab.With(given.Range.WithBit(given.Bit, true)).Allowed(probes);
        for (int i = 0; i < probes.Length; i++)
        {
            AccessFlags added = probes[i] == index ? given.Range.Type : AccessFlags.None;
            lab.Same(fewer[i] & more[i], fewer[i], $"nothing is taken away at 0x{probes[i]:x}");
            lab.Same(added, more[i] & ~fewer[i], $"what the bit adds at 0x{probes[i]:x}");
        }
    }

    private static void Irrelevant(Experiment lab, AskedRange range, uint pad)
    {
        AskedRange tidy = range with { Bits = [.. range.Bits] };
        AskedRange untidy = range with { Bits = [.. range.Bits], Pad = pad };
        for (uint bit = range.Count; bit < 64 * AskedRange.Words(range.Count); bit++)
        {
            tidy = tidy.WithBit(bit, false);
            untidy = untidy.WithBit(bit, true);
        }

        lab.SameDecisions(lab.With(tidy), lab.With(untidy), Gens.Probes(range));
    }

    private static void AreasAreFiltered(Experiment lab, uint index, AccessFlags type)
    {
        lab.Demand(!lab.With(AskedRange.Full(type, 0x12345678, 1)).Allows(index, type), "unmatched is denied");
        AskedRange around = AskedRange.Full(type, index - Math.Min(index, 64), 0x200);
        MachineDriver clear = lab.With(around.WithBit(index - around.Base, false));
        lab.Demand(!clear.Allows(index, type), "a clear bit denies");
        lab.Demand(lab.With(around).Allows(index, type), "a set bit allows");
    }

    private static void TheTop(Experiment lab, uint count, AccessFlags type)
    {
        MachineDriver vm = lab.With(AskedRange.Full(type, unchecked(0u - count), count));
        lab.Same(type, vm.Allowed([uint.MaxValue])[0], "what is allowed at the top");
        lab.Same(AccessFlags.None, vm.Allowed([0])[0], "what is allowed at the bottom");
    }

    private static void PathsAgree(Experiment lab, AskedRange[] ranges, GuestAccess access, int vcpu)
    {
        MachineDriver vm = lab.With(ranges);
        bool allowed = vm.Allows(access.Index, access.Type);

        // The host can read what a guest can, but for the commands, which are there only to be written.
        bool present = lab.Fresh().HostRead(vcpu, access.Index).Kind == OutcomeKind.Value
            || (!access.IsRead && access.Index is (Msr.PredCmd or Msr.FlushCmd));
        Outcome outcome = vm.Access(vcpu, access);
        if (!allowed || !present)
        {
            lab.Same(Faults.GeneralProtection(access.Mode), outcome, "a denied or absent MSR raises #GP");
        }
        else
        {
            Outcome unguarded = lab.Fresh().Access(vcpu, access);
            lab.Same(unguarded, outcome, "an allowed access goes as if there were no list");
        }
    }

    private static void HostIsFree(Experiment lab, AskedRange[] ranges, uint index, ulong value)
    {
        MachineDriver free = lab.Fresh();
        MachineDriver guarded = lab.With(ranges);
        lab.Same(free.HostRead(1, index), guarded.HostRead(1, index), "a host read");
        lab.Same(free.HostWrite(0, index, value), guarded.HostWrite(0, index, value), "a host write");
        lab.Same(free.HostRead(0, index), guarded.HostRead(0, index), "the value afterwards");
    }
}
