namespace MsrSpec.Spec.Exits;

/// <summary><c>KVM_ENABLE_CAP</c> and <c>KVM_CHECK_EXTENSION</c>: the words of their tables.</summary>
/// <param name="Number">The capability.</param>
/// <param name="Flags">The flags word; zero for a query, which has none.</param>
public readonly record struct CapabilityCall(uint Number, uint Flags);
