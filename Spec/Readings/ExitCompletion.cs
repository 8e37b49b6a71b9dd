namespace MsrSpec.Spec.Readings;

/// <summary>Reading 9: what user space's answer to an MSR exit belongs to.</summary>
public enum ExitCompletion
{
    /// <summary>To the access that exited. The allowlist is not asked again, and nothing is left over.</summary>
    BoundToTheAccess,

    /// <summary>
    /// To the next access of the vCPU that fails in the same direction: the instruction is executed again, and the
    /// answer stays until such a failure consumes it.
    /// </summary>
    ConsumedByTheNextFailure,
}
