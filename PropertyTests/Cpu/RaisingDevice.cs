using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>A page that answers each write with an interrupt.</summary>
internal sealed class RaisingDevice(ScriptedInterrupts interrupts, byte vector, ulong page) : IMemoryDevice
{
    internal int Writes { get; private set; }

    public bool Claims(ulong physical) => (physical & ~0xFFFUL) == page;

    public ulong Read(ulong physical, int size) => 0;

    public void Write(ulong physical, int size, ulong value)
    {
        Writes++;
        interrupts.Waiting = vector;
    }
}
