using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Spec.Abi;
using Id = MsrSpec.Spec.Abi.Msr;

namespace MsrSpec.Implementation.Emulator.Cpu.Msr;

/// <summary>
/// The table as one processor has it: what its model hides is absent, and masks and counts follow from its features.
/// </summary>
internal sealed class MsrLayout
{
    private static readonly MsrLayout Default = new(CpuModel.Default);

    private readonly MsrRow[] _rows;
    private readonly MsrRule[] _rules;
    private readonly ulong[] _resets;

    private MsrLayout(CpuModel model)
    {
        _rows = Array.ConvertAll(MsrTable.Rows.ToArray(), row => Fit(row, model));
        _rules = Array.ConvertAll(_rows, row => row.Rule);
        _resets = Array.ConvertAll(_rows, row => row.Reset);
    }

    internal MsrRow[] Rows => _rows;

    /// <summary>The rule of each row, for whoever needs nothing else of it.</summary>
    internal MsrRule[] Rules => _rules;

    internal ReadOnlySpan<ulong> Resets => _resets;

    internal static MsrLayout Of(CpuModel model) => model == CpuModel.Default ? Default : new MsrLayout(model);

    private static MsrRow Fit(MsrRow row, CpuModel model) => row.Index switch
    {
        _ when !row.IsOf(model) => Absent(row),
        Id.McgCap => row with { Reset = row.Reset | (uint)model.MachineCheckBanks },
        Id.Efer => row with { Mask = EferBitsOf(model) },
        Id.SpecCtrl => row with { Mask = SpeculationBitsOf(model) },
        >= Id.Mc0Ctl and < Id.Mc0Ctl + (CpuModel.MaxMachineCheckBanks * Id.McBankStride)
            when (row.Index - Id.Mc0Ctl) / Id.McBankStride >= model.MachineCheckBanks => Absent(row),
        _ => row,
    };

    private static MsrRow Absent(MsrRow row) => row with { Rule = MsrRule.Absent, Reset = 0 };

    private static ulong EferBitsOf(CpuModel model)
    {
        EferBits bits = model.Has(CpuFeatures.Syscall) ? EferBits.SyscallEnable : 0;
        bits |= model.Has(CpuFeatures.LongMode) ? EferBits.LongModeEnable | EferBits.LongModeActive : 0;
        bits |= model.Has(CpuFeatures.NoExecute) ? EferBits.NoExecuteEnable : 0;
        return (ulong)bits;
    }

    private static ulong SpeculationBitsOf(CpuModel model)
    {
        ulong bits = model.Has(CpuFeatures.SpeculationControl) ? 1UL << 0 : 0;
        bits |= model.Has(CpuFeatures.SingleThreadPredictors) ? 1UL << 1 : 0;
        return bits | (model.Has(CpuFeatures.StoreBypassDisable) ? 1UL << 2 : 0);
    }
}
