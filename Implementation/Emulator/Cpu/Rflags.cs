namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>Bits of RFLAGS (Intel SDM volume 1, section 3.4.3).</summary>
[Flags]
public enum Rflags : uint
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>CF, carry.</summary>
    Carry = 1 << 0,

    /// <summary>Bit 1, which is always one.</summary>
    One = 1 << 1,

    /// <summary>PF, even parity of the low byte.</summary>
    Parity = 1 << 2,

    /// <summary>AF, carry out of bit 3.</summary>
    Adjust = 1 << 4,

    /// <summary>ZF, zero.</summary>
    Zero = 1 << 6,

    /// <summary>SF, sign.</summary>
    Sign = 1 << 7,

    /// <summary>TF, single step.</summary>
    Trap = 1 << 8,

    /// <summary>IF, interrupts are enabled.</summary>
    Interrupt = 1 << 9,

    /// <summary>DF, string operations run downwards.</summary>
    Direction = 1 << 10,

    /// <summary>OF, overflow.</summary>
    Overflow = 1 << 11,

    /// <summary>The low bit of IOPL.</summary>
    IoPrivilegeLow = 1 << 12,

    /// <summary>The high bit of IOPL.</summary>
    IoPrivilegeHigh = 1 << 13,

    /// <summary>IOPL, the I/O privilege level: two bits.</summary>
    IoPrivilege = IoPrivilegeLow | IoPrivilegeHigh,

    /// <summary>NT, nested task.</summary>
    NestedTask = 1 << 14,

    /// <summary>RF, resume.</summary>
    Resume = 1 << 16,

    /// <summary>VM, virtual-8086 mode.</summary>
    Virtual8086 = 1 << 17,

    /// <summary>AC, alignment check.</summary>
    AlignmentCheck = 1 << 18,

    /// <summary>ID, CPUID can be toggled.</summary>
    Identification = 1 << 21,

    /// <summary>The six flags that arithmetic sets.</summary>
    Arithmetic = Carry | Parity | Adjust | Zero | Sign | Overflow,

    /// <summary>What IRET at CPL 0 may set, of the flags that this core knows.</summary>
    Loadable = Arithmetic | Trap | Interrupt | Direction | IoPrivilege | NestedTask | Resume | AlignmentCheck
        | Identification,
}
