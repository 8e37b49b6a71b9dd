using MsrSpec.Implementation.Cpu.Segmentation;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Cpu;

/// <summary>What the modes are and mean.</summary>
internal static class ExecutionModes
{
    /// <summary>The mode that a state is in.</summary>
    internal static ExecutionMode Of(in CoreState state, EferBits efer)
    {
        bool isProtected = (state.Cr0 & ControlBits.ProtectionEnable) != 0;
        bool isPaged = (state.Cr0 & ControlBits.Paging) != 0;
        bool isLong = (efer & EferBits.LongModeActive) != 0;
        bool isVirtual = (state.SystemFlags & Rflags.Virtual8086) != 0;
        Segment cs = state.Segments[(int)SegmentRegister.Cs];
        return (isProtected, isPaged, isLong) switch
        {
            _ when isVirtual => ExecutionMode.Missing,
            (false, false, false) => ExecutionMode.Real16,
            (true, false, false) when cs.Is(SegmentAttributes.Big) => ExecutionMode.Protected32,
            (true, false, false) => ExecutionMode.Protected16,
            (true, true, true) when cs.Is(SegmentAttributes.Code64) => ExecutionMode.Long64,
            _ => ExecutionMode.Missing,
        };
    }

    /// <summary>The width of code, in bits.</summary>
    internal static int Bitness(this ExecutionMode mode) => mode switch
    {
        ExecutionMode.Real16 or ExecutionMode.Protected16 => 16,
        ExecutionMode.Protected32 => 32,
        ExecutionMode.Long64 => 64,
        ExecutionMode.Missing => 0,
    };
}
