using Id = MsrSpec.Spec.Abi.Msr;

namespace MsrSpec.Implementation.Cpu.Msr;

/// <summary>
/// Which registers an APIC has in x2APIC mode, and in which direction (Intel SDM volume 3, table of the x2APIC
/// register address space). There is no register for corrected machine checks, as MCG_CAP does not count them.
/// </summary>
internal static class X2ApicRegisters
{
    private const int Identifier = 0x02;
    private const int Version = 0x03;
    private const int TaskPriority = 0x08;
    private const int ProcessorPriority = 0x0A;
    private const int EndOfInterrupt = 0x0B;
    private const int LogicalDestination = 0x0D;
    private const int Spurious = 0x0F;
    private const int InService = 0x10;
    private const int VectorWords = 3 * 8;
    private const int ErrorStatus = 0x28;
    private const int InterruptCommand = 0x30;
    private const int FirstLocalVector = 0x32;
    private const int LastLocalVector = 0x37;
    private const int InitialCount = 0x38;
    private const int CurrentCount = 0x39;
    private const int DivideConfiguration = 0x3E;
    private const int SelfInterrupt = 0x3F;

    // Bit n is register n of the block; what lies above bit 63 does not exist.
    private const ulong ReadWrite = (1UL << TaskPriority) | (1UL << Spurious) | (1UL << ErrorStatus)
        | (1UL << InterruptCommand) | (1UL << InitialCount) | (1UL << DivideConfiguration)
        | ((1UL << (LastLocalVector + 1)) - (1UL << FirstLocalVector));

    // The in-service, trigger-mode and request registers follow one another.
    private const ulong ReadOnly = (1UL << Identifier) | (1UL << Version) | (1UL << ProcessorPriority)
        | (1UL << LogicalDestination) | (1UL << CurrentCount) | (((1UL << VectorWords) - 1) << InService);

    private const ulong WriteOnly = (1UL << EndOfInterrupt) | (1UL << SelfInterrupt);

    internal static bool IsReadable(uint index) => IsIn(ReadOnly | ReadWrite, index);

    /// <summary>Whether a register takes a value, as far as all APICs agree.</summary>
    internal static bool IsWritable(uint index, ulong value)
    {
        ulong allowed = (index - Id.X2ApicFirst) switch
        {
            InterruptCommand => ulong.MaxValue,
            EndOfInterrupt or ErrorStatus => 0,
            SelfInterrupt or TaskPriority => byte.MaxValue,
            _ => uint.MaxValue,
        };
        return IsIn(WriteOnly | ReadWrite, index) && (value & ~allowed) == 0;
    }

    private static bool IsIn(ulong set, uint index)
    {
        uint number = index - Id.X2ApicFirst;
        return number < 64 && ((set >> (int)number) & 1) != 0;
    }
}
