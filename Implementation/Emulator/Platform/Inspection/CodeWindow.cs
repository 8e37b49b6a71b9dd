using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Emulator.Platform.Inspection;

/// <summary>The code of the guest as the core would fetch it, for those who look on.</summary>
/// <param name="core">The core.</param>
internal sealed class CodeWindow(Core core)
{
    /// <summary>The instruction at RIP with its bytes; none, of no bytes, where nothing can be fetched.</summary>
    /// <param name="bytes">Its bytes.</param>
    public Instruction ReadNext(out InstructionBytes bytes) => ReadAt(core.Current.Rip, out bytes);

    /// <summary>The instruction at an offset within CS.</summary>
    /// <param name="rip">The offset.</param>
    /// <param name="bytes">Its bytes.</param>
    public Instruction ReadAt(ulong rip, out InstructionBytes bytes)
    {
        Span<byte> window = stackalloc byte[InstructionBytes.MaxLength];
        int offsetInPage = (int)(core.LinearOfInstruction(rip) & (GuestMemory.PageSize - 1));
        int inPage = Math.Min(window.Length, GuestMemory.PageSize - offsetInPage);
        int length = Fill(rip, window[..inPage]);
        Instruction instruction = Decode(rip, window[..length]);
        if (instruction.IsInvalid && length == inPage && inPage < window.Length)
        {
            // The page behind is looked at only when the instruction reaches it.
            length += Fill(rip + (ulong)inPage, window[inPage..]);
            instruction = Decode(rip, window[..length]);
        }

        bytes = new InstructionBytes(window[..(instruction.IsInvalid ? length : instruction.Length)]);
        return instruction;
    }

    private Instruction Decode(ulong rip, ReadOnlySpan<byte> code)
    {
        var decoder = Decoder.Create(core.Mode.Bitness(), new ByteArrayCodeReader(code.ToArray()));
        decoder.IP = rip;
        return decoder.Decode();
    }

    private int Fill(ulong rip, Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (!core.Memory.TryFetch(core.LinearOfInstruction(rip + (ulong)i), out ulong physical)
                || !core.Memory.Physical.Contains(physical, 1))
            {
                return i;
            }

            bytes[i] = core.Memory.Physical.Read<byte>(physical);
        }

        return bytes.Length;
    }
}
