using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>What the modes are and mean.</summary>
internal static class ExecutionModes
{
    /// <summary>The mode that a state is in.</summary>
    internal static ExecutionMode Of(in CoreState state, EferBits efer)
    {
        bool isProtected = (state.Cr0 & ControlBits.ProtectionEnable) != 0;
        bool isLong = (efer & EferBits.LongModeActive) != 0;
        bool isVirtual = (state.SystemFlags & Rflags.Virtual8086) != 0;
        Segment cs = state.Segments[(int)SegmentRegister.Cs];
        bool is32Bit = cs.Is(SegmentAttributes.Big);
        return (isProtected, isLong) switch
        {
            (false, _) => ExecutionMode.Real16,
            (true, true) when cs.Is(SegmentAttributes.Code64) => ExecutionMode.Long64,
            (true, true) => is32Bit ? ExecutionMode.Compatibility32 : ExecutionMode.Compatibility16,
            (true, false) when isVirtual => ExecutionMode.Virtual8086,
            (true, false) => is32Bit ? ExecutionMode.Protected32 : ExecutionMode.Protected16,
        };
    }

    /// <summary>The width of code, in bits.</summary>
    internal static int Bitness(this ExecutionMode mode) => mode switch
    {
        ExecutionMode.Real16 or ExecutionMode.Protected16 or ExecutionMode.Virtual8086
            or ExecutionMode.Compatibility16 => 16,
        ExecutionMode.Protected32 or ExecutionMode.Compatibility32 => 32,
        ExecutionMode.Long64 => 64,
    };

    /// <summary>
    /// Whether segment registers are loaded by shifting the selector: real mode, and virtual-8086 mode.
    /// </summary>
    internal static bool IsRealLike(this ExecutionMode mode) =>
        mode is ExecutionMode.Real16 or ExecutionMode.Virtual8086;

    /// <summary>Whether long mode is active: gates are of sixteen bytes, and handlers run 64-bit code.</summary>
    internal static bool IsLongActive(this ExecutionMode mode) =>
        mode is ExecutionMode.Long64 or ExecutionMode.Compatibility16 or ExecutionMode.Compatibility32;
}
