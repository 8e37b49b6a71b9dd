using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Sequences;

/// <summary>Commands without anything special about them, for scopes and comparisons.</summary>
internal static class PlainCommands
{
    /// <summary>Adds a range from a buffer that is readable to its end.</summary>
    /// <param name="flags">The flags word.</param>
    /// <param name="start">The first index.</param>
    /// <param name="count">The number of MSRs.</param>
    /// <param name="bits">The first byte of the bitmap; the rest is zero.</param>
    public static Command.AddAllowlist Add(AccessFlags flags, uint start, uint count, byte bits)
    {
        AllowlistHeader header = new((uint)flags, count, start, Pad: 0);
        return new Command.AddAllowlist(UserBuffer.Allowlist(header, [bits], header.ArgumentSize));
    }

    /// <summary>vCPU 0 executes a plain access in long mode at CPL 0.</summary>
    /// <param name="type">The direction.</param>
    /// <param name="index">The MSR.</param>
    /// <param name="value">What a write writes; a read has none.</param>
    public static Command.Guest Guest(AccessFlags type, uint index, ulong value = default) => new(
        0, new GuestAccess(type, index, value, GuestMode.Long64, Privilege.Kernel, InstructionForm.Plain));
}
