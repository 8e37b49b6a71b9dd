using MsrSpec.Model;
using MsrSpec.PropertyTests.Algebra.Arbitraries;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.PropertyTests.Algebra.AlgebraicProperty;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>What accesses of the guest leave in a VM with any history.</summary>
public static class GuestAlgebra
{
    private static readonly MsrRule[] StoreAsIs =
    [
        MsrRules.Any, MsrRules.Masked, MsrRules.Canonical, MsrRules.AllOrNothing, MsrRules.PageAttributes,
        MsrRules.FixedTypes, MsrRules.TypeAndMask, MsrRules.GuestZero,
    ];

    public static IReadOnlyList<AlgebraicProperty> All { get; } =
    [
        ForAll("Accesses_of_two_vCPUs_can_change_places", HistoryArbitraries.AndTwoAccesses, VcpusCommute,
            new WrongRule("what one vCPU writes the other holds too", WrongSteps.Leaving<Command.Guest>(
                (_, write, after, outcome) => outcome == Outcome.Retired
                    ? after.WithMsr(1 - write.Vcpu, write.Access.Index, write.Access.Value)
                    : after),
                "reference: v2-sound",
                "vcpu0 rdmsr 0x402 long64 cpl0",
                "vcpu1 wrmsr 0x402 0x1 long64 cpl0")),
        ForAll("A_read_that_retires_can_be_repeated", HistoryArbitraries.AndAccess, ReadsRepeat,
            new WrongRule("a read clears the register", WrongSteps.Leaving<Command.Guest>(
                (_, read, after, outcome) => outcome.Kind == OutcomeKind.RetiredRead
                    ? after.WithMsr(read.Vcpu, read.Access.Index, 0)
                    : after),
                "reference: v2-sound",
                "vcpu0 rdmsr 0x8b long64 cpl0")),
        ForAll("What_a_guest_writes_it_reads_unless_its_register_is_not_plain",
            HistoryArbitraries.AndAccess, ReadsWhatItWrote,
            new WrongRule("EDX is not stored", WrongSteps.Taking<Command.Guest>(
                guest => guest with { Access = guest.Access with { Value = (uint)guest.Access.Value } }),
                "reference: v2-sound",
                "vcpu0 wrmsr 0x10 0x100000000 long64 cpl0")),
    ];

    private static bool VcpusCommute(Rules rules, Given before, Command.Guest first, Command.Guest second)
    {
        VmState state = rules.After(before);
        var forth = Both(rules, state, first, second, before.Readings);
        var back = Both(rules, state, second, first, before.Readings);
        return Rules.Same(forth.State, back.State) && (forth.One, forth.Two) == (back.Two, back.One);
    }

    private static (VmState State, Outcome One, Outcome Two) Both(
        Rules rules, VmState state, Command one, Command two, ReadingSet readings)
    {
        (VmState between, Outcome first) = rules.Step(state, one, readings);
        (VmState after, Outcome second) = rules.Step(between, two, readings);
        return (after, first, second);
    }

    private static bool ReadsRepeat(Rules rules, Given before, Command.Guest access)
    {
        Given bound = before.In(ExitAlgebra.Bound);
        (VmState once, Outcome outcome) = rules.Step(rules.After(bound), access, bound.Readings);
        (VmState twice, Outcome again) = rules.Step(once, access, bound.Readings);
        return outcome.Kind != OutcomeKind.RetiredRead || (Rules.Same(once, twice) && again == outcome);
    }

    private static bool ReadsWhatItWrote(Rules rules, Given before, Command.Guest access)
    {
        Given bound = before.In(ExitAlgebra.Bound);
        (VmState written, Outcome outcome) = rules.Step(rules.After(bound), access, bound.Readings);
        if (outcome != Outcome.Retired
            || !StoreAsIs.Contains(MsrTable.Rows[MsrTable.RowOf(access.Access.Index)].Rule))
        {
            return true;
        }

        Command read = access with { Access = access.Access with { Type = Spec.Abi.AccessFlags.Read, Value = 0 } };
        Outcome seen = rules.Step(written, read, bound.Readings).Outcome;
        return seen.Kind != OutcomeKind.RetiredRead || seen.Data == access.Access.Value;
    }
}
