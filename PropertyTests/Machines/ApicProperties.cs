using CsCheck;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>What holds of the modes of the APIC, and of the register that is there in one of them.</summary>
public static class ApicProperties
{
    private const ulong Page = 0xFEE0_0000;
    private const ulong Disabled = Page;
    private const ulong XApic = Page | 0x800;
    private const ulong X2Apic = Page | 0xC00;
    private const ulong Impossible = Page | 0x400;
    private const ulong Busy = 0x1000;

    private static readonly ulong[] Modes = [Disabled, XApic, X2Apic];

    /// <summary>The ways that there are (Intel SDM volume 3, x2APIC state transitions).</summary>
    private static readonly (ulong From, ulong To)[] Ways =
    [
        (Disabled, Disabled), (Disabled, XApic), (XApic, Disabled), (XApic, XApic), (XApic, X2Apic),
        (X2Apic, Disabled), (X2Apic, X2Apic),
    ];

    /// <summary>Interrupts for one processor, which its id names: all that the fast path does.</summary>
    private static readonly Gen<ulong> FastInterrupt = Gen.ULong[0, 0xFFFF_FFFE].Select(
        Gen.ULong[0, 0xFF], Gen.OneOf(0UL, Busy, 0x4000UL, 0x8000UL, 0xD000UL),
        (id, vector, flags) => (id << 32) | vector | flags);

    /// <summary>The properties of the APIC.</summary>
    public static IReadOnlyList<MachineProperty> All { get; } =
    [
        MachineProperty.ForAll("An_interrupt_command_is_decided_like_any_other_write",
            FastInterrupt.Select(Gens.Vcpu), FastInterruptsAsk) with
        {
            Consequences = [35],
            Covers = ["mediation.a-fast-interrupt-command-asks-the-list"],
            Kills = ["fast-interrupts-do-not-ask"],
        },
        MachineProperty.ForAll("The_interrupt_command_is_there_in_x2APIC_mode_alone",
            Gen.OneOf(Modes).Select(FastInterrupt, Gens.Vcpu), ThereInItsMode) with
        {
            Covers = ["guest.absent-msr-fails", "guest.write-stores-edx-eax"],
            Kills = ["interrupt-command-in-any-mode", "busy-interrupt-is-refused"],
        },
        MachineProperty.ForAll("A_guest_changes_the_mode_of_its_APIC_by_the_ways_there_are_and_the_host_by_any",
            Gen.OneOf(Modes).Select(Gen.OneOf([.. Modes, Impossible]), Gens.Vcpu), ModesChange) with
        {
            Covers = ["guest.invalid-value-fails"],
            Kills = ["apic-mode-in-one-step"],
        },
    ];

    private static void FastInterruptsAsk(Experiment lab, ulong command, int vcpu)
    {
        MachineDriver vm = lab.With(AskedRange.Full(AccessFlags.Read, Msr.Star, 1));
        lab.Same(Outcome.Success, vm.HostWrite(vcpu, Msr.ApicBase, X2Apic), "x2APIC mode");
        GuestAccess write = Accesses.Write(Msr.X2ApicIcr, command);
        lab.Same(OutcomeKind.Fault, vm.Access(vcpu, write).Kind, "a denied interrupt");
        lab.Same(Outcome.Value(0), vm.HostRead(vcpu, Msr.X2ApicIcr), "the interrupt command");
        _ = vm.Add(AskedRange.Full(AccessFlags.Write, Msr.X2ApicIcr, 1));
        lab.Same(Outcome.Retired, vm.Access(vcpu, write), "an allowed one");
    }

    private static void ThereInItsMode(Experiment lab, ulong mode, ulong command, int vcpu)
    {
        MachineDriver vm = lab.Fresh();
        _ = vm.HostWrite(vcpu, Msr.ApicBase, mode);
        GuestAccess read = Accesses.Read(Msr.X2ApicIcr);
        GuestAccess write = Accesses.Write(Msr.X2ApicIcr, command);
        if (mode != X2Apic)
        {
            lab.Same(OutcomeKind.Fault, vm.Access(vcpu, read).Kind, "a read in another mode");
            lab.Same(OutcomeKind.Fault, vm.Access(vcpu, write).Kind, "a write in another mode");
            lab.Same(Outcome.Unprocessed, vm.HostRead(vcpu, Msr.X2ApicIcr), "a read of the host's in another mode");
            return;
        }

        lab.Same(Outcome.Retired, vm.Access(vcpu, write), "a write");
        lab.Same(Outcome.RetiredRead(command & ~Busy), vm.Access(vcpu, read), "what is read then");
    }

    private static void ModesChange(Experiment lab, ulong from, ulong to, int vcpu)
    {
        MachineDriver vm = lab.Fresh();
        _ = vm.HostWrite(vcpu, Msr.ApicBase, from);
        bool isTaken = Ways.Contains((from, to));
        OutcomeKind kind = vm.Access(vcpu, Accesses.Write(Msr.ApicBase, to)).Kind;
        lab.Same(isTaken ? OutcomeKind.Retired : OutcomeKind.Fault, kind, "the guest's write");
        lab.Same(Outcome.Value(isTaken ? to : from), vm.HostRead(vcpu, Msr.ApicBase), "the mode then");
        Outcome hosts = to == Impossible ? Outcome.Unprocessed : Outcome.Success;
        lab.Same(hosts, vm.HostWrite(vcpu, Msr.ApicBase, to), "the host's write");
    }
}
