using System.Runtime.CompilerServices;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.FloatingPoint;
using MsrSpec.Implementation.Emulator.Cpu.Interrupts;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>
/// One x86 core: the architectural state, what follows from it, and the ways out. <see cref="RunLoop"/> executes.
/// Faults of the guest are values: a handler leaves an event and says so, and delivery takes it from there.
/// </summary>
public sealed class Core
{
    /// <summary>The architectural state, for the handlers.</summary>
    internal CoreState State;

    /// <summary>
    /// Where the segment check leaves the linear address. As a result by reference it would keep the handlers from
    /// ending in a jump to the next one.
    /// </summary>
    internal ulong FoundLinear;

    /// <summary>The bit of <see cref="BlockContext"/> that no chain of blocks has.</summary>
    private const ulong CareContext = 1UL << 7;

    private readonly IMsrPort _port;
    private readonly MsrFile _msrs;
    private readonly RunLoop _loop;
    private readonly PagingOptions _pagingOfModel;
    private FollowedMsrs _seenMsrs;
    private Segment _seenCode;
    private PendingMsrAccess _pendingAccess;

    /// <summary>Creates a core whose state is all zeros; <see cref="Load"/> one before running.</summary>
    /// <param name="memory">The guest's RAM.</param>
    /// <param name="msrs">The vCPU's MSRs: the authority on EFER and the bases of FS and GS.</param>
    /// <param name="port">Who answers RDMSR and WRMSR.</param>
    /// <param name="platform">What else there is; null for nothing.</param>
    public Core(GuestMemory memory, MsrFile msrs, IMsrPort port, CorePlatform? platform = null)
    {
        Platform = platform ?? CorePlatform.Bare;
        _msrs = msrs;
        _port = port;
        Memory = new LinearMemory(memory, Platform.Devices);
        _pagingOfModel = PagingContexts.OptionsOf(Platform.Model);
        _loop = new RunLoop(this);
        Refresh();
    }

    /// <summary>The architectural state, which changes as the core runs.</summary>
    public ref readonly CoreState Current => ref State;

    /// <summary>Instructions attempted so far: the clock of everything that must be deterministic.</summary>
    public long Ticks { get; internal set; }

    /// <summary>The clock as a device sees it: at the instruction that is being executed.</summary>
    internal long Now => Ticks + _loop.RunningOrdinal;

    /// <summary>Whether an MSR access waits for <see cref="CompleteMsrExit"/>.</summary>
    public bool HasPendingMsrAccess => _pendingAccess.Kind != PendingMsrKind.None;

    /// <summary>Whether the core has left at an MSR access that will be executed again.</summary>
    internal bool StandsAtMsrAccess => HasPendingMsrAccess || LastExit.Kind == CoreExitKind.MsrError;

    internal CorePlatform Platform { get; }

    internal LinearMemory Memory { get; }

    /// <summary>The registers of x87 and SSE, which <see cref="Load"/> leaves as they are.</summary>
    internal FloatingPointState FloatingPoint { get; } = new();

    internal MsrFile Msrs => _msrs;

    internal IMsrPort Port => _port;

    internal ExecutionMode Mode { get; private set; }

    /// <summary>The segments whose base or limit an access must look at, a bit each.</summary>
    internal uint CheckedSegments { get; private set; }

    /// <summary>The bits of RSP that the stack segment uses.</summary>
    internal ulong StackMask { get; private set; }

    /// <summary>The bits that RIP has.</summary>
    internal ulong InstructionPointerMask { get; private set; }

    internal bool IsUser => State.PrivilegeLevel == 3;

    /// <summary>Where the block that runs began.</summary>
    internal ulong BlockStart { get; set; }

    /// <summary>Until when a block may loop, on the clock.</summary>
    internal long LoopEnd { get; set; }

    /// <summary>The <see cref="GuestMemory.CodeEpoch"/> in which a block may loop.</summary>
    internal ulong LoopEpoch { get; set; }

    /// <summary>
    /// Whether the block that runs has time for all of its instructions once more, and is still the code.
    /// </summary>
    internal bool MayLoop =>
        Ticks + Ordinal + BlockDecoder.MaxOps < LoopEnd && Memory.Physical.CodeEpoch == LoopEpoch;

    /// <summary>The number, in its block, of the instruction that the block is left at.</summary>
    internal int Ordinal { get; set; }

    /// <summary>
    /// Whether TF counts as the instruction has left it, not as it was before: so behind SYSCALL and SYSRET.
    /// </summary>
    internal bool StepsByNewFlags { get; set; }

    /// <summary>The event that waits for delivery, after a handler has said so.</summary>
    internal CpuEvent PendingEvent { get; private set; }

    /// <summary>Why the core leaves, after a handler or the delivery of an event has said that it does.</summary>
    internal CoreExit LastExit { get; private set; }

    /// <summary>Whether the core has left for good: every further run ends the same, until a state is loaded.</summary>
    internal bool IsStopped { get; private set; }

    /// <summary>
    /// What finding one block behind another depends on, but for what <see cref="GuestMemory.CodeEpoch"/> counts.
    /// </summary>
    internal ulong BlockContext { get; private set; }

    /// <summary>Whether the next instruction cannot simply be executed with those behind it.</summary>
    internal bool NeedsCare =>
        (State.SystemFlags & (Rflags.Trap | Rflags.Resume)) != 0
        || State.Shadow != InterruptShadow.None
        || Breakpoints.AreEnabled(in State.Debug);

    /// <summary>Sets the whole state, as user space does by KVM_SET_SREGS and KVM_SET_REGS.</summary>
    /// <param name="state">The state; EFER is taken from the MSR file.</param>
    public void Load(in CoreState state)
    {
        State = state;
        IsStopped = false;
        _pendingAccess = default;
        Memory.ForgetPageDirectoryPointers();
        Refresh();
    }

    /// <summary>
    /// Delivers an event that no instruction has raised, as user space does by KVM_SET_VCPU_EVENTS, KVM_INTERRUPT and
    /// KVM_NMI. False means that it could not be delivered, and that the core is stopped. An MSR access that was
    /// waiting is no longer: RIP has left it, and whoever returns there executes it again.
    /// </summary>
    /// <param name="injected">The event.</param>
    public bool Inject(CpuEvent injected)
    {
        _pendingAccess = default;
        SynchronizeWithMsrs();
        _ = Raise(injected);
        return ExceptionDelivery.TryDeliver(this);
    }

    /// <summary>Forgets cached translations, after the host has changed page tables.</summary>
    public void FlushTranslations() => Memory.FlushTranslations();

    /// <summary>
    /// Forgets the cached translations of a page that holds data, after the host has taken it away or put it there.
    /// </summary>
    /// <param name="linear">An address in the page; no code was ever executed there.</param>
    public void ForgetDataTranslation(ulong linear) => Memory.ForgetDataTranslation(linear);

    /// <summary>Gives a general register a value: the host answers in the guest's place.</summary>
    public void SetRegister(int register, ulong value) => State.Registers[register] = value;

    /// <summary>Lets time pass in which nothing is executed, for a core that is halted.</summary>
    /// <param name="ticks">How much, in instructions.</param>
    public void PassTime(long ticks) => Ticks += ticks;

    /// <summary>Keeps the state of the core and its MSRs; RAM is kept by the memory itself.</summary>
    public CoreSnapshot TakeSnapshot() => new(
        in State, FloatingPoint, _msrs.TakeSnapshot(), Ticks, IsStopped, LastExit, _pendingAccess, Memory.PointerState);

    /// <summary>
    /// Makes the core and its MSRs what they were. Nothing that was translated since, or on another core, is left.
    /// </summary>
    /// <param name="snapshot">A snapshot of this core, or of another of the same make.</param>
    public void Restore(CoreSnapshot snapshot)
    {
        State = snapshot.State;
        snapshot.FloatingPoint.CopyTo(FloatingPoint);
        _msrs.Restore(snapshot.Msrs);
        Ticks = snapshot.Ticks;
        IsStopped = snapshot.IsStopped;
        LastExit = snapshot.Exit;
        _pendingAccess = snapshot.PendingAccess;
        Memory.PointerState = snapshot.Pointers;
        FlushTranslations();
        Refresh();
    }

    /// <summary>
    /// Runs from RIP. An MSR access that was waiting is no longer; its instruction is executed again.
    /// </summary>
    /// <param name="budget">The most instructions to attempt.</param>
    public CoreExit Run(long budget)
    {
        _pendingAccess = default;
        SynchronizeWithMsrs();
        return _loop.Run(budget) ? LastExit : CoreExit.Of(CoreExitKind.BudgetExhausted);
    }

    /// <summary>
    /// Completes the MSR access that the core left with: it retires, a read with the data given, or raises #GP(0).
    /// The instruction is not executed again, whatever the port would say by now. What user space has written to MSRs
    /// in the meantime holds from the instruction on, as if the instruction had written it.
    /// </summary>
    /// <param name="error">Zero to retire; anything else to fault.</param>
    /// <param name="data">The value of a read.</param>
    public void CompleteMsrExit(byte error, ulong data)
    {
        PendingMsrAccess access = _pendingAccess;
        _pendingAccess = default;
        if (access.Kind == PendingMsrKind.None)
        {
            throw new InvalidOperationException("No MSR access is pending.");
        }

        SynchronizeWithMsrs();
        var boundary = InstructionBoundary.Leave(this);
        if (error != 0)
        {
            _ = Raise(ExceptionVector.GeneralProtection, errorCode: 0);
            _ = ExceptionDelivery.TryDeliver(this);
            return;
        }

        if (access.Kind != PendingMsrKind.Write)
        {
            access.Load(ref State.Registers, data);
        }

        Advance(access.Length);
        RefreshCare();
        if (boundary.RaiseTraps(this, StepStatus.Next) == StepStatus.Event)
        {
            _ = ExceptionDelivery.TryDeliver(this);
        }
    }

    /// <summary>Forgets the MSR access that the core left with: its instruction has not been executed.</summary>
    public void ForgetMsrExit() => _pendingAccess = default;

    /// <summary>The clock at an instruction that is being executed.</summary>
    internal long TicksAt(in Op op) => Ticks + op.Ordinal;

    /// <summary>The linear address of an offset within CS.</summary>
    internal ulong LinearOfInstruction(ulong rip) =>
        Mode == ExecutionMode.Long64 ? rip : (uint)(State.Segments[(int)SegmentRegister.Cs].Base + rip);

    internal void Advance(int length) => State.Rip = (State.Rip + (ulong)length) & InstructionPointerMask;

    /// <summary>Leaves a fault for delivery; kept out of the handlers, which then need no frame of their own.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal StepStatus Raise(byte vector, uint errorCode) => Raise(CpuEvent.Fault(vector, errorCode));

    internal StepStatus Raise(CpuEvent cpuEvent)
    {
        PendingEvent = cpuEvent;
        return StepStatus.Event;
    }

    /// <summary>Leaves the event that a refused memory access means; the answer is always false.</summary>
    internal bool RefuseAccess()
    {
        switch (Memory.Refusal)
        {
            case TranslationStatus.PageFault:
                State.Cr2 = Memory.RefusedAddress;
                _ = Raise(ExceptionVector.PageFault, (uint)Memory.PageFaultCode);
                break;
            case TranslationStatus.NotCanonical:
                _ = Raise(ExceptionVector.GeneralProtection, errorCode: 0);
                break;
            case TranslationStatus.Misaligned:
                _ = Raise(ExceptionVector.AlignmentCheck, errorCode: 0);
                break;
            case TranslationStatus.CodeWritten or TranslationStatus.DeviceWritten:
                _ = Raise(CpuEvent.Restart);
                break;
            case TranslationStatus.NoMemory or TranslationStatus.Done:
                _ = Raise(CpuEvent.Unimplemented);
                break;
        }

        return false;
    }

    /// <summary>
    /// Retires an instruction after which nothing decoded may be relied on, such as one that changes the mode: RIP
    /// moves on, what follows from the state is derived again, and the block is left.
    /// </summary>
    internal StepStatus RetireSerialized(in Op op)
    {
        Ordinal = op.Ordinal;
        Advance(op.Length);
        Refresh();
        return StepStatus.Branch;
    }

    /// <summary>Leaves to the owner after an instruction that has retired, because a device asks for it.</summary>
    internal StepStatus LeaveForDevice(in Op op)
    {
        Ordinal = op.Ordinal;
        Advance(op.Length);
        return Leave(CoreExit.Of(CoreExitKind.Device));
    }

    internal StepStatus LeaveHalted() => Leave(CoreExit.Of(CoreExitKind.Halt));

    internal StepStatus LeaveForMsr(in Op op, PendingMsrAccess access, uint index, ulong data)
    {
        Ordinal = op.Ordinal;
        _pendingAccess = access;
        return Leave(new CoreExit(access.ExitKind, index, data, Instruction: default));
    }

    /// <summary>Leaves at an instruction over which the port has failed.</summary>
    internal StepStatus LeaveForError(in Op op)
    {
        Ordinal = op.Ordinal;
        return Leave(CoreExit.Of(CoreExitKind.MsrError));
    }

    internal void LeaveUnimplemented() =>
        Stop(new CoreExit(CoreExitKind.Unimplemented, MsrIndex: 0, MsrData: 0, _loop.BytesAtInstruction()));

    internal void ShutDown() => Stop(CoreExit.Of(CoreExitKind.Shutdown));

    /// <summary>
    /// Takes in what an MSR access of the guest, or the host, has done to the registers that the core follows.
    /// </summary>
    internal void SynchronizeWithMsrs()
    {
        if (FollowedMsrs.Of(_msrs) != _seenMsrs)
        {
            Refresh();
        }
    }

    /// <summary>Derives what follows from the system state, after any part of it has changed.</summary>
    internal void Refresh()
    {
        FollowedMsrs before = _seenMsrs;
        _seenMsrs = FollowedMsrs.Of(_msrs);
        if (!_seenMsrs.KeepTranslationsOf(before))
        {
            FlushTranslations();
        }

        Mode = ExecutionModes.Of(in State, _seenMsrs.Efer);
        bool is64Bit = Mode == ExecutionMode.Long64;
        InstructionPointerMask = is64Bit ? ulong.MaxValue : uint.MaxValue;
        StackMask = is64Bit ? ulong.MaxValue
            : State.Segments[(int)SegmentRegister.Ss].Is(SegmentAttributes.Big) ? uint.MaxValue : ushort.MaxValue;
        CheckedSegments = is64Bit ? SegmentedMemory.CheckedIn64Bit : SegmentedMemory.CheckedOtherwise;
        bool liftsGuard = (State.SystemFlags & Rflags.AlignmentCheck) != 0;
        bool checksAlignment = liftsGuard && (State.Cr0 & ControlBits.AlignmentMask) != 0;
        PagingContext paging = PagingContexts.Of(in State, _seenMsrs.Efer, _pagingOfModel);
        Memory.Use(paging, is64Bit, IsUser, liftsGuard, checksAlignment);
        RefreshBlockContext(is64Bit);
        Breakpoints.Watch(in State.Debug, Memory);
    }

    /// <summary>Derives whether blocks may be chained, after something between two instructions has changed.</summary>
    internal void RefreshCare() => BlockContext = (BlockContext & ~CareContext) | (NeedsCare ? CareContext : 0);

    /// <summary>Outside of 64-bit mode the base and the limit of CS decide what is found at RIP.</summary>
    private void RefreshBlockContext(bool is64Bit)
    {
        ref readonly Segment code = ref State.Segments[(int)SegmentRegister.Cs];
        if (!is64Bit && (code.Base != _seenCode.Base || code.Limit != _seenCode.Limit))
        {
            _seenCode = code;
            Memory.Physical.MoveCodeEpoch();
        }

        BlockContext = ((ulong)Mode << 2) | (Memory.IsPaged ? 2UL : 0) | (IsUser ? 1UL : 0);
        RefreshCare();
    }

    internal StepStatus Leave(CoreExit exit)
    {
        LastExit = exit;
        return StepStatus.Exit;
    }

    private void Stop(CoreExit last)
    {
        IsStopped = true;
        LastExit = last;
    }
}
