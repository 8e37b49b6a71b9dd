using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Machines;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Registry;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Filter;

/// <summary>Machines with a filter that is wrong in one thing.</summary>
internal static class WrongFilters
{
    private static readonly ReadingSet Right = Dialect.Linux61.Readings;

    /// <summary>Makes one.</summary>
    /// <param name="what">What is wrong: the subject of the commit that put it right, or our own words.</param>
    public static IMachine Make(string what) => what switch
    {
        "Ignore userspace MSR filters for x2APIC" =>
            Of(Right with { X2ApicAccesses = X2ApicAccesses.Filtered }),
        "Forbid userspace MSR filters for x2APIC" =>
            Of(Right with { DenyingNothing = DenyingNothing.AllowsAll }),
        "set atomically-ish" => Of(Right with { FilterInstallation = FilterInstallation.RangeByRange }),
        "Hoist input checks in kvm_add_msr_filter()" =>
            Of(Right with { RangeFlagsCheck = RangeFlagsCheck.BehindTheCopy }),
        "Protect the unused bits in MSR exiting flags" => Of(Right with { UnknownBits = UnknownBits.Ignored }),
        "Add compat handler for KVM_X86_SET_MSR_FILTER" => Of(Right with { CompatCalls = CompatCalls.Unknown }),
        "the default turns the bits over" => Scanning(ScannedFilter.Covers, turnsBits: true),
        "the last range that covers decides" => Scanning(ScannedFilter.Covers, isBackwards: true),
        "the end of a range is in it" => Scanning((range, index, type) =>
            ScannedFilter.Covers(range with { Count = range.Count + 1 }, index, type)),
        "a range that wraps covers up to the top" => Scanning((range, index, type) =>
            (range.Flags & type) != 0 && index >= range.Base && index < (ulong)range.Base + range.Count),
        "a range of writes decides reads" => Scanning((range, index, _) =>
            ScannedFilter.Covers(range with { Flags = AccessFlags.ReadWrite }, index, AccessFlags.Read)),
        "an empty slot is judged" => new JudgesEmptySlots(),
        "the old filter is never freed" => Scanning(ScannedFilter.Covers, leaks: true),
        "a denied access exits without being asked to" => new Asks(reasons => reasons == 0 ? 0 : reasons | 4),
        "an exit says another reason" => new SaysInvalid(),
        "an unknown reason is taken" => new Asks(reasons => reasons & 7),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "No filter is wrong in that."),
    };

    private static ModelMachine Of(ReadingSet readings) => new(readings);

    private static VirtualMachine Scanning(
        Func<Implementation.Kernel.Filter.FilterRange, uint, AccessFlags, bool> covers, bool isBackwards = false,
        bool turnsBits = false, bool leaks = false) => VirtualMachines.Build(
            kernel => (IMsrPolicy)new ScannedFilter(kernel, covers, isBackwards, turnsBits, leaks),
            VmDesign.Filter, VirtualMachines.Direct);

    private sealed class Asks(Func<ulong, ulong> reasons) : MachineAround(MachineRegistry.FilterDirect.Create())
    {
        public override Outcome Step(Command command) => base.Step(
            command is Command.EnableCapability { Capability: Capability.LinuxUserSpaceMsr } enable
                ? enable with { Argument = reasons(enable.Argument) }
                : command);
    }

    private sealed class SaysInvalid() : MachineAround(MachineRegistry.FilterDirect.Create())
    {
        public override Outcome Step(Command command)
        {
            Outcome outcome = base.Step(command);
            return outcome.Kind == OutcomeKind.Exit
                ? Outcome.Exit(outcome.ExitReason, outcome.Index, outcome.Data, MsrExitReasons.Invalid)
                : outcome;
        }
    }

    private sealed class JudgesEmptySlots() : MachineAround(MachineRegistry.FilterDirect.Create())
    {
        private bool _isWrong;

        public override void Reset()
        {
            _isWrong = false;
            base.Reset();
        }

        public override Outcome Step(Command command)
        {
            Outcome outcome = base.Step(command);
            _isWrong |= command is Command.WriteFilterSlot { Slot: { Count: 0, Flags: 0 or > 3 } };
            bool wasWrong = _isWrong;
            _isWrong &= command is not (Command.SetFilter or Command.DestroyVm);
            return command is Command.SetFilter && wasWrong ? Outcome.Error(Errno.EINVAL) : outcome;
        }
    }
}
