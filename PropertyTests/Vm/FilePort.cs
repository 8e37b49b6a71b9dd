using MsrSpec.Implementation.Cpu.Msr;

namespace MsrSpec.PropertyTests.Vm;

/// <summary>A port without a filter: the MSR file answers.</summary>
internal sealed class FilePort(MsrFile msrs) : IMsrPort
{
    public MsrAccessResult Read(uint index, out ulong value) =>
        msrs.GuestRead(index, out value) ? MsrAccessResult.Done : MsrAccessResult.Fault;

    public MsrAccessResult Write(uint index, ulong value) =>
        msrs.GuestWrite(index, value) ? MsrAccessResult.Done : MsrAccessResult.Fault;
}
