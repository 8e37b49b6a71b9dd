using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.Spec.Chapters.When;

namespace MsrSpec.Spec.Exits;

/// <summary>What each capability answers.</summary>
public static class CapabilityTables
{
    private static readonly Answer Invalid = Answer.Of(Outcome.Error(Errno.EINVAL));

    /// <summary><c>KVM_ENABLE_CAP</c> on the VM.</summary>
    public static Table<CapabilityCall> Enable { get; } = new("KVM_ENABLE_CAP on the VM",
    [
        new(That((CapabilityCall call) => call.Flags != 0), Invalid, ExitClauses.EnableFlags, ExitCases.EnableRefused),
        new(That((CapabilityCall call) => call.Number != call.UserSpaceMsr),
            Invalid, ExitClauses.EnableUnknown, ExitCases.EnableRefused),
        new(That((CapabilityCall call) => call.HasUnknownReasons),
            Invalid, ExitClauses.UnknownReasons, ExitCases.EnableRefused, Choice.Of(UnknownBits.Refused)),
        new(null, Answer.Of(Outcome.Success), ExitClauses.EnableTakesReasons, ExitCases.ReasonsTaken,
            Choice.Of(Interface.Filter)),
        new(null, Answer.Of(Outcome.Success), ExitClauses.EnableTakesBoolean, ExitCases.Enabled),
    ]);

    /// <summary><c>KVM_CHECK_EXTENSION</c> on the VM.</summary>
    public static Table<CapabilityCall> Check { get; } = new("KVM_CHECK_EXTENSION on the VM",
    [
        new(That((CapabilityCall call) =>
                call.Number == call.UserSpaceMsr || call.Number == call.HasInterface),
            Answer.Of(Outcome.Value(1)), ExitClauses.CheckReports, ExitCases.Reported),
        new(null, Answer.Of(Outcome.Value(0)), ExitClauses.CheckUnknown, ExitCases.Reported),
    ]);
}
