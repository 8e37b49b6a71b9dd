using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>Vectors that the core raises or classifies (Intel SDM volume 3, section 6.3.1).</summary>
public static class ExceptionVector
{
    /// <summary>#DE.</summary>
    public const byte DivideError = 0;

    /// <summary>#DB.</summary>
    public const byte Debug = 1;

    /// <summary>NMI.</summary>
    public const byte NonMaskableInterrupt = 2;

    /// <summary>#BP, of INT3.</summary>
    public const byte Breakpoint = 3;

    /// <summary>#OF, of INTO.</summary>
    public const byte Overflow = 4;

    /// <summary>#BR, of BOUND.</summary>
    public const byte BoundRange = 5;

    /// <summary>#UD.</summary>
    public const byte InvalidOpcode = (byte)Vector.InvalidOpcode;

    /// <summary>#NM.</summary>
    public const byte DeviceNotAvailable = 7;

    /// <summary>#DF.</summary>
    public const byte DoubleFault = 8;

    /// <summary>#TS.</summary>
    public const byte InvalidTss = 10;

    /// <summary>#NP.</summary>
    public const byte SegmentNotPresent = 11;

    /// <summary>#SS.</summary>
    public const byte StackFault = 12;

    /// <summary>#GP.</summary>
    public const byte GeneralProtection = (byte)Vector.GeneralProtection;

    /// <summary>#PF.</summary>
    public const byte PageFault = 14;

    /// <summary>#AC.</summary>
    public const byte AlignmentCheck = 17;

    /// <summary>#MC.</summary>
    public const byte MachineCheck = 18;

    /// <summary>Whether a vector counts towards a double fault.</summary>
    internal static bool IsContributory(byte vector) =>
        vector is DivideError or (>= InvalidTss and <= GeneralProtection);

    /// <summary>Whether the exception of a vector comes with an error code.</summary>
    /// <param name="vector">The vector.</param>
    public static bool HasErrorCode(byte vector) =>
        vector is DoubleFault or (>= InvalidTss and <= PageFault) or AlignmentCheck;
}
