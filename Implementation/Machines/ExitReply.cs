using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Machines;

/// <summary>An answer that user space left in <c>kvm_run</c> for the posted patch to find.</summary>
/// <param name="Type">The direction of the exit that it answers; none if there is no answer.</param>
/// <param name="Error">Not zero if it asks for a fault.</param>
/// <param name="Data">What a read returns.</param>
public readonly record struct ExitReply(AccessFlags Type, byte Error, ulong Data);
