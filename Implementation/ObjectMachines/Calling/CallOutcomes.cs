using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Objects.Findings;
using MsrSpec.Implementation.Objects.Running;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.ObjectMachines.Calling;

/// <summary>What calls of an object's entries show to whoever makes them.</summary>
internal static class CallOutcomes
{
    /// <summary>What an ioctl shows: zero, an errno, or whatever else it returned.</summary>
    public static Outcome OfIoctl(EntryCall ioctl, in CallResult result)
    {
        if (result.End != CallEnd.Returned)
        {
            return OfEnd(ioctl, result);
        }

        long value = ioctl.Signed(result.Value);
        KernelPointer returned = new((ulong)value);
        return value == 0 ? Outcome.Success
            : returned.IsError ? Outcome.Error((Errno)returned.Error)
            : Outcome.Value((ulong)value);
    }

    /// <summary>What a decision shows.</summary>
    public static Outcome OfDecision(EntryCall decision, in CallResult result) =>
        result.End != CallEnd.Returned ? OfEnd(decision, result)
        : decision.Signed(result.Value) != 0 ? Outcome.Allowed
        : Outcome.Denied;

    /// <summary>What a finding is for a kernel that panics on warnings; null if it goes on and others will see.
    /// </summary>
    public static OopsKind? OopsOf(FindingKind kind) => kind switch
    {
        FindingKind.OutOfBounds or FindingKind.UseAfterFree or FindingKind.NullPointer or FindingKind.UserAccess
            or FindingKind.WildAccess or FindingKind.ForbiddenAccess or FindingKind.StackOverflow
            or FindingKind.StackCorruption => OopsKind.InvalidAccess,
        FindingKind.DoubleFree or FindingKind.WrongFree => OopsKind.FreeOfNonAllocation,
        FindingKind.UnlockOfFreeLock => OopsKind.UnlockOfFreeMutex,
        FindingKind.SleepInAtomicContext => OopsKind.SleepInAtomicContext,
        FindingKind.LockOrder => OopsKind.LockOrder,
        FindingKind.UninitializedRead => OopsKind.UninitializedRead,
        FindingKind.Warning => OopsKind.Warning,
        FindingKind.Bug or FindingKind.Exception => OopsKind.Bug,
        FindingKind.Hang => OopsKind.SoftLockup,
        FindingKind.Leak or FindingKind.LockHeldAtReturn or FindingKind.Deadlock or FindingKind.Unmodelled
            or FindingKind.Lacking => null,
    };

    /// <summary>What a call shows that did not return. That something is missing here is a crash of the machine.
    /// </summary>
    public static Outcome OfEnd(EntryCall entry, in CallResult result) =>
        result.IsLacking ? Outcome.Crashed(new CrashSite(typeof(ObjectException).FullName!, entry.Function))
        : result.End == CallEnd.Blocked ? Outcome.Blocked
        : Outcome.Oops(OopsOf(result.Finding!.Kind)!.Value);
}
