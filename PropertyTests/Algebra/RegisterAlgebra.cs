using MsrSpec.PropertyTests.Algebra.Arbitraries;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.PropertyTests.Algebra.AlgebraicProperty;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>What registers take and what they keep, over every register of the table.</summary>
public static class RegisterAlgebra
{
    private const ulong Enable = (ulong)EferBits.LongModeEnable;
    private const ulong Active = (ulong)EferBits.LongModeActive;

    private static readonly MsrRule[] Masked = [MsrRules.Masked, MsrRules.Command, MsrRules.TypeAndMask, MsrRules.Efer];

    private static readonly MsrRule[] NeverTheGuests =
        [MsrRules.ReadOnly, MsrRules.HostOwned, MsrRules.GuestIgnored, MsrRules.Command];

    public static IReadOnlyList<AlgebraicProperty> All { get; } =
    [
        ForAll("What_the_guest_may_write_the_host_may_write_too", AccessArbitraries.Write, HostMayDoMore,
            new WrongRule("paging holds the host back", rules => rules with
            {
                HostWrite = write => write.Register.Rule.Guest(
                    new MsrWrite(write.Register.Mask, write.Held, write.Value, Paging: true)),
            },
                "vcpu0 wrmsr 0xc0000080 0x100 protected32 cpl0")),
        ForAll("Paging_matters_to_EFER_alone", AccessArbitraries.Write, PagingMattersToEfer,
            new WrongRule("paging fixes every register", Guest((write, judged) =>
                write.Paging && write.Value != write.Held ? Refused : judged),
                "vcpu0 wrmsr 0x8b 0x0 long64 cpl0")),
        ForAll("What_a_register_holds_can_be_written_back_and_stays", AccessArbitraries.Write, WritesBack,
            new WrongRule("a written LMA turns LMA", Guest((write, judged) =>
                write.Register.Rule == MsrRules.Efer && judged.Succeeds
                    ? judged with { Stored = write.Value ^ (write.Held & Active) }
                    : judged),
                "vcpu0 wrmsr 0xc0000080 0x400 long64 cpl0")),
        ForAll("A_reserved_bit_fails_whatever_else_is_written", AccessArbitraries.Write, ReservedBitsFail,
            new WrongRule("the mask is taken for the largest value", Guest((write, judged) =>
                write.Register.Rule == MsrRules.Masked
                    ? write.Value <= write.Register.Mask ? new MsrJudgement(write.Value, null) : Refused
                    : judged),
                "vcpu0 wrmsr 0x201 0x0 long64 cpl0")),
        ForAll("Of_what_is_taken_any_bit_may_be_left_out", AccessArbitraries.Write, FewerBitsFit,
            new WrongRule("a masked register takes none of its bits or all", Guest((write, judged) =>
                write.Register.Rule == MsrRules.Masked && write.Value != 0 && write.Value != write.Register.Mask
                    ? Refused
                    : judged),
                "vcpu0 wrmsr 0x48 0x7 long64 cpl0")),
        ForAll("While_paging_is_on_LME_stays_and_LMA_always_does", AccessArbitraries.Write, LongModeStays,
            new WrongRule("LME can be cleared while paging is on", Guest((write, judged) =>
                write.Register.Rule == MsrRules.Efer && (write.Value & Enable) == 0
                    ? MsrRules.HostWrite(write.Register, write.Held, write.Value)
                    : judged),
                "vcpu0 set-msr 0xc0000080 0x100",
                "vcpu0 wrmsr 0xc0000080 0x0 long64 cpl0"),
            new WrongRule("LMA is stored as written", Guest((write, judged) =>
                write.Register.Rule == MsrRules.Efer && judged.Succeeds
                    ? judged with { Stored = write.Value }
                    : judged),
                "vcpu0 wrmsr 0xc0000080 0x400 long64 cpl0")),
        ForAll("Memory_types_are_judged_byte_by_byte", AccessArbitraries.Write, BytesAreAlike,
            new WrongRule("only the lowest byte is judged", Guest((write, judged) =>
                write.Register.Rule == MsrRules.FixedTypes
                    ? MsrRules.GuestWrite(write.Register, write.Held, write.Value & 0xFF, write.Paging)
                    : judged),
                "vcpu0 wrmsr 0x268 0x2 long64 cpl0")),
        ForAll("PAT_takes_what_fixed_ranges_take_and_type_7", AccessArbitraries.Write, PatTakesOneMore,
            new WrongRule("PAT takes the types of fixed ranges", Guest((write, judged) =>
                write.Register.Rule == MsrRules.PageAttributes
                    ? MsrRules.FixedTypes.Guest(new MsrWrite(0, write.Held, write.Value, write.Paging))
                    : judged),
                "vcpu0 wrmsr 0x277 0x7 long64 cpl0")),
        ForAll("An_address_is_canonical_exactly_if_its_complement_is", AccessArbitraries.Write, CanonicalComplement,
            new WrongRule("only the lower half is canonical", Guest((write, judged) =>
                write.Register.Rule == MsrRules.Canonical && write.Value > long.MaxValue ? Refused : judged),
                "vcpu0 wrmsr 0x175 0x0 long64 cpl0")),
        ForAll("The_guest_changes_exactly_the_bits_that_are_not_kept", AccessArbitraries.Write, KeptBitsStay,
            new WrongRule("bits that are set stay", Guest((write, judged) =>
                write.Register.Rule == MsrRules.GuestKeeps
                    ? judged with { Stored = judged.Stored | write.Held }
                    : judged),
                "vcpu0 wrmsr 0x1a0 0x0 long64 cpl0")),
        ForAll("What_is_not_the_guest_s_it_never_changes", AccessArbitraries.Write, GuestChangesNothing,
            new WrongRule("what should be dropped is stored", Guest((write, judged) =>
                write.Register.Rule == MsrRules.GuestIgnored ? judged with { Stored = write.Value } : judged),
                "vcpu0 wrmsr 0x8b 0x0 long64 cpl0")),
        ForAll("What_the_host_may_write_is_stored_as_it_is_but_LMA_and_busy", AccessArbitraries.Write, HostStoresAsIs,
            new WrongRule("the host keeps the bits that the guest must", rules => rules with
            {
                HostWrite = write => write.Register.Rule == MsrRules.GuestKeeps
                    ? MsrRules.GuestWrite(write.Register, write.Held, write.Value, write.Paging)
                    : MsrRules.HostWrite(write.Register, write.Held, write.Value),
            },
                "vcpu0 wrmsr 0x1a0 0x0 long64 cpl0")),
        ForAll("What_is_held_decides_nothing_but_whether_LME_would_change_and_the_mode_of_the_APIC",
            AccessArbitraries.Write, HeldMattersToTheMode,
            new WrongRule("what is held is not taken again", Guest((write, judged) =>
                write.Register.Rule == MsrRules.Any && write.Value == write.Held ? Refused : judged),
                "vcpu0 set-msr 0x10 0x1",
                "vcpu0 wrmsr 0x10 0x0 long64 cpl0")),
        ForAll("The_mode_that_is_entered_last_counts_and_only_LME_and_LMA_change",
            AccessArbitraries.Write, LastModeCounts,
            new WrongRule("real mode keeps LME", rules => rules with
            {
                Enter = (efer, mode) => GuestMode.Real16 == mode
                    ? efer & ~Active
                    : ModeEntry.Enter(efer, mode),
            },
                "vcpu0 wrmsr 0x200 0x0 real16 cpl0")),
    ];

    private static MsrJudgement Refused => new(0, GuestAccessClauses.InvalidValueFails);

    private static bool HostMayDoMore(Rules rules, RegisterWrite write) =>
        !rules.GuestWrite(write).Succeeds || rules.HostWrite(write).Succeeds;

    private static bool PagingMattersToEfer(Rules rules, RegisterWrite write) =>
        write.Register.Index == Msr.Efer
        || Enum.GetValues<GuestMode>().All(
            mode => rules.GuestWrite(write with { Mode = mode }) == rules.GuestWrite(write));

    private static bool WritesBack(Rules rules, RegisterWrite write)
    {
        MsrJudgement first = rules.GuestWrite(write);
        RegisterWrite back = write with { Held = first.Stored, Value = first.Stored };
        return !first.Succeeds || rules.GuestWrite(back) == first;
    }

    private static bool ReservedBitsFail(Rules rules, RegisterWrite write)
    {
        ulong reserved = ~write.Register.Mask;
        ulong lowest = reserved & (~reserved + 1);
        return !Masked.Contains(write.Register.Rule)
            || !rules.GuestWrite(write with { Value = write.Value | lowest }).Succeeds;
    }

    private static bool FewerBitsFit(Rules rules, RegisterWrite write) =>
        (write.Register.Rule != MsrRules.Masked && write.Register.Rule != MsrRules.Command)
        || write.Value == 0
        || !rules.GuestWrite(write).Succeeds
        || rules.GuestWrite(write with { Value = write.Value & (write.Value - 1) }).Succeeds;

    private static bool LongModeStays(Rules rules, RegisterWrite write)
    {
        ulong fixedBits = write.Paging ? Enable | Active : Active;
        return write.Register.Rule != MsrRules.Efer
            || rules.GuestWrite(write) is not { Succeeds: true, Stored: var stored }
            || ((stored ^ write.Held) & fixedBits) == 0;
    }

    private static bool BytesAreAlike(Rules rules, RegisterWrite write) =>
        (write.Register.Rule != MsrRules.FixedTypes && write.Register.Rule != MsrRules.PageAttributes)
        || rules.GuestWrite(write).Succeeds
        == rules.GuestWrite(write with { Value = ulong.RotateRight(write.Value, 8) }).Succeeds;

    private static bool PatTakesOneMore(Rules rules, RegisterWrite write)
    {
        ulong without7 = BitConverter.ToUInt64(
            [.. BitConverter.GetBytes(write.Value).Select(type => type == 7 ? (byte)6 : type)]);
        MsrRow fixedRange = MsrTable.Rows[MsrTable.RowOf(Msr.MtrrFix64K00000)];
        return write.Register.Index != Msr.Pat
            || rules.GuestWrite(write).Succeeds
            == rules.GuestWrite(write with { Register = fixedRange, Value = without7 }).Succeeds;
    }

    private static bool CanonicalComplement(Rules rules, RegisterWrite write) =>
        write.Register.Rule != MsrRules.Canonical
        || rules.GuestWrite(write).Succeeds == rules.GuestWrite(write with { Value = ~write.Value }).Succeeds;

    private static bool KeptBitsStay(Rules rules, RegisterWrite write) =>
        write.Register.Rule != MsrRules.GuestKeeps
        || (rules.GuestWrite(write).Stored ^ write.Held) == ((write.Value ^ write.Held) & ~write.Register.Mask);

    private static bool GuestChangesNothing(Rules rules, RegisterWrite write) =>
        !NeverTheGuests.Contains(write.Register.Rule)
        || rules.GuestWrite(write) is not { Succeeds: true, Stored: var stored }
        || stored == write.Held;

    private static bool HostStoresAsIs(Rules rules, RegisterWrite write)
    {
        ulong kept = write.Register.Rule == MsrRules.Efer ? Active
            : write.Register.Rule == MsrRules.InterruptCommand ? InterruptCommand.Busy
            : 0;
        return write.Register.Rule == MsrRules.Command
            || rules.HostWrite(write) is not { Succeeds: true, Stored: var stored }
            || (stored & ~kept) == (write.Value & ~kept);
    }

    private static bool HeldMattersToTheMode(Rules rules, RegisterWrite write) =>
        (write.Register.Rule == MsrRules.Efer && write.Paging)
        || write.Register.Rule == MsrRules.ApicBase
        || rules.GuestWrite(write).Succeeds
        == rules.GuestWrite(write with { Held = write.Register.Reset }).Succeeds;

    private static bool LastModeCounts(Rules rules, RegisterWrite write) =>
        Enum.GetValues<GuestMode>().All(earlier =>
            rules.Enter(rules.Enter(write.Held, earlier), write.Mode) == rules.Enter(write.Held, write.Mode))
        && ((rules.Enter(write.Held, write.Mode) ^ write.Held) & ~ModeEntry.Bits) == 0;

    /// <summary>Rules by which some guest's writes are judged otherwise.</summary>
    private static Func<Rules, Rules> Guest(Func<RegisterWrite, MsrJudgement, MsrJudgement> otherwise) =>
        rules => rules with { GuestWrite = write => otherwise(write, rules.GuestWrite(write)) };
}
