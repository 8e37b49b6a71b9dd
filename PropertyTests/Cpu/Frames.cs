using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>Frames for IRET on the stack of a <see cref="CoreRig"/>, back to its own level.</summary>
internal static class Frames
{
    /// <summary>Puts a frame at the top of the stack.</summary>
    internal static void Put(CoreRig rig, ulong rip, ulong flags)
    {
        ulong cs = rig.State.Segments[(int)SegmentRegister.Cs].Selector;
        ulong ss = rig.State.Segments[(int)SegmentRegister.Ss].Selector;
        ulong address = rig.State.Rsp;
        foreach (ulong word in (ulong[])[rip, cs, flags, CoreRig.StackTop, ss])
        {
            rig.Memory.Write(address, BitConverter.GetBytes(word).AsSpan(0, rig.WordSize));
            address += (ulong)rig.WordSize;
        }
    }

    /// <summary>IRET in the width of the mode.</summary>
    internal static byte[] Return(GuestMode mode) => mode == GuestMode.Long64 ? [0x48, 0xCF] : [0xCF];
}
