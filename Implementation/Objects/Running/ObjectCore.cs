using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Objects.Findings;
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

    /// <summary>What a register holds that nobody has set, with its number and the poison: no canonical address.
    /// </summary>
    private const ulong Unset = 0xDEAD_0000_0000_0000;
    private const int PoisonShift = 8;

    /// <summary>As much of the stack as the calls of an interface use: the page at its end.</summary>
    private const int PoisonedStack = KernelSpace.PageSize;

    private const int GeneralRegisters = 16;

    private readonly KernelSpace _space;
    private readonly ObjectImage _image;
    private readonly FindingLog _log;
    private readonly Core _core;
    private readonly ServiceCall _serviceCall;
    private readonly Service?[] _services;
    private readonly FaultReader _faults;
    private CoreState _entry;
    private ulong _unset;

    private ObjectCore(KernelSpace space, ObjectImage image, IKernelServices? services, FindingLog log)
    {
        _space = space;
        _image = image;
        MsrFile msrs = new(vcpu: 0);
        msrs.EnterMode(GuestMode.Long64);
        const EferBits Kernel = EferBits.SyscallEnable | EferBits.NoExecuteEnable;
        _ = msrs.HostWrite(Msr.Efer, (ulong)(msrs.Efer | Kernel));
        _ = msrs.HostWrite(Msr.GsBase, KernelLayout.PerCpu);
        _core = new Core(space.Ram, msrs, new DirectMsrPort(msrs));
        _log = log;
        _serviceCall = new ServiceCall(_core, space);
        _services = [.. image.Traps.Functions.Select(name => services?.Find(name))];
        _faults = new FaultReader(space, image, _core, services);
        Poison = 0x5A;
    }

    /// <summary>The registers of the arguments, in their order (psABI, section 3.2.3).</summary>
    public static ReadOnlySpan<byte> ArgumentRegisters =>
        [RegisterFile.Rdi, RegisterFile.Rsi, RegisterFile.Rdx, RegisterFile.Rcx, RegisterFile.R8, RegisterFile.R9];

    /// <summary>What the stack holds that nobody has written, and registers that nobody has set.</summary>
    public byte Poison
    {
        get;
        set
        {
            field = value;
            _unset = Unset | ((ulong)value << PoisonShift);
            _entry = EntryState(_unset);
        }
    }

    /// <summary>What a function may leave in any state besides those and RAX.</summary>
    private static ReadOnlySpan<byte> ScratchRegisters => [RegisterFile.R8 + 2, RegisterFile.R8 + 3];

    /// <summary>A core for loaded objects; null if the RAM is not enough for its tables and stack.</summary>
    /// <param name="space">Where the objects are.</param>
    /// <param name="image">The objects.</param>
    /// <param name="services">Who carries out the functions that no object defines; null for nobody.</param>
    /// <param name="log">Takes down what is wrong with a call and does not end it; null for nobody.</param>
    public static ObjectCore? Create(
        KernelSpace space, ObjectImage image, IKernelServices? services = null, FindingLog? log = null) =>
        CpuTables.TryMap(space) ? new ObjectCore(space, image, services, log ?? new FindingLog()) : null;

    /// <summary>The registers as they are now.</summary>
    public ref readonly CoreState Current => ref _core.Current;

    /// <summary>The service that the core stands in front of, or null.</summary>
    public string? NextService =>
        _image.Traps.NumberOfFunctionAt(_core.Current.Rip) is { } number ? _image.Traps.Functions[number] : null;

    /// <summary>The arguments of the service that the core stands in front of.</summary>
    public ServiceCall NextCall => _serviceCall;

    /// <summary>Gives all registers their values.</summary>
    public void Load(in CoreState state) => _core.Load(in state);

    /// <summary>Gives a general register, or RIP, a value.</summary>
    public void SetRegister(int register, ulong value) => _core.SetRegister(register, value);

    /// <summary>Forgets the translation of a page of data that has been taken away.</summary>
    public void ForgetTranslation(ulong address) => _core.ForgetDataTranslation(address);

    /// <summary>Calls a function.</summary>
    /// <param name="function">Its address.</param>
    /// <param name="arguments">Its arguments, six at most: integers and pointers.</param>
    /// <param name="budget">The most instructions to execute.</param>
    public CallResult Call(ulong function, ReadOnlySpan<ulong> arguments, long budget)
    {
        Enter(function, arguments, stack: 0);
        return Run(budget);
    }

    /// <summary>Comes to the first instruction of a function.</summary>
    /// <param name="function">Its address.</param>
    /// <param name="arguments">Its arguments, six at most: integers and pointers.</param>
    /// <param name="stack">The number of the stack that it runs on.</param>
    public void Enter(ulong function, ReadOnlySpan<ulong> arguments, int stack)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(arguments.Length, MaxArguments);
        CoreState state = _entry;
        for (int i = 0; i < arguments.Length; i++)
        {
            state.Registers[ArgumentRegisters[i]] = arguments[i];
        }

        ulong end = CpuTables.EndOfStack(stack);
        _space.Fill(end - PoisonedStack, PoisonedStack, Poison);
        state.Rip = function;
        state.Rsp = end - sizeof(ulong);
        _space.WriteWord(state.Rsp, CpuTables.ReturnPoint);
        _core.Load(in state);
    }

    /// <summary>Executes one instruction, or the service that the core stands in front of.</summary>
    /// <returns>What the call came to; null if it goes on.</returns>
    public CallResult? Step()
    {
        CoreExit exit = _core.Run(1);
        return exit.Kind switch
        {
            CoreExitKind.BudgetExhausted => null,
            CoreExitKind.Halt => EndAtHalt(_core.Current.Rip - 1),
            _ => EndOf(in exit, budget: 1),
        };
    }

    private CallResult Run(long budget)
    {
        long end = _core.Ticks + budget;
        CallResult? result = null;
        while (result is null)
        {
            CoreExit exit = _core.Run(end - _core.Ticks);
            result = exit.Kind == CoreExitKind.Halt ? EndAtHalt(_core.Current.Rip - 1) : EndOf(in exit, budget);
        }

        return result.Value;
    }

    private static CoreState EntryState(ulong unset)
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
            state.Registers[i] = unset | (uint)i;
        }

        return state;
    }

    private CallResult EndOf(in CoreExit exit, long budget)
    {
        string place = _image.Where(_core.Current.Rip);
        return exit.Kind switch
        {
            CoreExitKind.BudgetExhausted => CallResult.Ended(
                CallEnd.Hang, FindingKind.Hang, $"no end after {budget} instructions, at {place}"),
            CoreExitKind.Unimplemented => CallResult.Ended(
                CallEnd.Lacking, FindingKind.Lacking,
                $"an instruction that the core lacks ({exit.Instruction}) at {place}"),
            CoreExitKind.Halt or CoreExitKind.Shutdown or CoreExitKind.MsrRead or CoreExitKind.MsrWrite
                or CoreExitKind.MsrError or CoreExitKind.Device => CallResult.Ended(
                    CallEnd.Oops, FindingKind.Exception, $"{exit.Kind} at {place}"),
        };
    }

    /// <summary>What a call came to at a HLT; null if it goes on.</summary>
    private CallResult? EndAtHalt(ulong address)
    {
        if (_image.Traps.NumberOfFunctionAt(address) is { } number)
        {
            return Serve(number);
        }

        if (address == CpuTables.ReturnPoint)
        {
            return CallResult.Returned(_core.Current.Registers[RegisterFile.Rax]);
        }

        return CpuTables.VectorAt(address) is { } vector ? Handle(vector)
            : CallResult.Ended(CallEnd.Oops, FindingKind.Exception, $"HLT at {_image.Where(address)}");
    }

    /// <summary>Carries out a function that no object defines; null if it returns to the caller.</summary>
    private CallResult? Serve(int number)
    {
        if (_services[number] is not { } service)
        {
            return CallResult.Ended(
                CallEnd.Unmodelled, FindingKind.Unmodelled,
                $"{_image.Traps.Functions[number]}, a function that nobody models, called from "
                + _image.WhereFrom(_serviceCall.Caller));
        }

        CallResult result = service(_serviceCall);
        if (result.End != CallEnd.Returned)
        {
            return result;
        }

        foreach (byte register in ArgumentRegisters)
        {
            _core.SetRegister(register, _unset | register);
        }

        foreach (byte register in ScratchRegisters)
        {
            _core.SetRegister(register, _unset | register);
        }

        _core.SetRegister(RegisterFile.Rax, result.Value);
        return null;
    }

    /// <summary>What an exception means for the call; null for a WARN, behind which the kernel goes on.</summary>
    private CallResult? Handle(byte vector)
    {
        const ulong LengthOfUd2 = 2;
        Fault fault = _faults.Read(vector);
        if (!fault.IsWarning)
        {
            return new CallResult(
                fault.Finding.Kind == FindingKind.Bug ? CallEnd.Bug : CallEnd.Oops, Value: 0, fault.Finding);
        }

        _log.Add(fault.Finding);
        CoreState state = _faults.Interrupted(fault.Frame, LengthOfUd2);
        _core.Load(in state);
        return null;
    }
}
