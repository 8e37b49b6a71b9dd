namespace MsrSpec.Implementation.Machines;

/// <summary>How user space's answer to an MSR exit gets back to the vCPU.</summary>
public enum ExitProtocol
{
    /// <summary>The access that exited is completed.</summary>
    Complete,

    /// <summary>
    /// The answer is left in <c>kvm_run</c> and the instruction is executed again, as in the posted series.
    /// </summary>
    ReplyAndReexecute,
}
