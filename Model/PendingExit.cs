using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>An access that left to user space and waits for its answer.</summary>
/// <param name="Access">The access.</param>
public sealed record PendingExit(GuestAccess Access);
