using MsrSpec.Implementation.Cpu.Msr;

namespace MsrSpec.Implementation.Platform;

/// <summary>The MSRs of a machine that filters nothing: the file answers.</summary>
/// <param name="msrs">The file.</param>
internal sealed class UnfilteredMsrs(MsrFile msrs) : IMsrPort
{
    /// <inheritdoc/>
    public MsrAccessResult Read(uint index, out ulong value) => Result(msrs.GuestRead(index, out value));

    /// <inheritdoc/>
    public MsrAccessResult Write(uint index, ulong value) => Result(msrs.GuestWrite(index, value));

    private static MsrAccessResult Result(bool accepted) => accepted ? MsrAccessResult.Done : MsrAccessResult.Fault;
}
