using FsCheck;
using FsCheck.Fluent;
using MsrSpec.Model;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.PropertyTests.Algebra.Arbitraries.Shape;

namespace MsrSpec.PropertyTests.Algebra.Arbitraries;

/// <summary>
/// Calls of the allowlist ioctl: with any argument, on a VM that earlier calls have left as they leave it. A held lock,
/// a full table and an armed failure come from calls that are shown.
/// </summary>
internal static class CallArbitraries
{
    /// <summary>A call.</summary>
    public static ArbitraryOf<AllowlistCall> Call { get; } = new(
        Calls(1), IsCall, given => CallOf(given, given.Readings));

    /// <summary>A call in one dialect, and another dialect.</summary>
    public static ArbitraryOf<(AllowlistCall Call, ReadingSet Other)> InTwoDialects { get; } = new(
        Calls(2), IsCall, given => (CallOf(given, given.Readings), given.Dialects[1]));

    private static Gen<Given> Calls(int dialects) => Of(
        dialects,
        CommandGenerators.Ranges,
        CommandGenerators.Perhaps(CommandGenerators.Of(Command.FailNextAllocation.Kind)),
        Gen.OneOf(CommandGenerators.Of(Command.AddAllowlist.Kind), CommandGenerators.Range));

    private static bool IsCall(Given given) =>
        given.Commands is [.. var earlier, Command.AddAllowlist]
        && earlier.All(command => command is Command.FailNextAllocation || IsRange(command));

    private static AllowlistCall CallOf(Given given, ReadingSet readings)
    {
        VmState state = After(given.Before(1).Commands, readings);
        UserBuffer argument = ((Command.AddAllowlist)given.Last).Argument;
        return AllowlistCall.Of(argument, state.NextAllocationFails, state.LockHeld, state.Slots, readings);
    }
}
