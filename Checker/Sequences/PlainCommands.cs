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

    /// <summary>Writes to a slot of a filter, whose bitmap is readable to its end.</summary>
    /// <param name="flags">The flags word.</param>
    /// <param name="start">The first index.</param>
    /// <param name="count">The number of MSRs, at most 64.</param>
    /// <param name="bits">The first byte of the bitmap; the rest is zero.</param>
    public static Command.WriteFilterSlot Slot(uint flags, uint start, uint count, byte bits) => new(
        new FilterSlot(
            flags, count, start,
            new UserBuffer(count == 0 ? [] : [bits, .. new byte[AllowlistLayout.BytesPerLong - 1]])));

    /// <summary>Sets a filter out of a struct that is readable to its end.</summary>
    /// <param name="flags">The flags of the filter.</param>
    /// <param name="caller">How wide the caller's pointers are.</param>
    public static Command.SetFilter SetFilter(uint flags, CallerBits caller = CallerBits.Native) =>
        new(flags, caller, FilterLayout.SizeOf(caller));

    /// <summary>vCPU 0 executes a plain access in long mode at CPL 0.</summary>
    /// <param name="type">The direction.</param>
    /// <param name="index">The MSR.</param>
    /// <param name="value">What a write writes; a read has none.</param>
    public static Command.Guest Guest(AccessFlags type, uint index, ulong value = default) => new(
        0, new GuestAccess(type, index, value, GuestMode.Long64, Privilege.Kernel, InstructionForm.Plain));
}
