using MsrSpec.Implementation.Cpu.Msr;
using MsrSpec.Implementation.Platform.Apic;
using Id = MsrSpec.Spec.Abi.Msr;

namespace MsrSpec.Implementation.Platform;

/// <summary>
/// The MSRs of a machine without a filter: those of the local APIC are its own, the rest is the file's.
/// </summary>
/// <param name="msrs">The file.</param>
/// <param name="apic">The APIC.</param>
internal sealed class MachineMsrs(MsrFile msrs, ApicMsrs apic) : IMsrPort
{
    /// <inheritdoc/>
    public MsrAccessResult Read(uint index, out ulong value) =>
        Result(IsOfApic(index) ? apic.TryRead(index, out value) : msrs.GuestRead(index, out value));

    /// <inheritdoc/>
    public MsrAccessResult Write(uint index, ulong value) =>
        Result(IsOfApic(index) ? apic.TryWrite(index, value) : msrs.GuestWrite(index, value));

    private static bool IsOfApic(uint index) =>
        index is (>= ApicMsrs.First and <= ApicMsrs.Last) or Id.TscDeadline;

    private static MsrAccessResult Result(bool accepted) => accepted ? MsrAccessResult.Done : MsrAccessResult.Fault;
}
