using CsCheck;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>What calls leave behind: the lock, the allocations, the slots, and the VM after its end.</summary>
public static class ResourceProperties
{
    private static readonly Gen<ArgumentChange> Changes =
        from word in Gen.Enum<ArgumentWord>()
        from read in Gen.Int[1, ArgumentChange.MostReads]
        from value in Gen.OneOf(Gen.UInt[0, 4], Gens.Count, Gens.Index)
        select new ArgumentChange(word, read, value);

    public static IReadOnlyList<MachineProperty> All { get; } =
    [
        MachineProperty.Always("A_failed_call_changes_nothing_whatever_it_failed_for", FailureChangesNothing) with
        {
            Consequences = [23],
            Covers =
            [
                "allowlist.add.failure-changes-nothing", "allowlist.add.failed-copy-frees-nothing",
                "allowlist.add.full-table-releases-the-lock", "allowlist.add.overlap-releases-the-lock",
            ],
            Kills =
            [
                "leak-on-overlap", "leak-on-bad-flags", "lock-kept-when-full", "lock-kept-on-overlap",
                "failed-call-takes-a-slot", "refusal-disarms-the-list",
            ],
        },
        MachineProperty.Always("After_a_failed_call_the_next_one_returns", TheNextCallReturns) with
        {
            Consequences = [24],
            Covers = ["allowlist.add.never-blocks-for-ever"],
            Kills = ["lock-kept-when-full", "lock-kept-on-overlap"],
        },
        MachineProperty.ForAll(
            "Between_two_commands_the_lock_is_free_and_the_live_allocations_are_the_stored_bitmaps",
            Gens.Commands, AccountsBalance) with
        {
            Consequences = [24, 25],
            Covers =
            [
                "lifetime.live-allocations-are-the-stored-bitmaps", "lifetime.the-lock-is-free-at-rest",
                "lifetime.no-call-brings-the-kernel-down", "lifetime.every-command-is-answered",
                "allowlist.add.the-list-changes-under-the-lock",
                "allowlist.add.nothing-is-allocated-or-copied-under-the-lock", "lifetime.an-access-takes-no-lock",
                "allowlist.add.nothing-behind-the-argument-is-read",
            ],
            Kills =
            [
                "leak-on-overlap", "leak-on-bad-flags", "lock-kept-when-full", "lock-kept-on-overlap",
                "teardown-leaks-one", "range-stored-without-the-lock", "lock-released-before-the-range-is-stored",
                "range-decides-after-the-lock", "slots-judged-before-the-lock", "table-judged-before-the-lock",
                "range-stored-in-what-readers-see", "slots-judged-in-what-readers-see",
                "table-begun-anew-after-the-lock", "lock-taken-twice", "argument-copied-under-the-lock",
                "lock-released-twice",
                "bitmap-copied-under-the-lock", "access-takes-the-lock", "last-long-fetched-twice",
                "bitmap-freed-twice", "bitmap-freed-twice-at-the-end", "exception-when-full",
                "bytes-behind-the-argument-read",
            ],
        },
        MachineProperty.ForAll("A_call_adds_a_slot_exactly_if_it_succeeds", Gens.Commands, SlotsCountSuccesses) with
        {
            Consequences = [25],
            Covers = ["allowlist.add.otherwise-the-range-is-stored", "allowlist.add.failure-changes-nothing"],
            Kills = ["failed-call-takes-a-slot"],
        },
        MachineProperty.ForAll(
            "Destroying_the_VM_frees_every_bitmap_and_leaves_a_fresh_one", Gens.Commands, Destruction) with
        {
            Consequences = [25],
            Covers =
            [
                "lifetime.destroy-frees-every-bitmap", "lifetime.a-fresh-vm-has-no-list",
                "lifetime.a-fresh-vcpu-is-reset",
            ],
            Kills = ["teardown-leaks-one", "msr-survives-its-vm", "fresh-vcpu-has-run"],
        },
        MachineProperty.ForAll(
            "What_another_thread_writes_to_an_argument_that_was_read_changes_nothing",
            Gens.Range.Select(Changes), ArgumentIsReadOnce) with
        {
            Covers = ["allowlist.add.the-argument-is-read-once"],
            Kills = ["header-fetched-twice", "header-fetched-again-behind-the-copy"],
        },
        MachineProperty.ForAll(
            "An_armed_failure_hits_the_next_allocation_and_only_that_one", Gens.Range, ArmedFailure) with
        {
            Covers = ["lifetime.an-armed-failure-hits-the-next-allocation"],
            Kills =
            [
                "armed-failure-never-hits", "failed-allocation-is-EFAULT", "empty-range-uses-the-failure-up",
                "failure-stays-armed", "end-disarms-the-failure",
            ],
        },
        MachineProperty.ForAll(
            "What_a_stored_range_denies_stays_denied_until_the_VM_ends",
            Gens.Commands.Select(Gens.Index), NothingUndoesADenial) with
        {
            Consequences = [27],
            Covers = ["decision.with-a-list-what-no-range-covers-is-denied"],
            Kills = ["refusal-disarms-the-list", "polarity-inverted", "stale-table", "x2apic-exempt"],
        },
        MachineProperty.ForAll("Nothing_but_an_accepted_range_changes_a_decision", Gens.Commands, OnlyAddsDecide) with
        {
            Consequences = [1, 27],
            Kills = ["refusal-arms-the-list", "refusal-disarms-the-list", "failed-call-takes-a-slot"],
        },
    ];

    private static void FailureChangesNothing(Experiment lab)
    {
        foreach (BrokenRows rows in BrokenCall.Sets.Skip(1))
        {
            MachineDriver vm = new(lab.Create());
            BrokenCall.Prepare(vm, rows);
            uint[] probes = Gens.Probes();
            View before = vm.View();
            AccessFlags[] allowed = vm.Allowed(probes);
            Outcome outcome = vm.Add(BrokenCall.Argument(rows));
            lab.Same(OutcomeKind.Error, outcome.Kind, $"the kind of answer to {rows} in\n{vm}");
            lab.Same(before, vm.View(), $"the state after {rows} in\n{vm}");
            lab.SameDecisions(allowed, vm.Allowed(probes), probes);
        }
    }

    private static void TheNextCallReturns(Experiment lab)
    {
        foreach ((BrokenRows row, _) in BrokenCall.Table)
        {
            MachineDriver vm = lab.Fresh();
            BrokenCall.Prepare(vm, row);
            vm.Add(BrokenCall.Argument(row));
            Outcome next = vm.Add(AskedRange.Full(AccessFlags.Write, 0x200, 1));
            bool returns = next.Kind is OutcomeKind.Success or OutcomeKind.Error;
            lab.Demand(returns, $"after {row} the next call returns {next}");
            lab.Same(OutcomeKind.Destroyed, vm.Destroy().Kind, $"after {row} the VM can be destroyed");
        }
    }

    private static void AccountsBalance(Experiment lab, Command[] commands)
    {
        MachineDriver vm = lab.Fresh();
        foreach (Command command in commands)
        {
            Outcome outcome = vm.Do(command);
            View view = vm.View();
            bool isSurvived = outcome.Kind is not (OutcomeKind.Blocked or OutcomeKind.Oops or OutcomeKind.Crashed);
            lab.Demand(isSurvived, $"{command} ended in {outcome}");
            lab.Demand(view.LockFree, $"the lock is free after {command}");
            lab.Same(view.SlotsInUse, view.LiveAllocations, $"live allocations after {command}");
        }
    }

    private static void SlotsCountSuccesses(Experiment lab, Command[] commands)
    {
        MachineDriver vm = lab.Fresh();
        foreach (Command command in commands)
        {
            int before = command is Command.DestroyVm ? 0 : vm.View().SlotsInUse;
            Outcome outcome = vm.Do(command);
            int added = command is Command.AddAllowlist && outcome == Outcome.Success ? 1 : 0;
            lab.Same(before + added, vm.View().SlotsInUse, $"slots after {command}");
        }
    }

    private static void Destruction(Experiment lab, Command[] commands)
    {
        MachineDriver vm = lab.Fresh();
        foreach (Command command in commands)
        {
            vm.Do(command);
        }

        vm.Add(AskedRange.Full(AccessFlags.Read, 0x77770000, 65));
        lab.Same(Outcome.Destroyed(leaked: 0), vm.Destroy(), "the end of the VM");
        lab.Same(lab.Fresh().View(), vm.View(), "what follows is a fresh VM");
        lab.SameDecisions(lab.Fresh(), vm, Gens.Probes());
        foreach (uint index in new[] { Msr.Star, Msr.Efer, Msr.ApicBase })
        {
            lab.Same(lab.Fresh().HostRead(1, index), vm.HostRead(1, index), $"MSR 0x{index:x}");
        }
    }

    private static void ArgumentIsReadOnce(Experiment lab, AskedRange range, ArgumentChange change)
    {
        MachineDriver quiet = lab.Fresh();
        MachineDriver busy = lab.Fresh();
        lab.Same(Outcome.Success, busy.Do(new Command.ChangeArgument(change)), "arming");
        lab.Same(quiet.Add(range), busy.Add(range), "the call");
        lab.Same(quiet.View(), busy.View(), "the state after it");
        lab.SameDecisions(quiet, busy, Gens.Probes(range));
    }

    private static void ArmedFailure(Experiment lab, AskedRange range)
    {
        MachineDriver vm = lab.Fresh();
        lab.Same(Outcome.Success, vm.FailNextAllocation(), "arming");
        vm.Destroy();
        vm.Add(BrokenCall.Argument(BrokenRows.Header));
        vm.Add(BrokenCall.Argument(BrokenRows.Size));
        vm.Add(AskedRange.Full(AccessFlags.Read, 0, 0));
        lab.Same(Outcome.Error(Errno.ENOMEM), vm.Add(range), "the first call that allocates");
        lab.Same(Outcome.Success, vm.Add(range), "the second");
    }

    private static void NothingUndoesADenial(Experiment lab, Command[] commands, uint index)
    {
        AskedRange denied = new((uint)AccessFlags.ReadWrite, index, 1, [0], 0);
        MachineDriver vm = lab.With(denied);
        foreach (Command command in commands.Where(command => command is not Command.DestroyVm))
        {
            vm.Do(command);
            lab.Same(AccessFlags.None, vm.Allowed([index])[0], $"what is allowed after {command}");
        }
    }

    private static void OnlyAddsDecide(Experiment lab, Command[] commands)
    {
        uint[] probes = Gens.Probes();
        MachineDriver vm = lab.Fresh();
        foreach (Command command in commands)
        {
            AccessFlags[] before = vm.Allowed(probes);
            Outcome outcome = vm.Do(command);
            bool mayChange = command is Command.DestroyVm
                || (command is Command.AddAllowlist && outcome == Outcome.Success);
            if (!mayChange)
            {
                lab.SameDecisions(before, vm.Allowed(probes), probes);
            }
        }
    }
}
