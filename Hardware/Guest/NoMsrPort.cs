using MsrSpec.Implementation.Emulator.Cpu.Msr;

namespace MsrSpec.Hardware.Guest;

/// <summary>Refuses every MSR: nothing under test reaches one.</summary>
internal sealed class NoMsrPort : IMsrPort
{
    public MsrAccessResult Read(uint index, out ulong value)
    {
        value = 0;
        return MsrAccessResult.Fault;
    }

    public MsrAccessResult Write(uint index, ulong value) => MsrAccessResult.Fault;
}
