using MsrSpec.Spec.Abi;

namespace MsrSpec.Spec.Vocabulary;

/// <summary>What a command shows. A value, never an exception: also a hang and a kernel oops are outcomes.</summary>
public readonly record struct Outcome
{
    private const uint WithErrorCode = 1;

    /// <summary>Where the code of an exit has why it came, behind the exit reason itself.</summary>
    private const int WhyShift = 16;

    private Outcome(OutcomeKind kind, uint code = 0, uint index = 0, ulong data = 0)
    {
        Kind = kind;
        Code = code;
        Index = index;
        Data = data;
    }

    /// <summary>The command took effect, or the system call returned zero.</summary>
    public static Outcome Success { get; } = new(OutcomeKind.Success);

    /// <summary>KVM_GET_MSRS or KVM_SET_MSRS processed no MSR.</summary>
    public static Outcome Unprocessed { get; } = new(OutcomeKind.Unprocessed);

    /// <summary>The list or the filter allows the access that was asked about.</summary>
    public static Outcome Allowed { get; } = new(OutcomeKind.Allowed);

    /// <summary>The list or the filter denies the access that was asked about.</summary>
    public static Outcome Denied { get; } = new(OutcomeKind.Denied);

    /// <summary>The hardware intercepts the access that was asked about.</summary>
    public static Outcome Intercepted { get; } = new(OutcomeKind.Intercepted);

    /// <summary>The hardware passes the access through that was asked about.</summary>
    public static Outcome PassedThrough { get; } = new(OutcomeKind.PassedThrough);

    /// <summary>A guest write retired.</summary>
    public static Outcome Retired { get; } = new(OutcomeKind.Retired);

    /// <summary>The calling thread waits for ever for the VM's lock.</summary>
    public static Outcome Blocked { get; } = new(OutcomeKind.Blocked);

    /// <summary>The vCPU shut down: a triple fault.</summary>
    public static Outcome Shutdown { get; } = new(OutcomeKind.Shutdown);

    /// <summary>The step budget was used up.</summary>
    public static Outcome OutOfBudget { get; } = new(OutcomeKind.OutOfBudget);

    /// <summary>The machine itself gave no answer within the time that it was given.</summary>
    public static Outcome Hung { get; } = new(OutcomeKind.Hung);

    /// <summary>The kind, which says what the other parts mean.</summary>
    public OutcomeKind Kind { get; }

    /// <summary>The errno, vector, exit reason, oops, refusal or crash site, as its number.</summary>
    public uint Code { get; }

    /// <summary>The MSR index of an exit; for a fault, 1 if an error code was pushed.</summary>
    public uint Index { get; }

    /// <summary>The value read or reported, the exit's data, or a fault's error code.</summary>
    public ulong Data { get; }

    /// <summary>The errno of an <see cref="OutcomeKind.Error"/>.</summary>
    public Errno Errno => (Errno)Code;

    /// <summary>The direction of an <see cref="OutcomeKind.Exit"/>.</summary>
    public ExitReason ExitReason => (ExitReason)(Code & ((1u << WhyShift) - 1));

    /// <summary>Why the access of an <see cref="OutcomeKind.Exit"/> failed, where the interface says it.</summary>
    public MsrExitReasons Why => (MsrExitReasons)(Code >> WhyShift);

    /// <summary>Whether the outcome is a fault that pushed an error code.</summary>
    public bool HasErrorCode => Kind == OutcomeKind.Fault && Index == WithErrorCode;

    /// <summary>
    /// Whether two outcomes are equal. As <c>==</c>, but without copying either: this runs once for every command.
    /// </summary>
    public static bool AreEqual(in Outcome left, in Outcome right) =>
        left.Data == right.Data && left.Kind == right.Kind && left.Code == right.Code && left.Index == right.Index;

    /// <summary>A system call that failed with an errno.</summary>
    public static Outcome Error(Errno errno) => new(OutcomeKind.Error, (uint)errno);

    /// <summary>The value that a query or a host-initiated read returned.</summary>
    public static Outcome Value(ulong data) => new(OutcomeKind.Value, data: data);

    /// <summary>A guest read that retired.</summary>
    public static Outcome RetiredRead(ulong data) => new(OutcomeKind.RetiredRead, data: data);

    /// <summary>An exception, with the error code its frame holds, if it holds one.</summary>
    public static Outcome Fault(Vector vector, bool hasErrorCode, uint errorCode) =>
        new(OutcomeKind.Fault, (uint)vector, hasErrorCode ? WithErrorCode : 0, hasErrorCode ? errorCode : 0);

    /// <summary>An MSR exit to user space.</summary>
    /// <param name="reason">The direction.</param>
    /// <param name="index">The MSR.</param>
    /// <param name="data">What a write writes.</param>
    /// <param name="why">Why the access failed, where the interface says it.</param>
    public static Outcome Exit(
        ExitReason reason, uint index, ulong data, MsrExitReasons why = MsrExitReasons.None) =>
        new(OutcomeKind.Exit, (uint)reason | ((uint)why << WhyShift), index, data);

    /// <summary>The kernel went down under the calling thread.</summary>
    public static Outcome Oops(OopsKind oops) => new(OutcomeKind.Oops, (uint)oops);

    /// <summary>Something user space cannot do now.</summary>
    public static Outcome Refused(RefusalReason reason) => new(OutcomeKind.Refused, (uint)reason);

    /// <summary>The VM is gone.</summary>
    /// <param name="leaked">Allocations that its teardown left behind.</param>
    public static Outcome Destroyed(int leaked) => new(OutcomeKind.Destroyed, data: (uint)leaked);

    /// <summary>An instruction form that the emulated core lacks.</summary>
    /// <param name="bytes">Its first eight bytes, little endian.</param>
    public static Outcome Unimplemented(ulong bytes) => new(OutcomeKind.Unimplemented, data: bytes);

    /// <summary>The machine itself threw an exception: it is at fault whatever the command was.</summary>
    public static Outcome Crashed(CrashSite site) => new(OutcomeKind.Crashed, site.Number);

    /// <summary>The outcome as traces write it.</summary>
    public override string ToString() => TraceText.OutcomeText.Print(this);
}
