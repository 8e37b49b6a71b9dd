using MsrSpec.Implementation.Emulator.Cpu.Msr;

namespace MsrSpec.PropertyTests.Agent;

/// <summary>A port that answers as it is told, and remembers what it was asked.</summary>
internal sealed class ScriptedPort : IMsrPort
{
    internal MsrAccessResult Answer { get; set; } = MsrAccessResult.Done;

    internal ulong Value { get; set; }

    internal uint LastIndex { get; private set; }

    internal ulong LastWritten { get; private set; }

    internal int Reads { get; private set; }

    internal int Writes { get; private set; }

    public MsrAccessResult Read(uint index, out ulong value)
    {
        Reads++;
        LastIndex = index;
        value = Value;
        return Answer;
    }

    public MsrAccessResult Write(uint index, ulong value)
    {
        Writes++;
        LastIndex = index;
        LastWritten = value;
        return Answer;
    }
}
