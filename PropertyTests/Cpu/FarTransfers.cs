using MsrSpec.Implementation.Emulator.Cpu;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>Far jumps and calls as the code of each mode has them.</summary>
internal static class FarTransfers
{
    /// <summary>A rig with one code descriptor, of the mode's own width unless 64-bit code is asked for.</summary>
    internal static SegmentRig RigWith(
        SegmentMode mode, int cpl, int selector, int type, int dpl, bool is64Bit = false)
    {
        var rig = new SegmentRig(mode, cpl);
        bool isWide = mode == SegmentMode.Long64 || (is64Bit && mode >= SegmentMode.Compatibility16);
        int width = isWide ? SegmentRig.Long : rig.Bitness == 32 ? SegmentRig.Big : 0;
        rig.Describe(selector & ~3, type | width, dpl);
        return rig;
    }

    /// <summary>
    /// A far jump or call of the mode's own operand size. 64-bit code has only the form through memory.
    /// </summary>
    internal static byte[] Through(SegmentRig rig, bool isCall, int selector, ulong offset)
    {
        if (rig.Bitness == 64)
        {
            rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data;
            rig.Memory.Write(CoreRig.Data, (uint)offset);
            rig.Memory.Write(CoreRig.Data + 4, (ushort)selector);
            return [0xFF, (byte)(isCall ? 0x1B : 0x2B)];
        }

        byte opcode = (byte)(isCall ? 0x9A : 0xEA);
        byte[] selectorBytes = BitConverter.GetBytes((ushort)selector);
        byte[] offsetBytes = BitConverter.GetBytes((uint)offset);
        return [opcode, .. offsetBytes[..(rig.Bitness / 8)], .. selectorBytes];
    }

    /// <summary>What such a call pushes.</summary>
    internal static ulong CallSize(SegmentRig rig) => rig.Bitness == 16 ? 4UL : 8UL;
}
