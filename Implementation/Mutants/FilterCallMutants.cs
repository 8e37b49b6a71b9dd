using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Implementation.Kernel.Filter;
using MsrSpec.Implementation.Machines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>Calls that set a filter, and accesses under one, that go wrong.</summary>
internal static class FilterCallMutants
{
    private const string Family = "filter";

    /// <summary>What a range was too long for that took 0x600 bytes for 0x600 MSRs.</summary>
    private const uint LimitInMsrs = 0x600;

    /// <summary>The mutants of this family that are made so.</summary>
    internal static IReadOnlyList<Mutant> Rows { get; } =
    [
        Filtering("denying-nothing-allows-all", FilterVersion.Linux61 with { RefusesDenyingNothing = false },
            "A filter that denies by default and has no range is none, as before 043248b3280c (Forbid userspace MSR "
            + "filters for x2APIC)."),
        Call("failed-filter-leaves-none", sound => new(sound) { Answer = ForgetTheOld },
            "A call that fails has taken the old filter away, as before b318e8decf6b (Protect userspace MSR filter "
            + "with SRCU, and set atomically-ish)."),
        Call("flags-judged-behind-the-copy", sound => new(sound) { Misreading = CopyFirst },
            "An unreadable bitmap is EFAULT before unknown flags are EINVAL, as before May 2021 (Hoist input checks in "
            + "kvm_add_msr_filter())."),
        Filtering("unknown-filter-flags-taken", FilterVersion.Linux61 with { RefusesUnknownBits = false },
            "Unknown flags of a filter are not looked at, as before cf5029d5dd7c (Protect the unused bits in MSR "
            + "exiting flags)."),
        new("unknown-reasons-taken", Family,
            "Unknown reasons for an exit are not looked at, as before cf5029d5dd7c (Protect the unused bits in MSR "
            + "exiting flags).",
            () => MutantParts.Kernels(
                FilterVersion.Linux61, FilterVersion.Linux61 with { RefusesUnknownBits = false }))
        {
            IsOfTheFilter = true,
        },
        Call("range-flag-4-taken", sound => new(sound) { Misreading = WithoutFlag4 },
            "The mask of a range's flags has a bit too many, as the change to VALID_MASK could have made it."),
        Filtering("compat-call-unknown", FilterVersion.Linux61 with { KnowsCompatCalls = false },
            "A 32-bit caller's filter is ENOTTY, as before 1739c7017fb1 (Add compat handler for "
            + "KVM_X86_SET_MSR_FILTER)."),
        Call("empty-slot-judged", sound => new(sound) { Misreading = JudgeEmptySlots },
            "The flags of a slot without MSRs are judged."),
        Call("bitmap-rounded-to-bytes", sound => new(sound) { Misreading = WholeBytes },
            "Of a bitmap only ceil(nmsrs / 8) bytes are read."),
        Call("filter-limit-is-0x600", sound => new(sound) { Misreading = ShortLimit },
            "A range has at most 0x600 MSRs: the limit is in bytes."),
        Call("denied-write-fails-the-run", sound => new(sound) { Answer = FailTheRun },
            "A denied write makes KVM_RUN fail with EPERM, as before cc4cb017678a (Use positive error values for msr "
            + "emulation that causes #GP)."),
        Call("denial-exits-unasked", sound => new(sound) { Misreading = AskForDenials },
            "Where any failure is deflected, denials are too."),
        Call("every-exit-is-invalid", sound => new(sound) { Answer = SayInvalid },
            "Every exit says that the register does not take the access."),
        new("completion-asks-the-filter", Family,
            "The filter is asked again when an exit is completed, like the check that e750f8539128 took out.",
            () => MutantParts.OfTheFilter().Executors(cpu => new ExecutorMutant(cpu)
            {
                Error = (one, access, error) => one.Allows(access.Index, access.Type) ? error : (byte)1,
            }))
        {
            IsOfTheFilter = true,
        },
        Mediating("x2apic-of-the-filter-upside-down", (_, _, allowed) => ~allowed(),
            "What the filter denies passes through, and what it allows does not, as before 628ade2d0816 (Fix x2APIC "
            + "MSR intercept handling)."),
        Mediating("tightened-filter-stays-open",
            (_, passing, allowed) => passing == Interception.Everything ? allowed() : passing | allowed(),
            "A recalculation lets through and never takes back, as that of nested VMX before 67f4b9969c30 (Handle "
            + "dynamic MSR intercept toggling)."),
        Mediating("relaxed-filter-stays-closed", (_, passing, allowed) => passing & allowed(),
            "What was intercepted once stays so, as before 8a056ece45d2 (Manually recalculate all MSR intercepts on "
            + "userspace MSR filter change)."),
        Mediating("filter-recalculated-once",
            (_, passing, allowed) => passing == Interception.Everything ? allowed() : passing,
            "Only the first change of what passes through counts, as for the LBR MSRs of SVM before November 2025."),
        Mediating("filter-recalculated-by-the-first-vcpu",
            (vcpu, passing, allowed) => vcpu == 0 ? allowed() : passing,
            "Once a filter is set, only vCPU 0 recalculates what passes through."),
        Mediating("filter-fast-path", MsrMediation.Complete with { FastPathAsks = false },
            "A write of TSC_DEADLINE is done whatever the filter says, as since 0a94b2042419 (Unconditionally handle "
            + "MSR_IA32_TSC_DEADLINE in fastpath exits)."),
        Mediating("filter-hits-implicit-accesses", MsrMediation.Complete with { FiltersImplicit = true },
            "The filter decides what emulated instructions read, as before ac8d6cad3c7b (Only do MSR filtering when "
            + "access MSR by rdmsr/wrmsr)."),
    ];

    private static Mutant Call(string name, Func<IMachine, FilterCallMutant> make, string defect) =>
        new(name, Family, defect, () => make(VirtualMachines.FilterDirect())) { IsOfTheFilter = true };

    private static Mutant Filtering(string name, FilterVersion filter, string defect) =>
        new(name, Family, defect, () => MutantParts.Kernels(filter, FilterVersion.Linux61)) { IsOfTheFilter = true };

    private static Mutant Mediating(string name, MsrMediation mediation, string defect) =>
        new(name, Family, defect, () => MutantParts.OfTheFilter().Mediating(mediation)) { IsOfTheFilter = true };

    private static Mutant Mediating(string name, Recalculation recalculation, string defect) =>
        Mediating(name, MsrMediation.Complete with { Recalculation = recalculation }, defect);

    private static Outcome ForgetTheOld(FilterCallMutant filter, Command command, Outcome outcome)
    {
        if (command is Command.SetFilter && outcome.Kind == OutcomeKind.Error)
        {
            _ = filter.Sound.Step(new Command.SetFilter(0, CallerBits.Native, FilterLayout.NativeSize));
        }

        return outcome;
    }

    private static Command CopyFirst(Command command) =>
        command is Command.WriteFilterSlot { Slot: { Count: > 0, Flags: > (uint)AccessFlags.ReadWrite } slot } write
            && slot.Bitmap.Length < BytesOf(slot)
                ? write with { Slot = slot with { Flags = (uint)AccessFlags.Read } }
                : command;

    private static int BytesOf(FilterSlot slot) =>
        slot.Count > FilterLayout.MaxBitmapSize * 8 ? 0 : AllowlistDecoder.BitmapSize(slot.Count);

    private static Command WithoutFlag4(Command command) =>
        command is Command.WriteFilterSlot { Slot: { Flags: > 4 and < 8 } slot } write
            ? write with { Slot = slot with { Flags = slot.Flags & ~4u } }
            : command;

    private static Command JudgeEmptySlots(Command command) =>
        command is Command.WriteFilterSlot { Slot: { Count: 0, Flags: 0 or > (uint)AccessFlags.ReadWrite } slot } write
            ? write with { Slot = slot with { Count = 1 } }
            : command;

    private static Command WholeBytes(Command command)
    {
        if (command is not Command.WriteFilterSlot { Slot: { Count: > 0 } slot } write
            || slot.Bitmap.Length < (int)((slot.Count + 7L) / 8) || slot.Bitmap.Length >= BytesOf(slot))
        {
            return command;
        }

        byte[] padded = new byte[BytesOf(slot)];
        slot.Bitmap.Bytes.CopyTo(padded);
        return write with { Slot = slot with { Bitmap = new UserBuffer([.. padded]) } };
    }

    private static Command ShortLimit(Command command) =>
        command is Command.WriteFilterSlot { Slot: { Count: > LimitInMsrs } slot } write
            ? write with { Slot = slot with { Count = uint.MaxValue } }
            : command;

    private static Outcome FailTheRun(FilterCallMutant filter, Command command, Outcome outcome) =>
        command is Command.Guest { Access: { IsRead: false } access } guest && outcome.Kind == OutcomeKind.Fault
            && access.Form != InstructionForm.Lock
            && (access.Mode == GuestMode.Real16 || access.Privilege == Privilege.Kernel)
            && ((AccessFlags)filter.Observe(guest.Vcpu, [access.Index]).Decisions & AccessFlags.Write) == 0
                ? Outcome.Error(Errno.EPERM) : outcome;

    private static Command AskForDenials(Command command) =>
        command is Command.EnableCapability
        {
            Capability: Capability.LinuxUserSpaceMsr,
            Argument: > 0 and < (ulong)MsrExitReasons.All,
        } enable
            ? enable with { Argument = enable.Argument | (ulong)MsrExitReasons.Filter }
            : command;

    private static Outcome SayInvalid(FilterCallMutant filter, Command command, Outcome outcome) =>
        outcome.Kind == OutcomeKind.Exit
            ? Outcome.Exit(outcome.ExitReason, outcome.Index, outcome.Data, MsrExitReasons.Invalid)
            : outcome;
}
