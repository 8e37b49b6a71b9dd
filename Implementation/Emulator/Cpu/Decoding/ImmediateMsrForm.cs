using System.Buffers.Binary;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Cpu.Instructions;

namespace MsrSpec.Implementation.Emulator.Cpu.Decoding;

/// <summary>
/// RDMSR and WRMSRNS in immediate form (Intel SDM volume 2): VEX.128.F2 and VEX.128.F3, map 7, W0, F6 /0 and an
/// immediate of 32 bits, in 64-bit mode only. Iced does not know them.
/// </summary>
internal static class ImmediateMsrForm
{
    private const int MapSeven = 7;
    private const int ModeAndExtension = 0xF8;
    private const int OpcodeLength = 5;
    private const int Length = OpcodeLength + sizeof(uint);

    /// <summary>The bytes of the opcode without what names the register.</summary>
    private static ReadOnlySpan<byte> Read => [0xC4, MapSeven, 0x7B, 0xF6, 0xC0];

    private static ReadOnlySpan<byte> Write => [0xC4, MapSeven, 0x7A, 0xF6, 0xC0];

    private static ReadOnlySpan<byte> Meaningless => [0x26, 0x2E, 0x36, 0x3E, 0x64, 0x65, 0x67];

    /// <summary>The bits of each that count; R, X and B of the prefix and the register do not.</summary>
    private static ReadOnlySpan<byte> Mask => [0xFF, 0x1F, 0xFF, 0xFF, ModeAndExtension];

    /// <summary>Whether code begins with one, as far as the bytes go; of prefixes alone nobody can say.</summary>
    internal static bool IsAt(ReadOnlySpan<byte> code, ExecutionMode mode, CpuModel model)
    {
        if (mode != ExecutionMode.Long64 || !model.Has(CpuFeatures.ImmediateMsr))
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = code[Prefixes(code)..];
        return bytes.Length > 0 && (Matches(bytes, Read) || Matches(bytes, Write));
    }

    /// <summary>The bytes of the one that code begins with, whether the code holds them all or not.</summary>
    internal static int LengthOf(ReadOnlySpan<byte> code) => Prefixes(code) + Length;

    /// <summary>Decodes the one that code begins with, and holds whole.</summary>
    internal static Op Decode(ReadOnlySpan<byte> code)
    {
        ReadOnlySpan<byte> bytes = code[Prefixes(code)..];
        int extended = (bytes[1] & 0x20) == 0 ? RegisterFile.R8 : 0;
        int register = extended + (bytes[OpcodeLength - 1] & ~ModeAndExtension);
        return new Op
        {
            Handler = Matches(bytes, Read) ? MsrAccess.ImmediateRead : MsrAccess.ImmediateWrite,
            Target = (byte)(register * sizeof(ulong)),
            Immediate = BinaryPrimitives.ReadUInt32LittleEndian(bytes[OpcodeLength..]),
            Length = (byte)LengthOf(code),
        };
    }

    private static bool Matches(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> opcode)
    {
        for (int place = 0; place < Math.Min(bytes.Length, OpcodeLength); place++)
        {
            if ((bytes[place] & Mask[place]) != opcode[place])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Overrides of segment and address size mean nothing here; any other prefix is invalid.</summary>
    private static int Prefixes(ReadOnlySpan<byte> code)
    {
        int count = code.IndexOfAnyExcept(Meaningless);
        return count < 0 ? code.Length : count;
    }
}
