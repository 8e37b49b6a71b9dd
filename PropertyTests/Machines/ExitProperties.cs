using CsCheck;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>Deflection to user space: which accesses exit, what an exit says, and what its answer does.</summary>
public static class ExitProperties
{
    /// <summary>A range that leaves every other MSR denied.</summary>
    private static readonly AskedRange Elsewhere = AskedRange.Full(AccessFlags.ReadWrite, 0x12345678, 1);

    /// <summary>Any number, and those that differ from a known one in one bit.</summary>
    private static readonly Gen<uint> CapabilityNumbers = Gen.OneOf(
        Gen.UInt[0, 200], Gen.UInt,
        Gen.OneOf(Capability.UserSpaceMsr, Capability.AddMsrAllowlist)
            .Select(Gen.Int[0, 31], (known, bit) => known ^ (1u << bit)));

    /// <summary>No flag, one of the thirty-two, or all of them.</summary>
    private static readonly Gen<uint> Flags = Gen.Frequency(
        (2, Gen.Const(0u)), (3, Gen.Int[0, 31].Select(bit => 1u << bit)), (1, Gen.Const(uint.MaxValue)));

    public static IReadOnlyList<MachineProperty> All { get; } =
    [
        MachineProperty.ForAll(
            "With_deflection_an_access_exits_exactly_where_it_would_raise_GP_without",
            Gens.Ranges.Select(Gens.DecidedAccess, Gens.Vcpu, Gen.Bool), ExitsForEveryFailure) with
        {
            Consequences = [36, 38],
            Covers = ["exits.failing-access-exits", "guest.failure-is-GP"],
            Kills =
            [
                "read-exit-leaks-rax", "write-exit-truncates", "only-denials-are-deflected", "denial-is-an-error",
            ],
        },
        MachineProperty.ForAll(
            "At_an_exit_no_register_and_no_MSR_is_changed",
            Gens.DecidedAccess.Select(Gens.Vcpu, Gens.Value), ExitIsPrecise) with
        {
            Consequences = [37],
            Covers = ["exits.exit-leaves-the-registers", "guest.denial-touches-no-msr"],
            Kills = ["denied-write-stores", "read-exit-leaks-rax", "write-exit-truncates"],
        },
        MachineProperty.ForAll(
            "A_LOCK_prefix_and_a_CPL_other_than_0_fault_before_the_list_is_asked_and_never_exit",
            Gens.Access.Where(access => !access.ReachesTheDecision()).Select(Gen.Bool, Gen.Bool), FaultsComeFirst) with
        {
            Consequences = [42],
            Covers = ["guest.lock-prefix-is-UD", "guest.unprivileged-access-is-GP"],
            Kills =
            [
                "user-mode-exits", "lock-is-gp", "only-cpl-3-faults", "prefixed-access-at-cpl-1-is-the-kernels",
            ],
        },
        MachineProperty.ForAll(
            "The_answer_belongs_to_the_access_that_exited_whatever_happens_in_between",
            Gens.DecidedAccess.Select(Gens.Commands, Gens.Value, Gen.Bool), AnswerIsBound) with
        {
            Consequences = [39],
            Covers = ["exits.completion-binds-to-the-access", "exits.completion-without-error-retires"],
            Kills = ["completion-asks-again", "completion-left-pending", "prefix-not-counted-at-completion"],
        },
        MachineProperty.ForAll(
            "An_answer_is_used_up_at_once",
            Gens.DecidedAccess.Select(Gen.Byte, Gens.Value, Gens.Vcpu), NothingIsLeft) with
        {
            Consequences = [39],
            Covers = ["exits.without-an-exit-nothing-is-completed", "exits.completion-binds-to-the-access"],
            Kills = ["completion-left-pending"],
        },
        MachineProperty.Always("Every_error_but_zero_raises_GP", EveryErrorFaults) with
        {
            Consequences = [40],
            Covers = ["exits.completion-with-error-is-GP", "exits.completion-without-error-retires"],
            Kills = ["only-error-1-faults", "error-sign-bit-ignored"],
        },
        MachineProperty.ForAll(
            "A_vCPU_at_an_exit_runs_nothing_and_the_other_one_runs_on",
            Gens.DecidedAccess.Select(Gens.Access, Gens.Vcpu), OneAtATime) with
        {
            Consequences = [44],
            Covers = ["exits.a-vcpu-at-an-exit-runs-nothing-else"],
            Kills = ["access-runs-at-an-exit"],
        },
        MachineProperty.ForAll(
            "Accesses_exit_in_program_order_once_each",
            Gens.Ranges.Select(Gens.DecidedAccess.Array[1, 9]), ProgramOrder) with
        {
            Consequences = [44],
            Covers = ["exits.failing-access-exits"],
            Kills = ["completion-left-pending", "only-denials-are-deflected"],
        },
        MachineProperty.ForAll(
            "Deflection_is_as_the_last_valid_call_set_it",
            CapabilityNumbers.Select(Flags, Gens.Value), Enabling) with
        {
            Covers =
            [
                "exits.enable-takes-a-boolean", "exits.enable-with-flags-is-EINVAL",
                "exits.enable-of-another-capability-is-EINVAL",
            ],
            Kills =
            [
                "enable-with-flags-accepted", "only-enable-flag-0-refused", "enable-flag-5-accepted",
                "all-enable-flags-accepted",
                "quirks-can-be-disabled", "capabilities-by-16-bits", "enable-cannot-disable",
            ],
        },
        MachineProperty.ForAll("Both_capabilities_and_no_other_are_reported", CapabilityNumbers, Reporting) with
        {
            Covers =
                ["exits.check-extension-reports-both-capabilities", "exits.check-extension-of-another-capability-is-0"],
            Kills =
            [
                "allowlist-not-reported", "every-capability-reported", "enabling-is-reported",
                "capabilities-by-16-bits",
            ],
        },
    ];

    private static void ExitsForEveryFailure(
        Experiment lab, AskedRange[] ranges, GuestAccess access, int vcpu, bool guarded)
    {
        MachineDriver plain = lab.With(guarded ? ranges : []);
        MachineDriver deflecting = lab.With(guarded ? ranges : []);
        deflecting.Deflect(true);
        Outcome faulting = plain.Access(vcpu, access);
        Outcome retiring = access.IsRead ? Outcome.RetiredRead(faulting.Data) : Outcome.Retired;
        bool faults = faulting == Faults.GeneralProtection(access.Mode);
        lab.Demand(faults || faulting == retiring, "an access retires or raises #GP, and never fails KVM_RUN");
        lab.Same(faults ? access.Exit() : faulting, deflecting.Access(vcpu, access), "with deflection");
    }

    private static void ExitIsPrecise(Experiment lab, GuestAccess access, int vcpu, ulong held)
    {
        MachineDriver vm = lab.With(Elsewhere);
        vm.Deflect(true);
        vm.HostWrite(vcpu, access.Index, held);
        Outcome before = vm.HostRead(vcpu, access.Index);
        lab.Same(access.Exit(), vm.Access(vcpu, access), "a denied access exits");
        View view = vm.View(vcpu, access.Index);
        lab.Same(access.RegistersBefore, view.Registers, "the registers at the exit");
        lab.Demand(view.ExitPending, "the vCPU stands at the exit");
        lab.Demand(access.Index == Msr.Efer || before == vm.HostRead(vcpu, access.Index), "the MSR is as before");
    }

    private static void FaultsComeFirst(Experiment lab, GuestAccess access, bool guarded, bool deflected)
    {
        MachineDriver vm = lab.With(guarded ? [Elsewhere] : []);
        vm.Deflect(deflected);
        Outcome expected = access.Form == InstructionForm.Lock
            ? Faults.InvalidOpcode
            : Faults.GeneralProtection(access.Mode);
        lab.Same(expected, vm.Access(0, access), "the fault");
        lab.Demand(!vm.View().ExitPending, "no exit is pending");
        lab.Same(access.RegistersBefore, vm.View().Registers, "the registers");
    }

    private static void AnswerIsBound(
        Experiment lab, GuestAccess access, Command[] meanwhile, ulong data, bool becomesAllowed)
    {
        MachineDriver vm = lab.With(Elsewhere);
        vm.Deflect(true);
        const int vcpu = 1;
        vm.Access(vcpu, access);
        AskedRange changed = AskedRange.Full(AccessFlags.ReadWrite, access.Index, 1).WithBit(0, becomesAllowed);
        vm.Add(changed);
        foreach (Command command in meanwhile.Where(command => LeavesTheExit(command, vcpu)))
        {
            vm.Do(command);
        }

        Outcome held = vm.HostRead(vcpu, access.Index);
        Outcome answered = access.IsRead ? Outcome.RetiredRead(data) : Outcome.Retired;
        lab.Same(answered, vm.Complete(vcpu, 0, data), "the answer");
        lab.Demand(!vm.View(vcpu, 0).ExitPending, "the exit is over");
        lab.Same(held, vm.HostRead(vcpu, access.Index), "the MSR after the answer");
        GuestRegisters registers = vm.View(vcpu, 0).Registers;
        lab.Same(access.InstructionLength, registers.RipOffset, "RIP stands behind the access");
        lab.Demand(!access.IsRead || (registers.Rdx << 32 | registers.Rax) == data, "a read loads the data");
    }

    private static bool LeavesTheExit(Command command, int vcpu) => command switch
    {
        Command.DestroyVm => false,
        Command.CompleteExit exit => exit.Vcpu != vcpu,
        _ => true,
    };

    private static void NothingIsLeft(Experiment lab, GuestAccess access, byte error, ulong data, int vcpu)
    {
        MachineDriver vm = lab.With(Elsewhere);
        vm.Deflect(true);
        Outcome refused = Outcome.Refused(RefusalReason.NoExitPending);
        lab.Same(refused, vm.Complete(vcpu, error, data), "an answer to nothing");
        vm.Access(vcpu, access);
        vm.Complete(vcpu, error, data);
        lab.Same(refused, vm.Complete(vcpu, error, data), "a second answer");
        lab.Same(access.Exit(), vm.Access(vcpu, access), "the next access exits again");
    }

    private static void EveryErrorFaults(Experiment lab)
    {
        MachineDriver vm = lab.With(Elsewhere);
        vm.Deflect(true);
        foreach (GuestMode mode in Enum.GetValues<GuestMode>())
        {
            foreach (GuestAccess access in new[] { Accesses.Read(Msr.Star), Accesses.Write(Msr.Star, 7) })
            {
                for (int error = 0; error <= byte.MaxValue; error++)
                {
                    GuestAccess moded = access with { Mode = mode };
                    Outcome retired = access.IsRead ? Outcome.RetiredRead(5) : Outcome.Retired;
                    vm.Access(1, moded);
                    Outcome expected = error == 0 ? retired : Faults.GeneralProtection(mode);
                    lab.Same(expected, vm.Complete(1, (byte)error, 5), "the answer with an error");
                    int rip = error == 0 ? moded.InstructionLength : 0;
                    lab.Same(rip, vm.View(1, 0).Registers.RipOffset, "where RIP stands");
                }
            }
        }
    }

    private static void OneAtATime(Experiment lab, GuestAccess first, GuestAccess second, int vcpu)
    {
        MachineDriver vm = lab.With(Elsewhere);
        vm.Deflect(true);
        vm.Access(vcpu, first);
        View before = vm.View(vcpu, 0);
        lab.Same(Outcome.Refused(RefusalReason.ExitPending), vm.Access(vcpu, second), "a second access");
        lab.Same(before, vm.View(vcpu, 0), "the state after it");
        MachineDriver alone = lab.With(Elsewhere);
        alone.Deflect(true);
        lab.Same(alone.Access(1 - vcpu, second), vm.Access(1 - vcpu, second), "the other vCPU");
    }

    private static void ProgramOrder(Experiment lab, AskedRange[] ranges, GuestAccess[] program)
    {
        MachineDriver plain = lab.With(ranges);
        MachineDriver deflecting = lab.With(ranges);
        deflecting.Deflect(true);
        foreach (GuestAccess access in program)
        {
            Outcome faulting = plain.Access(0, access);
            Outcome outcome = deflecting.Access(0, access);
            lab.Same(faulting.Kind == OutcomeKind.Fault, outcome.Kind == OutcomeKind.Exit, "one exit for each failure");
            if (outcome.Kind == OutcomeKind.Exit)
            {
                lab.Same(access.Exit(), outcome, "the exit is that of the access");
                deflecting.Complete(0, 0, 0);
            }
        }
    }

    private static void Enabling(Experiment lab, uint capability, uint flags, ulong argument)
    {
        MachineDriver vm = lab.Fresh();
        foreach (uint asked in new[] { capability, Capability.UserSpaceMsr, Capability.AddMsrAllowlist })
        {
            foreach (bool before in new[] { false, true })
            {
                lab.Same(Outcome.Success, vm.Deflect(before), "setting deflection");
                lab.Same(before, vm.View().UserSpaceMsr, "deflection as set");
                bool valid = flags == 0 && asked == Capability.UserSpaceMsr;
                Outcome expected = valid ? Outcome.Success : Outcome.Error(Errno.EINVAL);
                Outcome outcome = vm.Do(new Command.EnableCapability(asked, flags, argument));
                lab.Same(expected, outcome, "KVM_ENABLE_CAP");
                lab.Same(valid ? argument != 0 : before, vm.View().UserSpaceMsr, "deflection afterwards");
            }
        }
    }

    private static void Reporting(Experiment lab, uint other)
    {
        MachineDriver vm = lab.Fresh();
        foreach (uint capability in new[] { other, other % 0x200, Capability.UserSpaceMsr, Capability.AddMsrAllowlist })
        {
            ulong known = capability is Capability.UserSpaceMsr or Capability.AddMsrAllowlist ? 1UL : 0;
            lab.Same(Outcome.Value(known), vm.Do(new Command.CheckCapability(capability)), $"capability {capability}");
        }
    }
}
