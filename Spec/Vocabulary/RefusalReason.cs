namespace MsrSpec.Spec.Vocabulary;

/// <summary>Why user space cannot do something now.</summary>
public enum RefusalReason
{
    /// <summary>The vCPU stands at an MSR exit that nobody has answered.</summary>
    ExitPending,

    /// <summary>The vCPU stands at no exit that could be answered.</summary>
    NoExitPending,

    /// <summary>Every slot of the struct has been written to.</summary>
    NoSlotLeft,
}
