using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Objects.Loading;
using MsrSpec.Implementation.Objects.Space;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Objects.Running;

/// <summary>
/// A core in a kernel's mode that calls loaded functions: 64 bits at level 0 with SMAP, SMEP, WP and NX on and SSE
/// off, interrupts off, on a stack with a guard page at each end.
/// </summary>
internal sealed class ObjectCore
{
    /// <summary>How many arguments the psABI passes in registers.</summary>
    public const int MaxArguments = 6;

    /// <summary>What a register holds that nobody has set, with its number: no canonical address.</summary>
    private const ulong Unset = 0xDEAD_0000_0000_0000;
    private const int GeneralRegisters = 16;

    private readonly KernelSpace _space;
    private readonly ObjectImage _image;
    private readonly Core _core;
    private readonly OopsText _oops;
    private readonly CoreState _entry;

    private ObjectCore(KernelSpace space, ObjectImage image)
    {
        _space = space;
        _image = image;
        MsrFile msrs = new(vcpu: 0);
        msrs.EnterMode(GuestMode.Long64);
        const EferBits Kernel = EferBits.SyscallEnable | EferBits.NoExecuteEnable;
        _ = msrs.HostWrite(Msr.Efer, (ulong)(msrs.Efer | Kernel));
        _ = msrs.HostWrite(Msr.GsBase, KernelLayout.PerCpu);
        _core = new Core(space.Ram, msrs, new DirectMsrPort(msrs));
        _oops = new OopsText(space, image, _core);
        _entry = EntryState();
    }

    private static ReadOnlySpan<byte> ArgumentRegisters =>
        [RegisterFile.Rdi, RegisterFile.Rsi, RegisterFile.Rdx, RegisterFile.Rcx, RegisterFile.R8, RegisterFile.R9];

    /// <summary>A core for loaded objects; null if the RAM is not enough for its tables and stack.</summary>
    /// <param name="space">Where the objects are.</param>
    /// <param name="image">The objects.</param>
    public static ObjectCore? Create(KernelSpace space, ObjectImage image) =>
        CpuTables.TryMap(space) ? new ObjectCore(space, image) : null;

    /// <summary>Forgets translations, after pages have been taken away.</summary>
    public void FlushTranslations() => _core.FlushTranslations();

    /// <summary>Calls a function.</summary>
    /// <param name="function">Its address.</param>
    /// <param name="arguments">Its arguments, six at most: integers and pointers.</param>
    /// <param name="budget">The most instructions to execute.</param>
    public CallResult Call(ulong function, ReadOnlySpan<ulong> arguments, long budget)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(arguments.Length, MaxArguments);
        CoreState state = _entry;
        for (int i = 0; i < arguments.Length; i++)
        {
            state.Registers[ArgumentRegisters[i]] = arguments[i];
        }

        state.Rip = function;
        state.Rsp = CpuTables.StackEnd - sizeof(ulong);
        _ = _space.Write(state.Rsp, BitConverter.GetBytes(CpuTables.ReturnPoint));
        _core.Load(in state);
        return EndOf(_core.Run(budget), budget);
    }

    private static CoreState EntryState()
    {
        CoreState state = new()
        {
            Cr0 = ControlBits.ProtectionEnable | ControlBits.Paging | ControlBits.WriteProtect
                | ControlBits.AlignmentMask | ControlBits.NumericError | ControlBits.ExtensionType,
            Cr3 = KernelSpace.Root,
            Cr4 = ControlBits.PhysicalAddressExtension | ControlBits.SupervisorAccessPrevention
                | ControlBits.SupervisorExecutionPrevention,
            Rflags = Rflags.One,
            Gdtr = CpuTables.GdtRegister,
            Idtr = CpuTables.IdtRegister,
        };
        for (int i = 0; i < SegmentFile.Count; i++)
        {
            state.Segments[i] = new Segment(
                0, uint.MaxValue, CpuTables.KernelData, CpuTables.Flat | SegmentAttributes.Big);
        }

        state.Segments[(int)SegmentRegister.Cs] = new Segment(
            0, uint.MaxValue, CpuTables.KernelCode,
            CpuTables.Flat | SegmentAttributes.Code | SegmentAttributes.Code64);
        state.Segments[(int)SegmentRegister.Tr] = CpuTables.TaskRegister;
        state.Segments[(int)SegmentRegister.Ldtr] = default;
        for (int i = 0; i < GeneralRegisters; i++)
        {
            state.Registers[i] = Unset | (uint)i;
        }

        return state;
    }

    private CallResult EndOf(in CoreExit exit, long budget)
    {
        ulong rip = _core.Current.Rip;
        return exit.Kind switch
        {
            CoreExitKind.Halt => EndAtHalt(rip - 1),
            CoreExitKind.BudgetExhausted => new CallResult(
                CallEnd.Hang, Value: 0, $"no end after {budget} instructions, at {_image.Where(rip)}"),
            CoreExitKind.Unimplemented => new CallResult(
                CallEnd.Lacking, Value: 0, $"an instruction that the core lacks ({exit.Instruction}) at "
                    + _image.Where(rip)),
            CoreExitKind.Shutdown or CoreExitKind.MsrRead or CoreExitKind.MsrWrite or CoreExitKind.Device =>
                new CallResult(CallEnd.Oops, Value: 0, $"{exit.Kind} at {_image.Where(rip)}"),
        };
    }

    private CallResult EndAtHalt(ulong address)
    {
        if (address == CpuTables.ReturnPoint)
        {
            return new CallResult(CallEnd.Returned, _core.Current.Registers[RegisterFile.Rax], string.Empty);
        }

        if (CpuTables.VectorAt(address) is { } vector)
        {
            return _oops.Of(vector);
        }

        return _image.Traps.FunctionAt(address) is { } name
            ? new CallResult(
                CallEnd.Unmodelled, Value: 0, $"{name}, a function that nobody models, called from {_oops.Caller()}")
            : new CallResult(CallEnd.Oops, Value: 0, $"HLT at {_image.Where(address)}");
    }
}
