using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>What the state of a core says about paging.</summary>
internal static class PagingContexts
{
    /// <summary>What the processor has, whatever its registers say.</summary>
    internal static PagingOptions OptionsOf(CpuModel model) =>
        If(model, CpuFeatures.PageSizeExtensions36, PagingOptions.WideLargePages)
        | If(model, CpuFeatures.GigabytePages, PagingOptions.GigabytePages)
        | If(model, CpuFeatures.PageAttributeTable, PagingOptions.AttributeTable);

    internal static PagingContext Of(in CoreState state, EferBits efer, PagingOptions ofModel)
    {
        if ((state.Cr0 & ControlBits.Paging) == 0)
        {
            return default;
        }

        bool isLong = (efer & EferBits.LongModeActive) != 0;
        bool isWide = isLong || (state.Cr4 & ControlBits.PhysicalAddressExtension) != 0;
        PagingFormat format = isLong ? PagingFormat.FourLevel : isWide ? PagingFormat.Pae : PagingFormat.Legacy32;
        PagingOptions options = ofModel
            | If(state.Cr0, ControlBits.WriteProtect, PagingOptions.WriteProtect)
            | If(state.Cr4, ControlBits.PageSizeExtensions, PagingOptions.LargePages)
            | If(state.Cr4, ControlBits.GlobalPages, PagingOptions.GlobalPages)
            | If(state.Cr4, ControlBits.SupervisorExecutionPrevention, PagingOptions.ExecutionPrevention)
            | If(state.Cr4, ControlBits.SupervisorAccessPrevention, PagingOptions.AccessPrevention)
            | If((ulong)efer, (ulong)EferBits.NoExecuteEnable, PagingOptions.NoExecute);
        return new PagingContext(format, state.Cr3, options);
    }

    private static PagingOptions If(ulong register, ulong bit, PagingOptions option) =>
        (register & bit) != 0 ? option : PagingOptions.None;

    private static PagingOptions If(CpuModel model, CpuFeatures feature, PagingOptions option) =>
        model.Has(feature) ? option : PagingOptions.None;
}
