using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Machines.Execution;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>
/// Accesses that leave the wrong registers, raise the wrong fault or reach the wrong MSR: each without guest code, and
/// on the core, whose registers and faults are not assumed but come of instructions.
/// </summary>
internal static class RegisterMutants
{
    private const string Family = "registers";
    private const ulong BusyBit = 1 << 12;
    private const ulong Reserved = 1 << 13;
    private const ulong UpperHalf = ~(ulong)uint.MaxValue;

    /// <summary>The mutants of this family.</summary>
    internal static IReadOnlyList<Mutant> Rows { get; } =
    [
        Cpu("upper-halves-kept", cpu => new ExecutorMutant(cpu) { Aftermath = KeepUpperHalves },
            "RDMSR in 64-bit mode keeps bits 63:32 of RAX and RDX."),
        Cpu("rip-off-by-one", cpu => new ExecutorMutant(cpu) { Aftermath = SkipOneMore },
            "RIP moves one byte too far, like the wrong instruction length before d2f7d49826ae and 906fa90416fd."),
        Cpu("prefix-not-counted-at-completion", cpu => new ExecutorMutant(cpu) { Completion = ForgetPrefix },
            "An access that is completed moves RIP by two, whatever its prefixes."),
        Cpu("only-cpl-3-faults", cpu => new ExecutorMutant(cpu) { Misreading = RingsAreTheKernel },
            "An access at CPL 1 or 2 is taken for one of the kernel."),
        Cpu("prefixed-access-at-cpl-1-is-the-kernels",
            cpu => new ExecutorMutant(cpu) { Misreading = PrefixedIsTheKernel },
            "In protected mode an access at CPL 1 with a prefix is taken for one of the kernel."),
        Cpu("lock-is-gp", cpu => new ExecutorMutant(cpu) { Answer = GeneralProtectionForLock },
            "A LOCK prefix raises #GP instead of #UD."),
        Cpu("real-mode-error-code", cpu => new ExecutorMutant(cpu) { Answer = PushErrorCode },
            "#GP in real mode pushes an error code."),
        Cpu("fault-clobbers-rax", cpu => new ExecutorMutant(cpu) { Aftermath = ClearRax },
            "A faulting access has cleared RAX before it faults."),
        Port("denied-write-stores", cpu => new PortMutant(cpu) { Store = StoreAnyway },
            "A denied write reaches the MSR before it fails, akin to the TSC_DEADLINE fast path of 0a94b2042419."),
        Port("vcpu-crosstalk", cpu => new PortMutant(cpu) { Store = StoreInTheFirst },
            "A write goes to the MSRs of vCPU 0, whichever vCPU executes it."),
        Row("host-is-filtered",
            parts => parts.Around((machine, _) =>
                new MachineMutant(machine) { Instead = command => FilterHost(parts, command) }),
            "KVM_GET_MSRS and KVM_SET_MSRS ask the allowlist, as accesses not made by a guest did until ac8d6cad3c7b."),
        Port("reserved-bits-accepted", cpu => new PortMutant(cpu) { Store = DropReservedBits },
            "A write of EFER with reserved bits set succeeds and drops them."),
        Port("mtrr-default-type-reserved-bits-accepted", cpu => new PortMutant(cpu) { Store = DropReservedMtrrBits },
            "A write of MTRR_DEF_TYPE with reserved bits set succeeds and drops them."),
        Row("host-write-reaches-the-first",
            parts => parts.Around((machine, _) => new MachineMutant(machine) { Misreading = WriteToTheFirst }),
            "KVM_SET_MSRS sets the MSR of vCPU 0, whichever vCPU it is for."),
        Row("msr-survives-its-vm",
            parts => parts.Around((machine, _) => new MachineMutant(machine)
            {
                Instead = command => DestroyButStar(machine, command),
            }),
            "The STAR of vCPU 1 keeps its value when the VM ends: the next VM begins with it."),
        Port("lma-writable", cpu => new PortMutant(cpu) { Store = StoreLma },
            "A guest's write of EFER sets LMA as it is written."),
        Row("host-write-refused",
            parts => parts.Around((machine, _) => new MachineMutant(machine) { Instead = RefuseHostWrite }),
            "KVM_SET_MSRS refuses every value that has bit 63 set."),
        Port("efer-interlock-missing", cpu => new PortMutant(cpu) { Store = StoreEferAsHost },
            "A guest may change EFER.LME while paging is on."),
        Port("apic-mode-in-one-step", cpu => new PortMutant(cpu) { Store = StoreApicBaseAsHost },
            "A guest goes from a disabled APIC to x2APIC mode in one step, or back from there to xAPIC mode."),
        Port("interrupt-command-in-any-mode", cpu => new PortMutant(cpu) { Answer = ReadInterruptCommand },
            "The interrupt command register of the x2APIC reads as zero in the other modes."),
        Port("busy-interrupt-is-refused", cpu => new PortMutant(cpu) { Store = RefuseBusy },
            "An interrupt command with bit 12 set, busy, is refused, as by a processor of AMD."),
        Row("mode-does-not-set-efer", parts => parts.Executors(WithoutModeSwitch),
            "Entering a mode leaves EFER.LME and EFER.LMA as they are."),
        Cpu("index-from-rcx", cpu => new ExecutorMutant(cpu)
            {
                Misreading = AskAboutRcx, Answer = NameEcx, Aftermath = KeepRcx,
            },
            "The list is asked about RCX, and no range covers what has bits above 31 set."),
        Port("command-msr-readable", cpu => new PortMutant(cpu) { Answer = ReadCommands },
            "A guest reads zero from the write-only PRED_CMD and FLUSH_CMD."),
        Cpu("real-mode-has-rings", cpu => new ExecutorMutant(cpu)
            {
                Misreading = RealModeIsProtected, Answer = WithoutErrorCode,
            },
            "An access in real mode at a CPL other than 0 raises #GP, though real mode has no rings."),
        Row("fresh-vcpu-has-run",
            parts => parts.Around((machine, _) => new MachineMutant(machine)
            {
                Instead = command => DestroyAndRun(machine, command),
            }),
            "The first vCPU of a VM that takes another's place has run an access already: its registers are set."),
        Cpu("time-stamp-ticks", cpu => new ExecutorMutant(cpu) { Prelude = Tick },
            "The time-stamp counter moves on by one with every access of its vCPU."),
    ];

    private static Mutant Cpu(string name, Func<MutantCpu, ExecutorMutant> make, string defect) =>
        Row(name, parts => parts.Executors(make), defect);

    /// <summary>A mutant with a defect between RDMSR or WRMSR and the registers.</summary>
    internal static Mutant Port(string name, Func<MutantCpu, PortMutant> make, string defect) =>
        Row(name, parts => parts.Ports(make), defect);

    /// <summary>A mutant of this family.</summary>
    internal static Mutant Row(string name, Func<MutantParts, IMachine> assemble, string defect) =>
        new(name, Family, defect, () => assemble(MutantParts.WithoutGuestCode()))
        {
            OnTheCore = new Mutant(
                $"{name}-on-core", Family, $"On the core: {defect}", () => assemble(MutantParts.OnTheCore())),
        };

    private static GuestRegisters KeepUpperHalves(GuestAccess access, Outcome outcome, GuestRegisters registers)
    {
        GuestRegisters before = access.RegistersBefore;
        return outcome.Kind == OutcomeKind.RetiredRead && access.Mode == GuestMode.Long64
            ? registers with
            {
                Rax = (before.Rax & UpperHalf) | registers.Rax,
                Rdx = (before.Rdx & UpperHalf) | registers.Rdx,
            }
            : registers;
    }

    private static GuestRegisters SkipOneMore(GuestAccess access, Outcome outcome, GuestRegisters registers) =>
        outcome.Kind is OutcomeKind.Retired or OutcomeKind.RetiredRead
            ? registers with { RipOffset = registers.RipOffset + 1 }
            : registers;

    private static GuestRegisters ClearRax(GuestAccess access, Outcome outcome, GuestRegisters registers) =>
        outcome.Kind == OutcomeKind.Fault ? registers with { Rax = 0 } : registers;

    private static GuestRegisters ForgetPrefix(GuestAccess access, Outcome outcome, GuestRegisters registers) =>
        access.Form == InstructionForm.Prefixed && outcome.Kind is (OutcomeKind.Retired or OutcomeKind.RetiredRead)
            ? registers with { RipOffset = registers.RipOffset - 1 }
            : registers;

    private static GuestAccess RingsAreTheKernel(MutantCpu cpu, GuestAccess access) =>
        access.Privilege is Privilege.Ring1 or Privilege.Ring2
            ? access with { Privilege = Privilege.Kernel }
            : access;

    private static GuestAccess PrefixedIsTheKernel(MutantCpu cpu, GuestAccess access) =>
        access is { Privilege: Privilege.Ring1, Form: InstructionForm.Prefixed, Mode: GuestMode.Protected32 }
            ? access with { Privilege = Privilege.Kernel }
            : access;

    private static GuestAccess RealModeIsProtected(MutantCpu cpu, GuestAccess access) =>
        access.Mode == GuestMode.Real16 && access.Privilege != Privilege.Kernel
            ? access with { Mode = GuestMode.Protected32 }
            : access;

    private static Outcome WithoutErrorCode(MutantCpu cpu, GuestAccess access, Outcome outcome) =>
        access.Mode == GuestMode.Real16 && outcome == GuestFaults.GeneralProtection(GuestMode.Protected32)
            ? GuestFaults.GeneralProtection(GuestMode.Real16)
            : outcome;

    private static Outcome GeneralProtectionForLock(MutantCpu cpu, GuestAccess access, Outcome outcome) =>
        access.Form == InstructionForm.Lock && outcome == GuestFaults.InvalidOpcode
            ? GuestFaults.GeneralProtection(access.Mode)
            : outcome;

    private static Outcome PushErrorCode(MutantCpu cpu, GuestAccess access, Outcome outcome) =>
        outcome == GuestFaults.GeneralProtection(GuestMode.Real16)
            ? GuestFaults.GeneralProtection(GuestMode.Protected32)
            : outcome;

    private static MsrAccessResult StoreAnyway(MutantCpu cpu, uint index, ulong value)
    {
        if (!cpu.Allows(index, AccessFlags.Write))
        {
            _ = cpu.Msrs.GuestWrite(index, value);
        }

        return cpu.Gate.Write(index, value);
    }

    private static MsrAccessResult StoreInTheFirst(MutantCpu cpu, uint index, ulong value) =>
        cpu.Machine.Gate(0).Write(index, value);

    private static Outcome? FilterHost(MutantParts parts, Command command)
    {
        bool allowed = command switch
        {
            Command.HostRead read => parts.Allows(read.Index, AccessFlags.Read),
            Command.HostWrite write => parts.Allows(write.Index, AccessFlags.Write),
            _ => true,
        };
        return allowed ? null : Outcome.Unprocessed;
    }

    private static MsrAccessResult DropReservedBits(MutantCpu cpu, uint index, ulong value) =>
        cpu.Gate.Write(index, index == Msr.Efer ? value & (ulong)EferBits.All : value);

    private static MsrAccessResult DropReservedMtrrBits(MutantCpu cpu, uint index, ulong value) =>
        cpu.Gate.Write(index, index == Msr.MtrrDefType ? value & 0xCFF : value);

    private static Command WriteToTheFirst(Command command) =>
        command is Command.HostWrite write ? write with { Vcpu = 0 } : command;

    private static MsrAccessResult StoreLma(MutantCpu cpu, uint index, ulong value)
    {
        MsrAccessResult result = cpu.Gate.Write(index, value);
        const EferBits Both = EferBits.LongModeEnable | EferBits.LongModeActive;
        if (index == Msr.Efer && result == MsrAccessResult.Done && ((EferBits)value & Both) == Both)
        {
            cpu.Msrs.EnterMode(GuestMode.Long64);
        }

        return result;
    }

    private static Outcome? DestroyButStar(IMachine machine, Command command)
    {
        if (command is not Command.DestroyVm)
        {
            return null;
        }

        ulong star = machine.Observe(1, [Msr.Star]).MsrValue;
        Outcome outcome = machine.Step(command);
        _ = machine.Step(new Command.HostWrite(1, Msr.Star, star));
        return outcome;
    }

    private static Outcome? DestroyAndRun(IMachine machine, Command command)
    {
        if (command is not Command.DestroyVm)
        {
            return null;
        }

        Outcome outcome = machine.Step(command);
        GuestAccess access = default(GuestAccess) with { Type = AccessFlags.Read, Mode = GuestMode.Protected32 };
        _ = machine.Step(new Command.Guest(0, access));
        return outcome;
    }

    private static Outcome? RefuseHostWrite(Command command) =>
        command is Command.HostWrite { Value: >= 1UL << 63 } ? Outcome.Unprocessed : null;

    /// <summary>The host is not bound by the interlock.</summary>
    private static MsrAccessResult StoreEferAsHost(MutantCpu cpu, uint index, ulong value)
    {
        bool isLocked = index == Msr.Efer && (cpu.Msrs.Efer & EferBits.LongModeActive) != 0
            && ((cpu.Msrs.Efer ^ (EferBits)value) & EferBits.LongModeEnable) != 0;
        bool isAllowed = isLocked && cpu.Allows(index, AccessFlags.Write);
        return isAllowed && cpu.Msrs.HostWrite(index, value) ? MsrAccessResult.Done : cpu.Gate.Write(index, value);
    }

    private static MsrAccessResult StoreApicBaseAsHost(MutantCpu cpu, uint index, ulong value) =>
        index == Msr.ApicBase && cpu.Allows(index, AccessFlags.Write) && cpu.Msrs.HostWrite(index, value)
            ? MsrAccessResult.Done : cpu.Gate.Write(index, value);

    private static MsrAccessResult ReadInterruptCommand(MutantCpu cpu, uint index, MsrAccessResult result) =>
        index == Msr.X2ApicIcr && cpu.Allows(index, AccessFlags.Read) ? MsrAccessResult.Done : result;

    private static MsrAccessResult RefuseBusy(MutantCpu cpu, uint index, ulong value) =>
        cpu.Gate.Write(index, index == Msr.X2ApicIcr && (value & BusyBit) != 0 ? Reserved : value);

    /// <summary>No MSR stands at the top: an access to it fails as a denied one does.</summary>
    private static GuestAccess AskAboutRcx(MutantCpu cpu, GuestAccess access) =>
        cpu.Machine.HasRanges && access.RegistersBefore.Rcx > uint.MaxValue
            ? access with { Index = uint.MaxValue }
            : access;

    private static Outcome NameEcx(MutantCpu cpu, GuestAccess access, Outcome outcome) =>
        outcome.Kind == OutcomeKind.Exit
            ? Outcome.Exit((ExitReason)outcome.Code, access.Index, outcome.Data)
            : outcome;

    private static GuestRegisters KeepRcx(GuestAccess access, Outcome outcome, GuestRegisters registers) =>
        registers with { Rcx = access.RegistersBefore.Rcx };

    private static MsrAccessResult ReadCommands(MutantCpu cpu, uint index, MsrAccessResult result) =>
        index is Msr.PredCmd or Msr.FlushCmd && cpu.Allows(index, AccessFlags.Read) ? MsrAccessResult.Done : result;

    private static void Tick(MutantCpu cpu)
    {
        if (cpu.Msrs.HostRead(Msr.Tsc, out ulong time))
        {
            _ = cpu.Msrs.HostWrite(Msr.Tsc, unchecked(time + 1));
        }
    }

    /// <summary>An executor that switches the mode of registers that nobody looks at.</summary>
    private static IGuestExecutor WithoutModeSwitch(MutantCpu cpu) =>
        cpu.Execution(cpu.Gate, new MsrFile(cpu.Number));
}
