using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>A bus that counts up its answers and remembers what it was asked.</summary>
internal sealed class ScriptedPorts : IPortBus
{
    internal PortAccessResult Answer { get; set; } = PortAccessResult.Done;

    internal uint Next { get; set; } = 0x8182_8384;

    internal List<(ushort Port, int Size, uint Value)> Written { get; } = [];

    internal List<(ushort Port, int Size)> Asked { get; } = [];

    public PortAccessResult Read(ushort port, int size, out uint value)
    {
        Asked.Add((port, size));
        value = Next++ & (uint.MaxValue >> (32 - (8 * size)));
        return Answer;
    }

    public PortAccessResult Write(ushort port, int size, uint value)
    {
        Written.Add((port, size, value));
        return Answer;
    }
}
