using MsrSpec.Model;
using MsrSpec.PropertyTests.Algebra.Arbitraries;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.PropertyTests.Algebra.AlgebraicProperty;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>Accesses of the host to a VM with any history.</summary>
public static class HostAlgebra
{
    public static IReadOnlyList<AlgebraicProperty> All { get; } =
    [
        ForAll("Of_two_host_writes_to_one_register_the_last_counts",
            HistoryArbitraries.AndHostWritesToOne, LastWriteCounts,
            new WrongRule("bits are set and never cleared", WrongSteps.Leaving<Command.HostWrite>(
                (before, write, after, outcome) => outcome == Outcome.Success
                    ? after.WithMsr(write.Vcpu, write.Index, write.Value | ValueOf(before, write))
                    : after),
                "reference: v2-sound",
                "vcpu0 set-msr 0x10 0x1",
                "vcpu0 set-msr 0x10 0x0")),
        ForAll("Host_writes_to_two_places_can_change_places_but_of_a_mode_and_what_is_there_in_it",
            HistoryArbitraries.AndTwoHostWrites, WritesCommute,
            new WrongRule("every vCPU has the registers of the first", WrongSteps.Taking<Command.HostWrite>(
                write => write with { Vcpu = 0 }),
                "reference: v2-sound",
                "vcpu1 set-msr 0x401 0x0",
                "vcpu0 set-msr 0x401 0x1")),
        ForAll("A_host_write_that_is_not_processed_changes_nothing", HistoryArbitraries.AndHostWrite, AllOrNothing,
            new WrongRule("what is not taken clears the register", WrongSteps.Leaving<Command.HostWrite>(
                (_, write, after, outcome) => outcome == Outcome.Unprocessed
                    ? after.WithMsr(write.Vcpu, write.Index, 0)
                    : after),
                "reference: v2-sound",
                "vcpu0 set-msr 0xfe 0x0")),
        ForAll("What_a_guest_reads_the_host_reads", HistoryArbitraries.AndAccess, SameForBoth,
            new WrongRule("the host reads the registers of the first vCPU", WrongSteps.Taking<Command.HostRead>(
                read => read with { Vcpu = 0 }),
                "reference: v2-sound",
                "vcpu0 rdmsr 0x0 long64 cpl0",
                "vcpu1 rdmsr 0xc0000080 protected32 cpl0")),
    ];

    private static bool LastWriteCounts(Rules rules, Given before, Command.HostWrite first, Command.HostWrite second)
    {
        VmState state = rules.After(before);
        return rules.Step(state, second, before.Readings).Outcome != Outcome.Success
            || Rules.Same(
                rules.After(state, before.Readings, first, second), rules.After(state, before.Readings, second));
    }

    private static bool WritesCommute(Rules rules, Given before, Command.HostWrite first, Command.HostWrite second)
    {
        VmState state = rules.After(before);
        return (first.Vcpu, first.Index) == (second.Vcpu, second.Index)
            || IsModeOf(first, second) || IsModeOf(second, first)
            || Rules.Same(
                rules.After(state, before.Readings, first, second),
                rules.After(state, before.Readings, second, first));
    }

    /// <summary>Whether a write decides whether the register of another is there.</summary>
    private static bool IsModeOf(Command.HostWrite mode, Command.HostWrite write) =>
        mode.Vcpu == write.Vcpu && (mode.Index, write.Index) == (Msr.ApicBase, Msr.X2ApicIcr);

    private static bool AllOrNothing(Rules rules, Given before, Command.HostWrite write)
    {
        VmState state = rules.After(before);
        (VmState after, Outcome outcome) = rules.Step(state, write, before.Readings);
        return outcome != Outcome.Unprocessed || Rules.Same(state, after);
    }

    private static bool SameForBoth(Rules rules, Given before, Command.Guest access)
    {
        Given bound = before.In(ExitAlgebra.Bound);
        (VmState after, Outcome outcome) = rules.Step(rules.After(bound), access, bound.Readings);
        Command read = new Command.HostRead(access.Vcpu, access.Access.Index);
        return outcome.Kind != OutcomeKind.RetiredRead
            || rules.Step(after, read, bound.Readings).Outcome == Outcome.Value(outcome.Data);
    }

    private static ulong ValueOf(VmState state, Command.HostWrite write) =>
        state.Vcpus[write.Vcpu].Value(Spec.Accesses.MsrTable.RowOf(write.Index));
}
