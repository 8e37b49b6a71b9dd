using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>The state of one vCPU, as a value.</summary>
/// <param name="Msrs">The value of each MSR but EFER, by its row in <see cref="MsrTable.Rows"/>.</param>
/// <param name="Efer">EFER, which every change of mode touches.</param>
/// <param name="Registers">The registers after the last access.</param>
/// <param name="Exit">The exit it stands at, or null.</param>
/// <param name="Reply">An answer not consumed yet, or null.</param>
public sealed record VcpuState(
    MsrValues Msrs, ulong Efer, GuestRegisters Registers, PendingExit? Exit, ExitReply? Reply)
{
    private static readonly int EferRow = MsrTable.RowOf(Msr.Efer);
    private static readonly int ApicBaseRow = MsrTable.RowOf(Msr.ApicBase);

    /// <summary>Whether its APIC is in x2APIC mode.</summary>
    public bool IsInX2ApicMode => MsrTable.IsX2ApicMode(Msrs[ApicBaseRow]);

    /// <summary>A fresh vCPU: reset values; only vCPU 0 is the bootstrap processor.</summary>
    public static VcpuState Fresh(int number)
    {
        MsrValues msrs = new(MsrTable.Rows.Select(row => MsrTable.ResetValue(row, number)));
        return new VcpuState(msrs, msrs[EferRow], GuestRegisters.None, null, null);
    }

    /// <summary>The MSR of an index, if the processor has it, in the mode that its APIC is in.</summary>
    /// <param name="index">The index.</param>
    /// <param name="row">Its row.</param>
    public bool TryFind(uint index, out int row) =>
        MsrTable.TryFind(index, out row) && MsrTable.IsThere(row, Msrs[ApicBaseRow]);

    /// <summary>The value of the MSR of a row.</summary>
    public ulong Value(int row) => row == EferRow ? Efer : Msrs[row];

    /// <summary>The vCPU with another value of EFER.</summary>
    public VcpuState WithEfer(ulong efer) => efer == Efer ? this : this with { Efer = efer };

    /// <summary>The vCPU with another value of one MSR, named by its row.</summary>
    public VcpuState WithMsr(int row, ulong value) => Value(row) == value ? this : After(Registers, row, value);

    /// <summary>The vCPU after an access.</summary>
    public VcpuState After(in GuestRegisters registers) => new(Msrs, Efer, registers, Exit, Reply);

    /// <summary>The vCPU after an access that has set an MSR.</summary>
    public VcpuState After(in GuestRegisters registers, int row, ulong value) =>
        row == EferRow ? new(Msrs, value, registers, Exit, Reply)
        : Msrs[row] == value ? After(registers)
        : new(Msrs.With(row, value), Efer, registers, Exit, Reply);
}
