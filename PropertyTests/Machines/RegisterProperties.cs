using CsCheck;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>What RDMSR and WRMSR do to the registers, and what faults leave of them.</summary>
public static class RegisterProperties
{
    private const ulong LongMode = (ulong)(EferBits.LongModeEnable | EferBits.LongModeActive);

    private static readonly Gen<(AccessFlags Type, GuestMode Mode, InstructionForm Form)> Instructions =
        Gens.Direction.Select(
            Gens.Mode, Gen.OneOf(InstructionForm.Plain, InstructionForm.UpperHalvesSet, InstructionForm.Prefixed),
            (type, mode, form) => (type, mode, form));

    /// <summary>Writes that fail, each for a reason of its own.</summary>
    private static readonly (uint Index, ulong Value, string Why)[] InvalidWrites =
    [
        (Msr.Xss,              1,                           "a reserved bit"),
        (Msr.SpecCtrl,         8,                           "a reserved bit"),
        (Msr.TscAux,           0x1_00000000,                "a reserved upper half"),
        (Msr.SyscallMask,      0x1_00000000,                "a reserved upper half"),
        (Msr.ApicBase,         1,                           "a reserved bit"),
        (Msr.Efer,             2,                           "a reserved bit"),
        (Msr.PredCmd,          2,                           "a reserved bit of a command"),
        (Msr.Lstar,            0x00008000_00000000,         "a non-canonical address"),
        (Msr.FsBase,           0xFFFF7FFF_FFFFFFFF,         "a non-canonical address"),
        (Msr.SysenterEip,      0x80000000_00000000,         "a non-canonical address"),
        (Msr.Pat,              0x02,                        "an invalid memory type"),
        (Msr.MtrrDefType,      0x02,                        "an invalid memory type"),
        (Msr.MtrrDefType,      0x106,                       "a reserved bit between others"),
        (Msr.MtrrDefType,      0x1006,                      "a reserved bit above all others"),
        (Msr.MtrrFix64K00000,  0x07,                        "a memory type of page attributes only"),
        (Msr.Pat,              0x03070406_00070406,         "an invalid memory type in the last byte"),
        (Msr.Efer,             0x1D00,                      "a reserved bit beside others"),
        (Msr.Lstar,            0xFFFF7FFF_FFFFFFFF,         "the last non-canonical address"),
        (Msr.ApicBase,         0x100_FEE00900,              "a reserved bit above the address"),
        (Msr.McgCtl,           1,                           "neither all zeros nor all ones"),
        (Msr.McgCtl,           0xFFFFFFFF,                  "all ones in one half alone"),
        (Msr.Mc0Ctl,           ~0x400UL,                    "all ones but one"),
        (Msr.Mc0Ctl + 1,       1,                           "a status that is not zero"),
        (Msr.MtrrCap,          0x508,                       "a read-only register"),
        (Msr.McgCap,           0x10A,                       "a read-only register"),
        (Msr.PlatformId,       0,                           "a register of the host"),
        (Msr.FeatureControl,   1,                           "a register of the host"),
        (0xDEADBEEF,           0,                           "no register"),
        (0x1D9,                0,                           "DEBUGCTL, which this processor lacks"),
    ];

    public static IReadOnlyList<MachineProperty> All { get; } =
    [
        MachineProperty.ForAll(
            "A_read_that_retires_loads_the_halves_of_the_value_and_nothing_else",
            Gens.PlainMsr.Select(Gens.Value, Instructions, Gens.Vcpu), ReadLoads) with
        {
            Consequences = [43],
            Covers = ["guest.read-loads-edx-eax", "guest.the-index-is-ecx", "exits.host-write-sets-the-msr"],
            Kills = ["upper-halves-kept", "rip-off-by-one", "host-write-reaches-the-first"],
        },
        MachineProperty.ForAll(
            "A_write_that_retires_stores_the_value_and_leaves_the_registers",
            Gens.PlainMsr.Select(Gens.Value, Instructions, Gens.Vcpu), WriteStores) with
        {
            Consequences = [43],
            Covers = ["guest.write-stores-edx-eax", "exits.host-read-returns-the-msr"],
            Kills = ["rip-off-by-one"],
        },
        MachineProperty.ForAll(
            "The_guest_cannot_tell_a_denied_MSR_from_one_that_is_not_there",
            Instructions.Select(Gens.PlainMsr, Gens.AbsentMsr, Gens.Value), DenialLooksLikeAbsence) with
        {
            Consequences = [41],
            Covers = ["guest.failure-is-GP", "guest.fault-leaves-the-registers", "guest.absent-msr-fails"],
            Kills = ["denial-is-an-error"],
        },
        MachineProperty.ForAll(
            "A_fault_leaves_registers_and_MSRs_and_pushes_an_error_code_as_the_mode_does",
            Gens.Access.Select(Gens.Vcpu), FaultIsPrecise) with
        {
            Consequences = [41],
            Covers =
            [
                "guest.fault-leaves-the-registers", "guest.error-code-by-mode", "guest.only-writes-change-msrs",
            ],
            Kills = ["fault-clobbers-rax", "real-mode-error-code", "lock-is-gp", "denial-is-an-error"],
        },
        MachineProperty.ForAll(
            "A_denied_write_stores_nothing",
            Gens.PlainMsr.Select(Gens.Value, Gens.Value, Gens.Vcpu), DeniedWriteStoresNothing) with
        {
            Consequences = [37],
            Covers = ["guest.denial-touches-no-msr"],
            Kills = ["denied-write-stores"],
        },
        MachineProperty.ForAll(
            "An_access_of_one_vCPU_changes_nothing_of_the_other",
            Gens.Access.Array[1, 9].Select(Gens.Vcpu), VcpusAreSeparate) with
        {
            Covers = ["guest.msrs-belong-to-one-vcpu"],
            Kills = ["vcpu-crosstalk"],
        },
        MachineProperty.Always("An_invalid_write_fails_and_stores_nothing", InvalidWritesFail) with
        {
            Covers = ["guest.invalid-value-fails", "guest.read-only-and-write-only-msrs-fail-otherwise"],
            Kills =
            [
                "reserved-bits-accepted", "mtrr-default-type-reserved-bits-accepted", "bank-control-without-bit-10",
                "all-ones-of-32-bits", "pat-type-3-accepted", "fixed-mtrr-type-7-accepted",
                "svme-accepted-beside-lme", "low-canonical-half-too-long", "high-canonical-half-too-long",
                "tsc-aux-cut", "physical-bit-40-accepted", "debug-control-ignored",
            ],
        },
        MachineProperty.Always("Each_bit_of_a_mask_is_taken_alone", EachBitIsTaken) with
        {
            Covers = ["guest.write-stores-edx-eax"],
            Kills = ["ssbd-refused"],
        },
        MachineProperty.ForAll("A_guest_can_clear_what_the_host_has_set", Gens.Vcpu, GuestClears) with
        {
            Covers = ["guest.write-stores-edx-eax"],
            Kills = ["bank-status-not-cleared"],
        },
        MachineProperty.ForAll("Real_mode_has_no_rings", Gens.PlainMsr.Select(Gens.Vcpu), NoRings) with
        {
            Covers = ["guest.read-loads-edx-eax", "guest.write-stores-edx-eax"],
            Kills = ["real-mode-has-rings"],
        },
        MachineProperty.Always("The_host_cannot_write_what_is_read_only_not_even_as_it_is", ReadOnly) with
        {
            Covers = ["exits.host-write-sets-the-msr"],
            Kills = ["read-only-takes-what-it-holds"],
        },
        MachineProperty.Always("A_write_only_MSR_takes_its_command_and_cannot_be_read", WriteOnly) with
        {
            Covers =
            [
                "guest.read-only-and-write-only-msrs-fail-otherwise", "exits.host-read-returns-the-msr",
                "exits.host-write-sets-the-msr",
            ],
            Kills = ["command-msr-readable"],
        },
        MachineProperty.ForAll("What_the_host_writes_it_reads", Gens.Value, HostReadsWhatItWrote) with
        {
            Covers = ["exits.host-read-returns-the-msr", "exits.host-write-sets-the-msr"],
            Kills = ["host-write-refused"],
        },
        MachineProperty.Always("LME_cannot_be_changed_while_paging_is_on_and_LMA_never", EferInterlock) with
        {
            Covers = ["guest.efer-lme-is-fixed-while-paging"],
            Kills = ["efer-interlock-missing", "lma-writable"],
        },
        MachineProperty.ForAll(
            "The_mode_of_an_access_shows_in_EFER_and_changes_nothing_else_of_it",
            Gens.Mode.Array[1, 6].Select(Gen.OneOf(0UL, 1UL, 0x801UL)), ModeSetsEfer) with
        {
            Covers = ["guest.entering-a-mode-sets-efer"],
            Kills = ["mode-does-not-set-efer"],
        },
        MachineProperty.ForAll("Time_stands_still", Gens.Value.Select(Gens.Access.Array[0, 9]), TimeStandsStill) with
        {
            Covers = ["guest.time-stands-still"],
            Kills = ["time-stamp-ticks"],
        },
    ];

    private static void ReadLoads(
        Experiment lab, uint index, ulong value, (AccessFlags, GuestMode Mode, InstructionForm Form) how, int vcpu)
    {
        MachineDriver vm = lab.Fresh();
        lab.Same(Outcome.Success, vm.HostWrite(vcpu, index, value), "the host writes");
        GuestAccess read = Accesses.Read(index) with { Mode = how.Mode, Form = how.Form };
        lab.Same(Outcome.RetiredRead(value), vm.Access(vcpu, read), "the guest reads");
        GuestRegisters expected = new((uint)value, read.RegistersBefore.Rcx, value >> 32, read.InstructionLength);
        lab.Same(expected, vm.View(vcpu, index).Registers, "the registers");
    }

    private static void WriteStores(
        Experiment lab, uint index, ulong value, (AccessFlags, GuestMode Mode, InstructionForm Form) how, int vcpu)
    {
        MachineDriver vm = lab.Fresh();
        GuestAccess write = Accesses.Write(index, value) with { Mode = how.Mode, Form = how.Form };
        lab.Same(Outcome.Retired, vm.Access(vcpu, write), "the guest writes");
        GuestRegisters expected = write.RegistersBefore with { RipOffset = write.InstructionLength };
        lab.Same(expected, vm.View(vcpu, index).Registers, "the registers");
        lab.Same(Outcome.Value(value), vm.HostRead(vcpu, index), "the host reads");
        lab.Same(value, vm.View(vcpu, index).MsrValue, "what the view shows");
    }

    private static void DenialLooksLikeAbsence(
        Experiment lab, (AccessFlags Type, GuestMode Mode, InstructionForm Form) how, uint present, uint absent,
        ulong value)
    {
        MachineDriver denying = lab.With(AskedRange.Full(AccessFlags.ReadWrite, 0x12345678, 1));
        MachineDriver free = lab.Fresh();
        GuestAccess access = Accesses.Of(how.Type, present, value) with { Mode = how.Mode, Form = how.Form };
        Outcome denied = denying.Access(0, access);
        Outcome missing = free.Access(0, access with { Index = absent });
        lab.Same(missing, denied, "the outcome");
        GuestRegisters left = denying.View().Registers;
        GuestRegisters right = free.View().Registers;
        lab.Same(right with { Rcx = 0 }, left with { Rcx = 0 }, "the registers");
    }

    private static void FaultIsPrecise(Experiment lab, GuestAccess access, int vcpu)
    {
        MachineDriver vm = lab.With(AskedRange.Full(AccessFlags.ReadWrite, 0x12345678, 1));
        vm.HostWrite(vcpu, Msr.Star, 1);
        Outcome outcome = vm.Access(vcpu, access);
        lab.Same(OutcomeKind.Fault, outcome.Kind, "a denied access faults");
        lab.Same(1UL, vm.View(vcpu, Msr.Star).MsrValue, "what STAR holds");
        bool pushesCode = access.Form != InstructionForm.Lock && access.Mode != GuestMode.Real16;
        lab.Same(pushesCode, outcome.HasErrorCode, "whether an error code is pushed");
        lab.Same(0UL, outcome.Data, "the error code");
        Vector vector = access.Form == InstructionForm.Lock ? Vector.InvalidOpcode : Vector.GeneralProtection;
        lab.Same((uint)vector, outcome.Code, "the vector");
        lab.Same(access.RegistersBefore, vm.View(vcpu, access.Index).Registers, "the registers");
    }

    private static void DeniedWriteStoresNothing(Experiment lab, uint index, ulong held, ulong value, int vcpu)
    {
        MachineDriver vm = lab.With(AskedRange.Full(AccessFlags.Read, index, 1));
        vm.HostWrite(vcpu, index, held);
        vm.Access(vcpu, Accesses.Write(index, value));
        lab.Same(Outcome.Value(held), vm.HostRead(vcpu, index), "the host reads what it wrote");
        lab.Same(Outcome.RetiredRead(held), vm.Access(vcpu, Accesses.Read(index)), "the guest reads it too");
    }

    private static void VcpusAreSeparate(Experiment lab, GuestAccess[] accesses, int vcpu)
    {
        MachineDriver vm = lab.Fresh();
        int other = 1 - vcpu;
        vm.Access(other, Accesses.Read(Msr.Star));
        foreach (GuestAccess access in accesses)
        {
            View before = vm.View(other, access.Index);
            vm.Access(vcpu, access);
            lab.Same(before, vm.View(other, access.Index), $"what vCPU {other} shows");
        }
    }

    private static void InvalidWritesFail(Experiment lab)
    {
        foreach ((uint index, ulong value, string why) in InvalidWrites)
        {
            MachineDriver vm = lab.Fresh();
            GuestAccess write = Accesses.Write(index, value) with { Mode = GuestMode.Protected32 };
            View before = vm.View(0, index);
            Outcome fault = Faults.GeneralProtection(write.Mode);
            lab.Same(fault, vm.Access(0, write), $"writing 0x{value:x} to 0x{index:x} ({why})");
            lab.Same(before.MsrValue, vm.View(0, index).MsrValue, $"MSR 0x{index:x} afterwards ({why})");
        }
    }

    private static void WriteOnly(Experiment lab)
    {
        foreach (uint index in new[] { Msr.PredCmd, Msr.FlushCmd })
        {
            MachineDriver vm = lab.Fresh();
            lab.Same(Outcome.Retired, vm.Access(0, Accesses.Write(index, 1)), "a command");
            lab.Same(OutcomeKind.Fault, vm.Access(0, Accesses.Read(index)).Kind, "the guest reads it");
            lab.Same(Outcome.Unprocessed, vm.HostRead(0, index), "the host reads it");
            lab.Same(Outcome.Success, vm.HostWrite(0, index, 1), "the host commands");
            lab.Same(Outcome.Unprocessed, vm.HostWrite(0, index, 2), "the host writes a reserved bit");
        }
    }

    private static void EachBitIsTaken(Experiment lab)
    {
        foreach (MsrRow row in MsrTable.Rows.Where(row => row.Rule == MsrRules.Masked))
        {
            MachineDriver vm = lab.Fresh();
            for (ulong rest = row.Mask; rest != 0; rest &= rest - 1)
            {
                ulong bit = rest & ~(rest - 1);
                lab.Same(Outcome.Retired, vm.Access(0, Accesses.Write(row.Index, bit)), $"0x{row.Index:x} = 0x{bit:x}");
                lab.Same(Outcome.Value(bit), vm.HostRead(0, row.Index), $"MSR 0x{row.Index:x}");
            }
        }
    }

    private static void GuestClears(Experiment lab, int vcpu)
    {
        foreach (MsrRow row in MsrTable.Rows.Where(row => row.Rule == MsrRules.GuestZero))
        {
            MachineDriver vm = lab.Fresh();
            lab.Same(Outcome.Success, vm.HostWrite(vcpu, row.Index, 0x1234), $"the host sets 0x{row.Index:x}");
            lab.Same(Outcome.Retired, vm.Access(vcpu, Accesses.Write(row.Index, 0)), $"0x{row.Index:x} = 0");
            lab.Same(Outcome.Value(0), vm.HostRead(vcpu, row.Index), $"MSR 0x{row.Index:x}");
        }
    }

    private static void NoRings(Experiment lab, uint index, int vcpu)
    {
        MachineDriver vm = lab.Fresh();
        foreach (Privilege privilege in Enum.GetValues<Privilege>())
        {
            GuestAccess write = Accesses.Write(index, (ulong)privilege);
            GuestAccess read = Accesses.Read(index);
            foreach (GuestAccess access in new[] { write, read })
            {
                OutcomeKind kind = vm.Access(vcpu, access with { Mode = GuestMode.Real16, Privilege = privilege }).Kind;
                lab.Demand(kind is OutcomeKind.Retired or OutcomeKind.RetiredRead, $"{access} retires at {privilege}");
            }
        }
    }

    private static void ReadOnly(Experiment lab)
    {
        foreach (uint index in new[] { Msr.MtrrCap, Msr.McgCap })
        {
            MachineDriver vm = lab.Fresh();
            Outcome held = vm.HostRead(1, index);
            foreach (ulong value in new[] { held.Data, 0UL })
            {
                lab.Same(Outcome.Unprocessed, vm.HostWrite(1, index, value), $"writing 0x{value:x} to 0x{index:x}");
                lab.Same(held, vm.HostRead(1, index), $"MSR 0x{index:x} afterwards");
            }
        }
    }

    private static void HostReadsWhatItWrote(Experiment lab, ulong value)
    {
        MachineDriver vm = lab.Fresh();
        lab.Same(Outcome.Success, vm.HostWrite(0, Msr.Star, value), "STAR takes any value");
        lab.Same(Outcome.Value(value), vm.HostRead(0, Msr.Star), "STAR afterwards");
    }

    private static void EferInterlock(Experiment lab)
    {
        const ulong Enable = (ulong)EferBits.LongModeEnable;
        MachineDriver vm = lab.Fresh();
        GuestAccess clear = Accesses.Write(Msr.Efer, 0);
        lab.Same(Faults.GeneralProtection(GuestMode.Long64), vm.Access(0, clear), "clearing LME while paging is on");
        lab.Same(Outcome.Value(LongMode), vm.HostRead(0, Msr.Efer), "EFER afterwards");
        lab.Same(Outcome.Retired, vm.Access(0, Accesses.Write(Msr.Efer, Enable)), "clearing LMA");
        lab.Same(Outcome.Value(LongMode), vm.HostRead(0, Msr.Efer), "LMA stays");
        GuestAccess set = Accesses.Write(Msr.Efer, LongMode) with { Mode = GuestMode.Protected32 };
        lab.Same(Outcome.Retired, vm.Access(0, set), "setting LME while paging is off");
        lab.Same(Outcome.Value(Enable), vm.HostRead(0, Msr.Efer), "LMA stays clear");
    }

    private static void ModeSetsEfer(Experiment lab, GuestMode[] modes, ulong others)
    {
        MachineDriver vm = lab.Fresh();
        vm.HostWrite(0, Msr.Efer, others);
        foreach (GuestMode mode in modes)
        {
            vm.Access(0, Accesses.Read(Msr.Star) with { Mode = mode });
            ulong expected = others | (mode == GuestMode.Long64 ? LongMode : 0);
            lab.Same(Outcome.Value(expected), vm.HostRead(0, Msr.Efer), $"EFER in {mode}");
        }
    }

    private static void TimeStandsStill(Experiment lab, ulong time, GuestAccess[] accesses)
    {
        MachineDriver vm = lab.Fresh();
        vm.HostWrite(0, Msr.Tsc, time);
        foreach (GuestAccess access in accesses.Where(access => access.Index != Msr.Tsc))
        {
            vm.Access(0, access);
        }

        lab.Same(Outcome.RetiredRead(time), vm.Access(0, Accesses.Read(Msr.Tsc)), "the time-stamp counter");
    }
}
