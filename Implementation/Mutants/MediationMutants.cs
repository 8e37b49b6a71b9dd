using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Machines;
using MsrSpec.Implementation.Machines.Execution;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>Accesses that do not come to the list, and others that do, against the rules.</summary>
internal static class MediationMutants
{
    private const string Family = "mediation";

    /// <summary>The bits of reads among those of the MSR bitmap.</summary>
    private const uint Reads = 0x55555555;

    /// <summary>The mutants of this family.</summary>
    internal static IReadOnlyList<Mutant> Rows { get; } =
    [
        Mediating("pass-through-ignores-the-list", MsrMediation.Complete with { Recalculation = MsrMediation.Ignore },
            "What the hardware passes through it passes through whatever the list says, as before 3eb900173c71 (Prevent"
            + " MSR passthrough when MSR access is denied)."),
        Recalculating("interception-upside-down", (_, _, allowed) => ~allowed(),
            "What the list denies passes through, and what it allows does not, as for the x2APIC before 628ade2d0816 "
            + "(Fix x2APIC MSR intercept handling)."),
        Recalculating("denied-writes-pass-through", (_, passing, allowed) => (allowed() & Reads) | (passing & ~Reads),
            "Only the interception of reads is recalculated."),
        Recalculating("interception-stays", (_, passing, allowed) => passing & allowed(),
            "What was intercepted once stays so, as between 4ceca57e3f20 and what came before it (Manually "
            + "recalculate all MSR intercepts on userspace MSR filter change)."),
        Recalculating("interception-is-recalculated-once",
            (_, passing, allowed) => passing == Interception.Everything ? allowed() : passing,
            "Only the first change of what passes through counts, as for the LBR MSRs of SVM before fbe5e5f030c2 "
            + "(Always recalculate LBR MSR intercepts in svm_update_lbrv())."),
        Recalculating("only-the-first-vcpu-is-asked", (vcpu, passing, allowed) => vcpu == 0 ? allowed() : passing,
            "Only vCPU 0 recalculates what passes through."),
        Around("star-is-said-to-pass-through", machine => new MachineMutant(machine) { Instead = PassStar },
            "Reads of STAR are said to pass through, as SVM's could."),
        new("fault-of-the-hardware-is-deflected", Family,
            "A fault of the hardware is deflected, as if the kernel had carried out the access.",
            () => MutantParts.WithoutGuestCode().Ports(cpu => new PortMutant(cpu) { Store = DeflectAll })),
        Mediating("fast-path-does-not-ask", MsrMediation.Complete with { FastPathAsks = false },
            "A write of TSC_DEADLINE is done whatever the list says, as since 0a94b2042419 (Unconditionally handle "
            + "MSR_IA32_TSC_DEADLINE in fastpath exits)."),
        Mediating("fast-interrupts-do-not-ask", MsrMediation.Complete with { FastInterruptsAsk = false },
            "An interrupt command of the x2APIC to one processor is done whatever the list says, as since 1e9e2622a149 "
            + "(FIXED+PHYSICAL mode single target IPI fastpath)."),
        Mediating("implicit-accesses-are-filtered", MsrMediation.Complete with { FiltersImplicit = true },
            "The list decides what emulated instructions read, as before ac8d6cad3c7b (Only do MSR filtering when "
            + "access MSR by rdmsr/wrmsr)."),
        Answering("rdpid-reads-zero", EmulatedInstruction.Rdpid, (_, _) => Outcome.RetiredRead(0),
            "RDPID reads zero instead of TSC_AUX."),
        Answering("syscall-needs-nothing", EmulatedInstruction.Syscall, (_, _) => Outcome.Retired,
            "SYSCALL retires with EFER.SCE clear."),
        Answering("sysenter-takes-a-null-segment", EmulatedInstruction.Sysenter, TakeNullSegment,
            "SYSENTER retires with a null selector that asks for a privilege level."),
        Answering("sysenter-is-ud", EmulatedInstruction.Sysenter, (_, _) => GuestFaults.InvalidOpcode,
            "SYSENTER raises #UD in 64-bit mode, as on a processor of AMD."),
    ];

    private static Mutant Mediating(string name, MsrMediation mediation, string defect) =>
        new(name, Family, defect, () => MutantParts.WithoutGuestCode().Mediating(mediation));

    private static Mutant Recalculating(string name, Recalculation recalculation, string defect) =>
        Mediating(name, MsrMediation.Complete with { Recalculation = recalculation }, defect);

    private static Mutant Around(string name, Func<IMachine, MachineMutant> make, string defect) =>
        new(name, Family, defect, () => MutantParts.WithoutGuestCode().Around((machine, _) => make(machine)));

    /// <summary>Another answer of an instruction that is emulated at all.</summary>
    private static Mutant Answering(
        string name, EmulatedInstruction instruction, Func<ulong, Outcome, Outcome> answer, string defect) => Around(
            name,
            machine => new MachineMutant(machine)
            {
                Instead = command => command is Command.Emulate emulate && emulate.Instruction == instruction
                    ? Answer(machine, emulate, answer) : null,
            },
            defect);

    private static Outcome Answer(IMachine machine, Command.Emulate emulate, Func<ulong, Outcome, Outcome> answer)
    {
        ulong value = machine.Observe(emulate.Vcpu, [emulate.Index]).MsrValue;
        Outcome sound = machine.Step(emulate);
        return sound.Kind == OutcomeKind.Refused ? sound : answer(value, sound);
    }

    private static Outcome TakeNullSegment(ulong selector, Outcome sound) =>
        (ushort)selector != 0 ? Outcome.Retired : sound;

    private static Outcome? PassStar(Command command) =>
        command is Command.AskInterception { Type: AccessFlags.Read, Index: Msr.Star } ? Outcome.PassedThrough : null;

    private static MsrAccessResult DeflectAll(MutantCpu cpu, uint index, ulong value)
    {
        bool passes = cpu.Gate.Interception.PassesThrough(index, AccessFlags.Write);
        MsrAccessResult result = cpu.Gate.Write(index, value);
        return passes && result == MsrAccessResult.Fault && cpu.Gate.Deflected != MsrExitReasons.None
            ? MsrAccessResult.Exit
            : result;
    }
}
