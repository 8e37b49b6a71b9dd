using CsCheck;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>What holds of who decides an access before the list does, and of what the list has no part in.</summary>
public static class MediationProperties
{
    private const ulong NotCanonical = 1UL << 62;

    private static readonly (uint Index, AccessFlags Type)[] PassingThrough =
    [
        (Msr.Tsc, AccessFlags.Read),
        .. new[]
        {
            Msr.SysenterCs, Msr.SysenterEsp, Msr.SysenterEip, Msr.FsBase, Msr.GsBase, Msr.KernelGsBase,
        }.SelectMany(index => new[] { (index, AccessFlags.Read), (index, AccessFlags.Write) }),
    ];

    private static readonly Gen<(uint Index, AccessFlags Type)> Passing = Gen.OneOf(
        [.. PassingThrough.Select(Gen.Const)]);

    /// <summary>The properties of mediation.</summary>
    public static IReadOnlyList<MachineProperty> All { get; } =
    [
        MachineProperty.ForAll("What_passes_through_is_intercepted_once_it_is_denied",
            Passing.Select(Gens.Vcpu), DeniedIsIntercepted) with
        {
            Consequences = [34],
            Covers = ["mediation.what-the-list-denies-is-intercepted"],
            Kills =
            [
                "pass-through-ignores-the-list", "interception-upside-down", "denied-writes-pass-through",
                "only-the-first-vcpu-is-asked",
            ],
        },
        MachineProperty.ForAll("What_passes_through_does_so_again_once_it_is_allowed",
            Passing.Select(Gens.Vcpu), AllowedPassesThrough) with
        {
            Consequences = [34],
            Covers = ["mediation.what-the-list-allows-passes-through"],
            Kills = ["interception-upside-down", "interception-stays", "interception-is-recalculated-once"],
        },
        MachineProperty.ForAll("Every_other_access_is_intercepted",
            Gens.Index.Select(Gens.Direction, Gens.Vcpu), OthersAreIntercepted) with
        {
            Covers = ["mediation.other-accesses-are-intercepted"],
            Kills = ["star-is-said-to-pass-through"],
        },
        MachineProperty.ForAll("A_fault_of_the_hardware_does_not_leave_the_guest",
            Passing.Where(access => access.Type == AccessFlags.Write && access.Index != Msr.SysenterCs)
                .Select(Gens.Vcpu),
            HardwareFaults) with
        {
            Covers = ["exits.a-fault-of-the-hardware-is-not-deflected"],
            Kills = ["fault-of-the-hardware-is-deflected"],
        },
        MachineProperty.ForAll("A_frequent_write_is_decided_like_any_other",
            Gens.Value.Select(Gens.Vcpu), FastWritesAsk) with
        {
            Consequences = [35],
            Covers = ["mediation.a-write-on-the-fast-path-asks-the-list"],
            Kills = ["fast-path-does-not-ask"],
        },
        MachineProperty.ForAll("What_is_emulated_does_not_depend_on_the_list",
            Gen.Enum<EmulatedInstruction>().Select(Gens.Vcpu, Gen.UInt), ImplicitIsExempt) with
        {
            Consequences = [35],
            Covers = ["mediation.implicit-accesses-are-not-filtered"],
            Kills = ["implicit-accesses-are-filtered"],
        },
        MachineProperty.ForAll("RDPID_reads_TSC_AUX", Gen.UInt.Select(Gens.Vcpu), RdpidReads) with
        {
            Covers = ["mediation.rdpid-reads-tsc-aux"],
            Kills = ["rdpid-reads-zero"],
        },
        MachineProperty.ForAll("SYSCALL_retires_exactly_where_it_is_enabled",
            Gen.Bool.Select(Gens.Vcpu), SyscallRetires) with
        {
            Covers = ["mediation.syscall-needs-efer-sce", "mediation.system-calls-enter-the-kernel"],
            Kills = ["syscall-needs-nothing"],
        },
        MachineProperty.ForAll("SYSENTER_retires_exactly_where_it_has_a_code_segment",
            Gen.OneOf(0UL, 1UL, 3UL, 4UL, 8UL, 0xFFFCUL, 0x10000UL, 0x10003UL).Select(Gens.Vcpu), SysenterRetires) with
        {
            Covers = ["mediation.sysenter-needs-a-code-segment", "mediation.system-calls-enter-the-kernel"],
            Kills = ["sysenter-takes-a-null-segment", "sysenter-is-ud"],
        },
    ];

    private static void DeniedIsIntercepted(Experiment lab, (uint Index, AccessFlags Type) access, int vcpu)
    {
        MachineDriver vm = lab.Fresh();
        lab.Same(Outcome.PassedThrough, Ask(vm, vcpu, access), "without a list it passes through");
        lab.Same(Outcome.Success, vm.Add(AskedRange.Full(AccessFlags.Read, Msr.Star, 1)), "a list that denies it");
        lab.Same(Outcome.Intercepted, Ask(vm, vcpu, access), "with it");
        lab.Same(
            Vector.GeneralProtection, (Vector)vm.Access(vcpu, Accesses.Of(access.Type, access.Index, 0)).Code,
            "the access");
    }

    private static void AllowedPassesThrough(Experiment lab, (uint Index, AccessFlags Type) access, int vcpu)
    {
        MachineDriver vm = lab.With(AskedRange.Full(AccessFlags.Read, Msr.Star, 1));
        lab.Same(Outcome.Intercepted, Ask(vm, vcpu, access), "a list that denies it");
        lab.Same(Outcome.Success, vm.Add(AskedRange.Full(access.Type, access.Index, 1)), "a range that allows it");
        lab.Same(Outcome.PassedThrough, Ask(vm, vcpu, access), "with it");
    }

    private static void OthersAreIntercepted(Experiment lab, uint index, AccessFlags type, int vcpu)
    {
        if (!PassingThrough.Contains((index, type)))
        {
            lab.Same(Outcome.Intercepted, Ask(lab.Fresh(), vcpu, (index, type)), "an access that is none of them");
        }
    }

    private static void HardwareFaults(Experiment lab, (uint Index, AccessFlags Type) access, int vcpu)
    {
        MachineDriver vm = lab.Fresh();
        lab.Same(Outcome.Success, vm.Deflect(on: true), "deflection is on");
        GuestAccess write = Accesses.Write(access.Index, NotCanonical);
        lab.Same(OutcomeKind.Fault, vm.Access(vcpu, write).Kind, "a value that is not taken");
        lab.Same(Outcome.Success, vm.Add(AskedRange.Full(AccessFlags.Read, Msr.Star, 1)), "a list that denies it");
        lab.Same(OutcomeKind.Exit, vm.Access(vcpu, write).Kind, "once it is intercepted");
    }

    private static void FastWritesAsk(Experiment lab, ulong value, int vcpu)
    {
        MachineDriver vm = lab.With(AskedRange.Full(AccessFlags.Read, Msr.Star, 1));
        GuestAccess write = Accesses.Write(Msr.TscDeadline, value);
        lab.Same(OutcomeKind.Fault, vm.Access(vcpu, write).Kind, "a denied write of the deadline");
        lab.Same(Outcome.Value(0), vm.HostRead(vcpu, Msr.TscDeadline), "the deadline");
        _ = vm.Add(AskedRange.Full(AccessFlags.Write, Msr.TscDeadline, 1));
        lab.Same(Outcome.Retired, vm.Access(vcpu, write), "an allowed one");
    }

    private static void ImplicitIsExempt(Experiment lab, EmulatedInstruction instruction, int vcpu, uint value)
    {
        MachineDriver free = lab.Fresh();
        MachineDriver denying = lab.With(AskedRange.Full(AccessFlags.Read, Msr.Star, 1));
        Command.Emulate emulate = new(vcpu, instruction);
        foreach (MachineDriver vm in new[] { free, denying })
        {
            _ = vm.HostWrite(vcpu, emulate.Index, value);
        }

        lab.Same(free.Do(emulate), denying.Do(emulate), "what is emulated with a list and without one");
    }

    private static void RdpidReads(Experiment lab, uint value, int vcpu)
    {
        MachineDriver vm = lab.Fresh();
        _ = vm.HostWrite(vcpu, Msr.TscAux, value);
        lab.Same(Outcome.RetiredRead(value), vm.Do(new Command.Emulate(vcpu, EmulatedInstruction.Rdpid)), "RDPID");
    }

    private static void SyscallRetires(Experiment lab, bool enabled, int vcpu)
    {
        MachineDriver vm = lab.Fresh();
        _ = vm.HostWrite(vcpu, Msr.Efer, enabled ? (ulong)EferBits.SyscallEnable : 0);
        lab.Same(
            enabled ? Outcome.Retired : Outcome.Fault(Vector.InvalidOpcode, hasErrorCode: false, 0),
            vm.Do(new Command.Emulate(vcpu, EmulatedInstruction.Syscall)), "SYSCALL");
    }

    private static void SysenterRetires(Experiment lab, ulong selector, int vcpu)
    {
        MachineDriver vm = lab.Fresh();
        _ = vm.HostWrite(vcpu, Msr.SysenterCs, selector);
        lab.Same(
            selector % 0x10000 / 4 != 0 ? Outcome.Retired
                : Outcome.Fault(Vector.GeneralProtection, hasErrorCode: true, 0),
            vm.Do(new Command.Emulate(vcpu, EmulatedInstruction.Sysenter)), "SYSENTER");
    }

    private static Outcome Ask(MachineDriver vm, int vcpu, (uint Index, AccessFlags Type) access) =>
        vm.Do(new Command.AskInterception(vcpu, access.Type, access.Index));
}
