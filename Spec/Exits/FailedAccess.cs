namespace MsrSpec.Spec.Exits;

/// <summary>An access that is denied or fails: the words that decide what becomes of it.</summary>
/// <param name="Deflected">Whether failing accesses are deflected to user space.</param>
/// <param name="AnswerWaits">Whether an answer of user space waits for a failure in this direction.</param>
/// <param name="Denied">Whether it is the list that denies it.</param>
/// <param name="PassesThrough">Whether the hardware carries it out by itself.</param>
/// <param name="KernelFails">Whether it is the kernel that fails at it, with an errno.</param>
public readonly record struct FailedAccess(
    bool Deflected, bool AnswerWaits, bool Denied, bool PassesThrough, bool KernelFails);
