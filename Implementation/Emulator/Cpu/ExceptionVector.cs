using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>Vectors that the core raises or classifies.</summary>
internal static class ExceptionVector
{
    internal const byte DivideError = 0;
    internal const byte Debug = 1;
    internal const byte NonMaskableInterrupt = 2;
    internal const byte Breakpoint = 3;
    internal const byte Overflow = 4;
    internal const byte BoundRange = 5;
    internal const byte InvalidOpcode = (byte)Vector.InvalidOpcode;
    internal const byte DeviceNotAvailable = 7;
    internal const byte DoubleFault = 8;
    internal const byte InvalidTss = 10;
    internal const byte SegmentNotPresent = 11;
    internal const byte StackFault = 12;
    internal const byte GeneralProtection = (byte)Vector.GeneralProtection;
    internal const byte PageFault = 14;
    internal const byte AlignmentCheck = 17;
    internal const byte MachineCheck = 18;

    /// <summary>Whether a vector counts towards a double fault.</summary>
    internal static bool IsContributory(byte vector) =>
        vector is DivideError or (>= InvalidTss and <= GeneralProtection);

    /// <summary>Whether the exception of a vector comes with an error code.</summary>
    internal static bool HasErrorCode(byte vector) =>
        vector is DoubleFault or (>= InvalidTss and <= PageFault) or AlignmentCheck;
}
