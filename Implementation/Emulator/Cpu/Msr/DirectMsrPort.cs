namespace MsrSpec.Implementation.Emulator.Cpu.Msr;

/// <summary>A port without a filter: the registers themselves answer.</summary>
/// <param name="msrs">The registers.</param>
public sealed class DirectMsrPort(MsrFile msrs) : IMsrPort
{
    /// <inheritdoc/>
    public MsrAccessResult Read(uint index, out ulong value) =>
        msrs.GuestRead(index, out value) ? MsrAccessResult.Done : MsrAccessResult.Fault;

    /// <inheritdoc/>
    public MsrAccessResult Write(uint index, ulong value) =>
        msrs.GuestWrite(index, value) ? MsrAccessResult.Done : MsrAccessResult.Fault;
}
