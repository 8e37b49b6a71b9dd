namespace MsrSpec.Implementation.Emulator.Cpu.Segmentation;

/// <summary>The parts of a selector (Intel SDM volume 3, section 3.4.2).</summary>
internal static class Selector
{
    internal const int PrivilegeBits = 3;
    internal const int LocalTableBit = 4;

    internal static bool IsNull(ushort selector) => (selector & ~PrivilegeBits) == 0;

    internal static int PrivilegeLevel(ushort selector) => selector & PrivilegeBits;

    /// <summary>A selector with another level.</summary>
    internal static ushort AtLevel(ushort selector, int level) => (ushort)((selector & ~PrivilegeBits) | level);

    /// <summary>The error code that names a selector: all of it but the privilege level.</summary>
    internal static uint ErrorCode(ushort selector) => (uint)(selector & ~PrivilegeBits);
}
