namespace MsrSpec.Spec.Vocabulary;

/// <summary>
/// The registers that an MSR access can change, as they stand after it (or in the saved frame of its fault).
/// </summary>
/// <param name="Rax">RAX.</param>
/// <param name="Rcx">RCX.</param>
/// <param name="Rdx">RDX.</param>
/// <param name="RipOffset">
/// RIP less the address of the access: 0 at the instruction, its length once it has retired.
/// </param>
public readonly record struct GuestRegisters(ulong Rax, ulong Rcx, ulong Rdx, int RipOffset)
{
    /// <summary>The registers of a vCPU that has not run yet.</summary>
    public static GuestRegisters None { get; }
}
