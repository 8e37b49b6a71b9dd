namespace MsrSpec.Spec.Lifetime;

/// <summary>The end of a VM, and fault injection: the words of their tables.</summary>
/// <param name="LockHeld">Whether a call that ended has kept the VM's lock.</param>
public readonly record struct VmEnd(bool LockHeld);
