using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>
/// Which values CR0, CR3 and CR4 take in the state that the core is in, and what follows from them. A value that is
/// refused changes nothing and means #GP(0).
/// </summary>
internal static class ControlRegisterRules
{
    private const ulong FlushingCr0 = ControlBits.ProtectionEnable | ControlBits.WriteProtect | ControlBits.Paging;
    private const ulong FlushingCr4 = ControlBits.PageSizeExtensions | ControlBits.PhysicalAddressExtension
        | ControlBits.GlobalPages | ControlBits.SupervisorExecutionPrevention | ControlBits.SupervisorAccessPrevention;

    private const ulong LoadingCr0 = ControlBits.Paging | ControlBits.CacheDisable | ControlBits.NotWriteThrough;
    private const ulong LoadingCr4 = ControlBits.PageSizeExtensions | ControlBits.PhysicalAddressExtension
        | ControlBits.GlobalPages | ControlBits.SupervisorExecutionPrevention;

    internal static bool TrySetCr0(Core core, ulong value)
    {
        if (value > uint.MaxValue)
        {
            return false;
        }

        ulong old = core.State.Cr0;
        ulong cr0 = (value & ControlBits.Writable0) | ControlBits.ExtensionType;
        bool wantsPaging = (cr0 & ControlBits.Paging) != 0;
        if ((wantsPaging && (cr0 & ControlBits.ProtectionEnable) == 0)
            || (cr0 & (ControlBits.NotWriteThrough | ControlBits.CacheDisable)) == ControlBits.NotWriteThrough)
        {
            return false;
        }

        bool switchesPaging = ((old ^ cr0) & ControlBits.Paging) != 0;
        if (switchesPaging && (wantsPaging ? !MayStartPaging(core) : core.Mode == ExecutionMode.Long64))
        {
            return false;
        }

        if (((old ^ cr0) & LoadingCr0) != 0 && !TryLoadPointers(core, cr0, core.State.Cr3, core.State.Cr4))
        {
            return false;
        }

        core.Msrs.SetLongModeActive(wantsPaging && WantsLongMode(core));
        core.State.Cr0 = cr0;
        if (((old ^ cr0) & FlushingCr0) != 0)
        {
            core.FlushTranslations();
        }

        return true;
    }

    internal static bool TrySetCr3(Core core, ulong value)
    {
        if ((value & CpuModel.ReservedAddressBits) != 0
            || !TryLoadPointers(core, core.State.Cr0, value, core.State.Cr4))
        {
            return false;
        }

        core.State.Cr3 = value;
        core.Memory.FlushNonGlobal();
        return true;
    }

    internal static bool TrySetCr4(Core core, ulong value)
    {
        ulong old = core.State.Cr4;
        bool isLong = (core.Msrs.Efer & EferBits.LongModeActive) != 0;
        if ((value & ~Cr4BitsOf(core.Platform.Model)) != 0
            || (isLong && (value & ControlBits.PhysicalAddressExtension) == 0))
        {
            return false;
        }

        if (((old ^ value) & LoadingCr4) != 0 && !TryLoadPointers(core, core.State.Cr0, core.State.Cr3, value))
        {
            return false;
        }

        core.State.Cr4 = value;
        if (((old ^ value) & FlushingCr4) != 0)
        {
            core.FlushTranslations();
        }

        return true;
    }

    /// <summary>The bits of CR4 that a processor has. PCE has none in CPUID.</summary>
    internal static ulong Cr4BitsOf(CpuModel model)
    {
        ulong bits = ControlBits.PerformanceCounters;
        Add(CpuFeatures.TimeStampCounter, ControlBits.TimeStampDisable);
        Add(CpuFeatures.DebuggingExtensions, ControlBits.DebuggingExtensions);
        Add(CpuFeatures.PageSizeExtensions, ControlBits.PageSizeExtensions);
        Add(CpuFeatures.PhysicalAddressExtension, ControlBits.PhysicalAddressExtension);
        Add(CpuFeatures.MachineCheckException, ControlBits.MachineCheckEnable);
        Add(CpuFeatures.GlobalPages, ControlBits.GlobalPages);
        Add(CpuFeatures.FxSave, ControlBits.FxSave);
        Add(CpuFeatures.Sse, ControlBits.SimdExceptions);
        Add(CpuFeatures.Umip, ControlBits.UserModeInstructionPrevention);
        Add(CpuFeatures.FsGsBase, ControlBits.FsGsBase);
        Add(CpuFeatures.Smep, ControlBits.SupervisorExecutionPrevention);
        Add(CpuFeatures.Smap, ControlBits.SupervisorAccessPrevention);
        return bits;

        void Add(CpuFeatures feature, ulong bit) => bits |= model.Has(feature) ? bit : 0;
    }

    /// <summary>
    /// Loads what PAE paging outside of long mode keeps in registers; with any other paging there is nothing to load.
    /// </summary>
    private static bool TryLoadPointers(Core core, ulong cr0, ulong cr3, ulong cr4) =>
        (cr0 & ControlBits.Paging) == 0
        || (cr4 & ControlBits.PhysicalAddressExtension) == 0
        || WantsLongMode(core)
        || core.Memory.TryLoadPageDirectoryPointers(cr3);

    private static bool WantsLongMode(Core core) => (core.Msrs.Efer & EferBits.LongModeEnable) != 0;

    /// <summary>Long mode is entered with PAE, from a segment that is not 64-bit, and without a 16-bit task.</summary>
    private static bool MayStartPaging(Core core)
    {
        Segment task = core.State.Segments[(int)SegmentRegister.Tr];
        return !WantsLongMode(core)
            || ((core.State.Cr4 & ControlBits.PhysicalAddressExtension) != 0
                && !core.State.Segments[(int)SegmentRegister.Cs].Is(SegmentAttributes.Code64)
                && !(task.IsSystem && task.Type is (SystemType.AvailableTask16 or SystemType.BusyTask16)));
    }
}
