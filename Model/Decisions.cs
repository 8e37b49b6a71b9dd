using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Filter;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>The decision of whichever interface the kernel has.</summary>
internal static class Decisions
{
    /// <summary>What a decision shows over which the kernel goes down.</summary>
    public static Outcome Oops { get; } = Outcome.Oops(OopsKind.InvalidAccess);

    /// <summary>Whether the guest may access an MSR in one direction, and why.</summary>
    public static Decision Of(VmState state, uint index, AccessFlags type, ReadingSet readings) =>
        readings.Interface == Interface.Allowlist
            ? FastDecision.Decide(state.Slots, index, type, readings)
            : FastFilterDecision.Decide(state.Filter.Installed, index, type, readings);

    /// <summary>The directions in which the guest may access an MSR.</summary>
    public static AccessFlags Allowed(VmState state, uint index, ReadingSet readings) =>
        readings.Interface == Interface.Allowlist
            ? FastDecision.Allowed(state.Slots, index, readings)
            : OfBoth(state.Filter.Installed, index, readings);

    private static AccessFlags OfBoth(MsrFilter? filter, uint index, ReadingSet readings) =>
        Of(filter, index, AccessFlags.Read, readings) | Of(filter, index, AccessFlags.Write, readings);

    private static AccessFlags Of(MsrFilter? filter, uint index, AccessFlags type, ReadingSet readings) =>
        FastFilterDecision.Decide(filter, index, type, readings).Allowed ? type : AccessFlags.None;
}
