using MsrSpec.Model;
using MsrSpec.PropertyTests.Algebra.Arbitraries;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.PropertyTests.Algebra.AlgebraicProperty;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>What a VM owns, its end, and failing allocations, after any history.</summary>
public static class LifetimeAlgebra
{
    private static readonly Command End = new Command.DestroyVm();
    private static readonly Command Arm = new Command.FailNextAllocation();

    public static IReadOnlyList<AlgebraicProperty> All { get; } =
    [
        ForAll("To_destroy_a_VM_twice_is_to_destroy_it_once", HistoryArbitraries.Any, EndsOnce,
            new WrongRule("every end leaks", WrongSteps.Leaving<Command.DestroyVm>(
                (_, _, after, _) => after with { LiveAllocations = after.LiveAllocations + 1 }),
                "reference: v2-sound")),
        ForAll("What_a_VM_shows_does_not_depend_on_the_one_before_it", HistoryArbitraries.Two, NothingOutlives,
            new WrongRule("deflection outlives the VM", WrongSteps.Leaving<Command.DestroyVm>(
                (before, _, after, _) => after with { UserSpaceMsr = before.UserSpaceMsr }),
                "reference: v2-sound",
                "ioctl enable-cap 184 args0=0x1",
                "destroy-vm",
                "vcpu0 rdmsr 0x0 long64 cpl0")),
        ForAll("Where_calls_release_and_free_what_they_took_the_VM_owns_every_allocation",
            HistoryArbitraries.Any, NothingLeaks,
            new WrongRule("the bitmap of a refused range stays", WrongSteps.Leaving<Command.AddAllowlist>(
                (_, _, after, outcome) => outcome == Outcome.Error(Errno.EINVAL)
                    ? after with { LiveAllocations = after.LiveAllocations + 1 }
                    : after),
                "reference: v2-sound",
                "ioctl add-allowlist flags=none nmsrs=0 base=0x0 bits=none")) with { Consequences = [25] },
        ForAll("Where_a_refused_call_releases_the_lock_nothing_waits", HistoryArbitraries.Any, NothingWaits,
            new WrongRule("a refused call keeps the lock", WrongSteps.Leaving<Command.AddAllowlist>(
                (_, _, after, outcome) => outcome == Outcome.Error(Errno.EINVAL)
                    ? after with { LockHeld = true }
                    : after),
                "reference: v2-sound",
                "ioctl add-allowlist flags=none nmsrs=0 base=0x0 bits=none",
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none")) with { Consequences = [24] },
        ForAll("To_arm_a_failure_twice_is_to_arm_it_once", HistoryArbitraries.Any, ArmsOnce,
            new WrongRule("a second arming disarms", WrongSteps.Leaving<Command.FailNextAllocation>(
                (before, _, after, _) => before.NextAllocationFails
                    ? after with { Failure = AllocationFailure.None }
                    : after),
                "reference: v2-sound")),
        ForAll("A_failure_can_be_armed_before_or_after_what_allocates_nothing",
            HistoryArbitraries.AndAny, ArmingCommutes,
            new WrongRule("the end of a VM disarms", WrongSteps.Leaving<Command.DestroyVm>(
                (_, _, after, _) => after with { Failure = AllocationFailure.None }),
                "reference: v2-sound",
                "destroy-vm")),
    ];

    private static bool EndsOnce(Rules rules, Given before)
    {
        VmState once = rules.After(rules.After(before), before.Readings, End);
        return Rules.Same(once, rules.After(once, before.Readings, End));
    }

    private static bool NothingOutlives(Rules rules, Given first, Given second)
    {
        VmState ended = rules.After(rules.After(first), first.Readings, End);
        return ended.NextAllocationFails
            || Outcomes(rules, ended, second).SequenceEqual(Outcomes(rules, VmState.Fresh, second));
    }

    private static bool NothingLeaks(Rules rules, Given before)
    {
        VmState state = rules.After(before.In(readings => readings with
        {
            LockOnRejection = LockOnRejection.Released,
            FailedCopy = FailedCopy.FreesNothing,
        }));
        return state.LiveAllocations == state.Owned(before.Readings);
    }

    private static bool NothingWaits(Rules rules, Given before) =>
        !Outcomes(
            rules, VmState.Fresh,
            before.In(readings => readings with { LockOnRejection = LockOnRejection.Released }))
            .Contains(Outcome.Blocked);

    private static bool ArmsOnce(Rules rules, Given before)
    {
        VmState once = rules.After(rules.After(before), before.Readings, Arm);
        return Rules.Same(once, rules.After(once, before.Readings, Arm));
    }

    private static bool ArmingCommutes(Rules rules, Given before, Command command)
    {
        VmState state = rules.After(before);
        return (command is Command.AddAllowlist add && AllowlistTable.Allocates(add.Argument, Dialect.Sound.Readings))
            || Rules.Same(
                rules.After(state, before.Readings, Arm, command), rules.After(state, before.Readings, command, Arm));
    }

    private static IEnumerable<Outcome> Outcomes(Rules rules, VmState state, Given given)
    {
        foreach (Command command in given.Commands)
        {
            (state, Outcome outcome) = rules.Step(state, command, given.Readings);
            yield return outcome;
        }
    }
}
