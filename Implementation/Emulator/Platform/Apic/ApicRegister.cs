namespace MsrSpec.Implementation.Emulator.Platform.Apic;

/// <summary>
/// The registers of a local APIC by the number that both ways to them share: the offset in its page divided by
/// sixteen, and the MSR index less 0x800.
/// </summary>
internal static class ApicRegister
{
    internal const int Id = 0x02;
    internal const int Version = 0x03;
    internal const int TaskPriority = 0x08;
    internal const int ProcessorPriority = 0x0A;
    internal const int EndOfInterrupt = 0x0B;
    internal const int LogicalDestination = 0x0D;
    internal const int DestinationFormat = 0x0E;
    internal const int SpuriousVector = 0x0F;
    internal const int InService = 0x10;
    internal const int TriggerMode = 0x18;
    internal const int InterruptRequest = 0x20;
    internal const int ErrorStatus = 0x28;
    internal const int CommandLow = 0x30;
    internal const int CommandHigh = 0x31;
    internal const int FirstLocalVector = 0x32;
    internal const int TimerVector = 0x32;
    internal const int Line0Vector = 0x35;
    internal const int ErrorVector = 0x37;
    internal const int LastLocalVector = 0x37;
    internal const int InitialCount = 0x38;
    internal const int CurrentCount = 0x39;
    internal const int Divide = 0x3E;
    internal const int SelfInterrupt = 0x3F;
}
