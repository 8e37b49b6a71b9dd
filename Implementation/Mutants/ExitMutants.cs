using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>Exits to user space, and their completions, that go wrong.</summary>
internal static class ExitMutants
{
    private const string Family = "exits";

    /// <summary>The mutants of this family.</summary>
    internal static IReadOnlyList<Mutant> Rows { get; } =
    [
        Cpu("read-exit-leaks-rax", cpu => new ExecutorMutant(cpu) { Answer = LeakRax },
            "The exit of a read shows what RAX holds instead of zero."),
        Cpu("write-exit-truncates", cpu => new ExecutorMutant(cpu) { Answer = TruncateData },
            "The exit of a write shows EAX alone."),
        Cpu("only-error-1-faults", cpu => new ExecutorMutant(cpu) { Error = OnlyOne },
            "A completion faults only if its error is exactly 1."),
        Cpu("error-sign-bit-ignored", cpu => new ExecutorMutant(cpu) { Error = WithoutSign },
            "A completion whose error has its highest bit alone does not fault."),
        Cpu("completion-asks-again", cpu => new ExecutorMutant(cpu) { Error = AskAgain },
            "The allowlist is asked again when an exit is completed, like the check that e750f8539128 took out."),
        Port("only-denials-are-deflected", cpu => new PortMutant(cpu)
            {
                Answer = (port, index, result) => DenialOnly(port, index, AccessFlags.Read, result),
                Store = (port, index, value) =>
                    DenialOnly(port, index, AccessFlags.Write, port.Gate.Write(index, value)),
            },
            "An allowed access that fails raises #GP instead of leaving to user space."),
        Cpu("user-mode-exits", cpu => new ExecutorMutant(cpu) { Misreading = FilterBeforePrivilege },
            "The allowlist is asked before the privilege level: a denied access above CPL 0 leaves to user space."),
        Around("enable-with-flags-accepted", machine => new MachineMutant(machine) { Misreading = WithoutFlags },
            "The flags word of KVM_ENABLE_CAP is ignored, as undefined argument bits were before cf5029d5dd7c."),
        Around("only-enable-flag-0-refused", machine => new MachineMutant(machine) { Misreading = OnlyFlag0 },
            "Of the flags word of KVM_ENABLE_CAP only bit 0 is looked at."),
        Around("enable-flag-5-accepted", machine => new MachineMutant(machine) { Misreading = WithoutFlag5 },
            "Bit 5 of the flags word of KVM_ENABLE_CAP is ignored."),
        Around("all-enable-flags-accepted", machine => new MachineMutant(machine) { Misreading = WithoutAllFlags },
            "The flags word of KVM_ENABLE_CAP is compared with one more than it, in 32 bits: all ones are none."),
        Around("quirks-can-be-disabled", machine => new MachineMutant(machine) { Instead = DisableQuirks },
            "KVM_ENABLE_CAP takes KVM_CAP_DISABLE_QUIRKS (116) too, as KVM's own does."),
        Around("capabilities-by-16-bits", machine => new MachineMutant(machine) { Misreading = NumbersOf16Bits },
            "The number of a capability is cut to 16 bits."),
        Around("enable-cannot-disable", machine => new MachineMutant(machine) { Instead = KeepEnabled },
            "Enabling the capability with a zero argument leaves deflection on."),
        new("completion-left-pending", Family,
            "A completed exit stays pending, so that it can be completed once more.",
            () => MutantParts.WithoutGuestCode().Around((machine, parts) => new PendingExitMutant(machine, parts))),
        Cpu("denial-is-an-error", cpu => new ExecutorMutant(cpu) { Answer = FailTheRun },
            "A denied write makes KVM_RUN fail with EPERM, as between 7dffecaf4eab and cc4cb017678a."),
        Around("access-runs-at-an-exit", machine => new MachineMutant(machine)
            {
                Instead = command => RunOn(machine, command),
            },
            "A vCPU that stands at an exit executes the next access and forgets the exit."),
        Around("allowlist-not-reported", machine => new MachineMutant(machine) { Instead = HideAllowlist },
            "KVM_CHECK_EXTENSION does not know KVM_CAP_ADD_MSR_ALLOWLIST."),
        Around("every-capability-reported", machine => new MachineMutant(machine) { Instead = ReportAny },
            "KVM_CHECK_EXTENSION returns 1 for every number."),
        Around("enabling-is-reported", machine => new MachineMutant(machine) { Instead = ReportEnabling },
            "KVM_CHECK_EXTENSION returns 1 for KVM_CAP_ENABLE_CAP_VM (98) too, as KVM's own does."),
    ];

    private static Mutant Cpu(string name, Func<MutantCpu, ExecutorMutant> make, string defect) =>
        new(name, Family, defect, () => MutantParts.WithoutGuestCode().Executors(make));

    private static Mutant Port(string name, Func<MutantCpu, PortMutant> make, string defect) =>
        new(name, Family, defect, () => MutantParts.WithoutGuestCode().Ports(make));

    private static Mutant Around(string name, Func<IMachine, MachineMutant> make, string defect) =>
        new(name, Family, defect, () => MutantParts.WithoutGuestCode().Around((machine, _) => make(machine)));

    private static Outcome LeakRax(MutantCpu cpu, GuestAccess access, Outcome outcome) =>
        outcome.Kind == OutcomeKind.Exit && access.IsRead
            ? Outcome.Exit(ExitReason.ReadMsr, access.Index, access.RegistersBefore.Rax)
            : outcome;

    private static Outcome TruncateData(MutantCpu cpu, GuestAccess access, Outcome outcome) =>
        outcome.Kind == OutcomeKind.Exit && !access.IsRead
            ? Outcome.Exit(ExitReason.WriteMsr, access.Index, (uint)access.Value)
            : outcome;

    private static byte OnlyOne(MutantCpu cpu, GuestAccess access, byte error) => (byte)(error == 1 ? 1 : 0);

    private static byte AskAgain(MutantCpu cpu, GuestAccess access, byte error) =>
        cpu.Allows(access.Index, access.Type) ? error : (byte)1;

    private static MsrAccessResult DenialOnly(MutantCpu cpu, uint index, AccessFlags type, MsrAccessResult result) =>
        result == MsrAccessResult.Exit && cpu.Allows(index, type) ? MsrAccessResult.Fault : result;

    /// <summary>A denied access cannot change anything, so it may run as if the kernel had made it.</summary>
    private static GuestAccess FilterBeforePrivilege(MutantCpu cpu, GuestAccess access) =>
        cpu.Gate.Deflected != MsrExitReasons.None && !cpu.Allows(access.Index, access.Type)
            ? access with { Privilege = Privilege.Kernel }
            : access;

    private static Command WithoutFlags(Command command) =>
        command is Command.EnableCapability enable ? enable with { Flags = 0 } : command;

    private static byte WithoutSign(MutantCpu cpu, GuestAccess access, byte error) =>
        (byte)(error & (byte)sbyte.MaxValue);

    private static Command OnlyFlag0(Command command) =>
        command is Command.EnableCapability enable ? enable with { Flags = enable.Flags & 1 } : command;

    private static Command WithoutFlag5(Command command) =>
        command is Command.EnableCapability enable ? enable with { Flags = enable.Flags & ~(1u << 5) } : command;

    private static Command WithoutAllFlags(Command command) =>
        command is Command.EnableCapability { Flags: uint.MaxValue } enable ? enable with { Flags = 0 } : command;

    private static Outcome? DisableQuirks(Command command) =>
        command is Command.EnableCapability { Capability: 116 } ? Outcome.Success : null;

    private static Command NumbersOf16Bits(Command command) => command switch
    {
        Command.EnableCapability enable => enable with { Capability = (ushort)enable.Capability },
        Command.CheckCapability check => new Command.CheckCapability((ushort)check.Capability),
        _ => command,
    };

    private static Outcome? KeepEnabled(Command command) =>
        command is Command.EnableCapability { Capability: Capability.UserSpaceMsr, Flags: 0, Argument: 0 }
            ? Outcome.Success
            : null;

    /// <summary>Completing the exit with an error changes nothing but that it is over.</summary>
    private static Outcome? RunOn(IMachine machine, Command command)
    {
        if (command is not Command.Guest guest || !machine.Observe(guest.Vcpu, [guest.Access.Index]).ExitPending)
        {
            return null;
        }

        _ = machine.Step(new Command.CompleteExit(guest.Vcpu, Error: 1, Data: 0));
        return machine.Step(guest);
    }

    private static Outcome? HideAllowlist(Command command) =>
        command is Command.CheckCapability { Capability: Capability.AddMsrAllowlist } ? Outcome.Value(0) : null;

    private static Outcome? ReportAny(Command command) =>
        command is Command.CheckCapability ? Outcome.Value(1) : null;

    private static Outcome? ReportEnabling(Command command) =>
        command is Command.CheckCapability { Capability: 98 } ? Outcome.Value(1) : null;

    private static Outcome FailTheRun(MutantCpu cpu, GuestAccess access, Outcome outcome)
    {
        bool reachesTheList = access.Form != InstructionForm.Lock
            && (access.Mode == GuestMode.Real16 || access.Privilege == Privilege.Kernel);
        bool fails = outcome.Kind is OutcomeKind.Fault or OutcomeKind.Exit;
        bool denied = !access.IsRead && !cpu.Allows(access.Index, AccessFlags.Write);
        return reachesTheList && fails && denied ? Outcome.Error(Errno.EPERM) : outcome;
    }
}
