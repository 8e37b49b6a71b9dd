using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Accesses;

/// <summary>A guest access: the words that the rows of its table speak of.</summary>
/// <param name="Access">The access.</param>
/// <param name="Allowed">Whether the list allows it.</param>
/// <param name="Register">The register's row, or null if the processor does not have it (or not in its mode).</param>
/// <param name="Write">What the register's rule says of the value of a write.</param>
/// <param name="RunsOutOfMemory">
/// Whether it is of EFER, and the kernel's handler of it fails with ENOMEM if a write gets there.
/// </param>
public sealed record AccessQuery(
    GuestAccess Access, bool Allowed, MsrRow? Register, MsrJudgement Write, bool RunsOutOfMemory)
{
    /// <summary>How the instruction is written; a LOCK prefix makes it invalid.</summary>
    public InstructionForm Form => Access.Form;

    /// <summary>Whether the instruction is WRMSRNS or an immediate form, which came later than the others.</summary>
    public bool IsRecent => Form is InstructionForm.NonSerializing or InstructionForm.Immediate;

    /// <summary>Whether the instruction itself holds the index.</summary>
    public bool IsImmediate => Form == InstructionForm.Immediate;

    /// <summary>Whether the instruction is executed in 64-bit mode.</summary>
    public bool In64Bits => Access.Mode == GuestMode.Long64;

    /// <summary>
    /// Whether the instruction is executed at a CPL other than 0; real mode has no privilege levels.
    /// </summary>
    public bool Unprivileged => Access.Mode != GuestMode.Real16 && Access.Privilege != Privilege.Kernel;

    /// <summary>Whether the access is a read.</summary>
    public bool IsRead => Access.IsRead;

    /// <summary>Whether the processor has the MSR, in the mode that its APIC is in.</summary>
    public bool Exists => Register is not null;

    /// <summary>Whether the MSR can be read.</summary>
    public bool Readable => Register is { IsReadable: true };

    /// <summary>Whether the guest may not write the MSR, whatever the value.</summary>
    public bool NeverWritten => Write.Failure == GuestAccessClauses.WrongDirectionFails;

    /// <summary>Whether the write would change EFER.LME while paging is on.</summary>
    public bool ChangesTheMode => Write.Failure == GuestAccessClauses.EferInterlock;

    /// <summary>Whether the rule of the MSR takes the value.</summary>
    public bool Valid => Write.Succeeds;
}
