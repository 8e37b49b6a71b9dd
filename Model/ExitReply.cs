using MsrSpec.Spec.Abi;

namespace MsrSpec.Model;

/// <summary>An answer of user space that no access has consumed yet (reading 9).</summary>
/// <param name="Type">The direction it answers.</param>
/// <param name="Error">Whether it asks for a fault.</param>
/// <param name="Data">What a read shall return.</param>
public sealed record ExitReply(AccessFlags Type, byte Error, ulong Data);
