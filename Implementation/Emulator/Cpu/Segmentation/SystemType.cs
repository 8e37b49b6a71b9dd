namespace MsrSpec.Implementation.Emulator.Cpu.Segmentation;

/// <summary>The types of system descriptors that segment registers and far transfers meet.</summary>
internal static class SystemType
{
    internal const int AvailableTask16 = 1;
    internal const int LocalTable = 2;
    internal const int BusyTask16 = 3;
    internal const int CallGate16 = 4;
    internal const int TaskGate = 5;
    internal const int AvailableTask = 9;
    internal const int BusyTask = 0xB;
    internal const int CallGate = 0xC;

    /// <summary>What the types of the 386 have over those of the 286.</summary>
    internal const int WideBit = 8;
}
