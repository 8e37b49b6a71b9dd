using MsrSpec.Spec.Chapters;

namespace MsrSpec.Cli.Specifying;

/// <summary>The names of aspects for readers.</summary>
internal static class AspectText
{
    /// <summary>The name of an aspect.</summary>
    public static string Of(Aspect aspect) => aspect switch
    {
        Aspect.Answers => "the machine answers",
        Aspect.Returns => "the call returns",
        Aspect.Survives => "the kernel survives",
        Aspect.Success => "success",
        Aspect.Permission => "permission",
        Aspect.Failure => "the failure",
        Aspect.Delivery => "delivery",
        Aspect.ErrorCode => "error code",
        Aspect.Run => "KVM_RUN",
        Aspect.Index => "index",
        Aspect.Value => "value",
        Aspect.ModeBits => "mode bits of EFER",
        Aspect.Time => "time",
        Aspect.Lock => "lock",
        Aspect.Locking => "locking",
        Aspect.UnderTheLock => "the call under the lock",
        Aspect.LockTakers => "who takes the lock",
        Aspect.ArgumentReads => "reads of the argument",
        Aspect.ReadExtent => "what is read",
        Aspect.Allocations => "live allocations",
        Aspect.Slots => "slots in use",
        Aspect.Decisions => "decisions",
        Aspect.Registers => "registers",
        Aspect.Presence => "MSR's presence",
        Aspect.Msr => "the MSR",
        Aspect.OtherVcpu => "the other vCPU",
        Aspect.ExitPending => "pending exit",
        Aspect.Deflection => "deflection",
    };
}
