using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>
/// Defects in the instructions that came later, WRMSRNS and the immediate forms, and in what becomes of a handler's
/// error, on the filter of today.
/// </summary>
internal static class InstructionMutants
{
    private const string Family = "instructions";

    /// <summary>The mutants of this family.</summary>
    internal static IReadOnlyList<Mutant> Rows { get; } =
    [
        Row("immediate-forms-are-not-filtered",
            parts => parts.Executors(cpu => new ExecutorMutant(cpu)
            {
                Answer = ReadAnyway, Aftermath = LoadTheRegister,
            }),
            "RDMSR in immediate form does not ask the filter, as in a handler that forgets it (885df2d2109a and "
            + "ec93675a3251 add the immediate forms)."),
        Row("immediate-read-loads-edx-eax",
            parts => parts.Executors(cpu => new ExecutorMutant(cpu) { Aftermath = LoadEdxEax }),
            "RDMSR in immediate form loads EDX:EAX as the other form does, not the register that it names."),
        Row("completed-immediate-read-loads-edx-eax",
            parts => parts.Executors(cpu => new ExecutorMutant(cpu) { Completion = LoadEdxEax }),
            "RDMSR in immediate form, completed by user space, loads EDX:EAX and not the register that it names."),
        Row("completed-immediate-form-has-two-bytes",
            parts => parts.Executors(cpu => new ExecutorMutant(cpu) { Completion = MoveByTwo }),
            "An immediate form that user space completes moves RIP by the two bytes of RDMSR."),
        Row("wrmsrns-is-ud",
            parts => parts.Designed(design => design with
            {
                Processor = CpuModel.Default.Without(CpuFeatures.NonSerializingMsrWrite),
            }),
            "WRMSRNS and the immediate forms raise #UD, although the processor has them."),
        Row("immediate-form-in-any-mode",
            parts => parts.Executors(cpu => new ExecutorMutant(cpu) { Misreading = TakeForPlain }),
            "Outside 64-bit mode an immediate form is taken for the plain one."),
        Row("handler-error-is-a-fault", parts => parts.Designed(design => design with { ErrorsFailTheRun = false }),
            "Where EFER's handler finds no memory, the guest is given #GP, as before 7dffecaf4eab (Report negative "
            + "values from wrmsr emulation to userspace)."),
        Row("handler-error-is-not-deflected",
            parts => parts.Ports(cpu => new PortMutant(cpu) { Store = FailInsteadOfLeaving }),
            "Where EFER's handler finds no memory, KVM_RUN fails also if user space has asked for such failures."),
        Row("handler-error-writes", parts => parts.Ports(cpu => new PortMutant(cpu) { Store = StoreDespiteTheError }),
            "EFER holds the new value although its handler has failed."),
    ];

    private static Mutant Row(string name, Func<MutantParts, IMachine> assemble, string defect) =>
        new(name, Family, defect, () => assemble(MutantParts.OfToday()))
        {
            IsOfTheFilter = true,
            IsOfToday = true,
            OnTheCore = new Mutant(
                $"{name}-on-core", Family, $"On the core: {defect}", () => assemble(MutantParts.OfTodayOnTheCore()))
            {
                IsOfTheFilter = true,
                IsOfToday = true,
            },
        };

    private static GuestRegisters LoadEdxEax(GuestAccess access, Outcome outcome, GuestRegisters registers) =>
        access.Form == InstructionForm.Immediate && outcome.Kind == OutcomeKind.RetiredRead
            ? registers with { Rax = (uint)outcome.Data, Rdx = outcome.Data >> 32 }
            : registers;

    private static Outcome ReadAnyway(MutantCpu cpu, GuestAccess access, Outcome outcome)
    {
        bool isDenied = access is
        {
            Form: InstructionForm.Immediate, IsRead: true, Mode: GuestMode.Long64, Privilege: Privilege.Kernel,
        }
            && !cpu.Allows(access.Index, AccessFlags.Read);
        return isDenied && cpu.Msrs.GuestRead(access.Index, out ulong value) ? Outcome.RetiredRead(value) : outcome;
    }

    private static GuestRegisters LoadTheRegister(GuestAccess access, Outcome outcome, GuestRegisters registers) =>
        access.Form == InstructionForm.Immediate && outcome.Kind == OutcomeKind.RetiredRead
            ? access.RegistersBefore with { Rdx = outcome.Data, RipOffset = 9 }
            : registers;

    private static GuestAccess TakeForPlain(MutantCpu cpu, GuestAccess access) =>
        access.Form == InstructionForm.Immediate && access.Mode != GuestMode.Long64
            ? access with { Form = InstructionForm.Plain }
            : access;

    private static MsrAccessResult FailInsteadOfLeaving(MutantCpu cpu, uint index, ulong value)
    {
        MsrAccessResult result = cpu.Gate.Write(index, value);
        bool isOfTheHandler = index == Msr.Efer && cpu.Gate.LastFailure == MsrExitReasons.Invalid
            && cpu.Msrs.GuestTakes(index, value);
        return result == MsrAccessResult.Exit && isOfTheHandler ? MsrAccessResult.Error : result;
    }

    private static MsrAccessResult StoreDespiteTheError(MutantCpu cpu, uint index, ulong value)
    {
        MsrAccessResult result = cpu.Gate.Write(index, value);
        if (result == MsrAccessResult.Error)
        {
            _ = cpu.Msrs.GuestWrite(index, value);
        }

        return result;
    }

    private static GuestRegisters MoveByTwo(GuestAccess access, Outcome outcome, GuestRegisters registers) =>
        access.Form == InstructionForm.Immediate && outcome.Kind is (OutcomeKind.Retired or OutcomeKind.RetiredRead)
            ? registers with { RipOffset = 2 }
            : registers;
}
