using System.Diagnostics;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Machines.Execution;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Machines;

/// <summary>A virtual machine in a kernel: the ioctls of the VM, its vCPUs, and the exits to user space.</summary>
public sealed class VirtualMachine : IMachine
{
    private readonly VmKernel _kernel;
    private readonly IMsrPolicy _policy;
    private readonly MsrInterface _interface;
    private readonly FilterStruct _filterStruct = new();
    private readonly ExitProtocol _protocol;
    private readonly bool _recalculatesWhenRefused;
    private readonly InstructionEmulator _emulator;
    private readonly Vcpu[] _vcpus;
    private bool _userSpaceMsr;
    private int _liveAtBirth;

    /// <summary>A VM made of these parts.</summary>
    /// <param name="kernel">The kernel it lives in.</param>
    /// <param name="policy">Its allowlist or filter, in that kernel.</param>
    /// <param name="design">What it does around that.</param>
    /// <param name="vcpus">Its vCPUs.</param>
    public VirtualMachine(
        VmKernel kernel, IMsrPolicy policy, VmDesign design, IReadOnlyList<Vcpu> vcpus)
    {
        _kernel = kernel;
        _policy = policy;
        _interface = design.Interface;
        _protocol = design.Protocol;
        _recalculatesWhenRefused = design.RecalculatesWhenRefused;
        _emulator = new InstructionEmulator(policy, design.Mediation.FiltersImplicit);
        _vcpus = [.. vcpus];
    }

    /// <inheritdoc/>
    public IReadOnlyList<HiddenField> CannotShow => [];

    /// <inheritdoc/>
    public void Reset()
    {
        _kernel.Reset();
        ResetVm();
    }

    /// <inheritdoc/>
    public Outcome Step(Command command)
    {
        _kernel.Call.Begin(KindOf(command));
        Outcome outcome = CarryOut(command);
        _kernel.Call.End();
        return _kernel.Call.Oops is { } oops ? Outcome.Oops(oops) : outcome;
    }

    /// <inheritdoc/>
    public View Observe(int vcpu, ReadOnlySpan<uint> indices)
    {
        ulong decisions = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            ulong read = _policy.Allows(indices[i], AccessFlags.Read) ? 1UL : 0;
            ulong write = _policy.Allows(indices[i], AccessFlags.Write) ? 2UL : 0;
            decisions |= (read | write) << (2 * i);
        }

        Vcpu observed = _vcpus[vcpu];
        bool present = observed.Msrs.HostRead(indices[0], out ulong value);
        return new View(
            _policy.SlotsInUse, _kernel.VmLock.IsFree, _kernel.Heap.Live, _userSpaceMsr,
            observed.Executor.PendingExit != AccessFlags.None, observed.Executor.Registers, present,
            present ? value : 0, decisions);
    }

    private static CallKind KindOf(Command command) => command switch
    {
        Command.AddAllowlist => CallKind.AddAllowlist,
        Command.SetFilter => CallKind.SetFilter,
        Command.DestroyVm => CallKind.DestroyVm,
        _ => CallKind.Other,
    };

    private Outcome CarryOut(Command command) => command switch
    {
        Command.Guest guest => RunGuest(guest.Vcpu, guest.Access),
        Command.AddAllowlist add => AddAllowlist(add.Argument),
        Command.CompleteExit exit => CompleteExit(exit),
        Command.HostRead read => HostRead(read.Vcpu, read.Index),
        Command.HostWrite write => HostWrite(write),
        Command.EnableCapability enable => EnableCapability(enable),
        Command.CheckCapability check => CheckCapability(check.Capability),
        Command.FailNextAllocation => FailNextAllocation(),
        Command.FailNextEferWrite => FailNextEferWrite(),
        Command.DestroyVm => Destroy(),
        Command.ChangeArgument change => ChangeArgument(change.Change),
        Command.AskDecision question => Decide(question.Type, question.Index),
        Command.Emulate emulate => Emulate(_vcpus[emulate.Vcpu], emulate.Instruction),
        Command.AskInterception question =>
            AskInterception(_vcpus[question.Vcpu], question.Type, question.Index),
        Command.WriteFilterSlot write => WriteFilterSlot(write.Slot),
        Command.SetFilter set => SetFilter(set),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    private Outcome AddAllowlist(UserBuffer argument)
    {
        _kernel.User.Map(argument);
        return ChangePolicy(Ioctl.AddMsrAllowlist);
    }

    private Outcome WriteFilterSlot(FilterSlot slot) =>
        _filterStruct.TryWrite(slot) ? Outcome.Success : Outcome.Refused(RefusalReason.NoSlotLeft);

    private Outcome SetFilter(Command.SetFilter set)
    {
        _filterStruct.Map(_kernel.User, set.Flags, set.Caller, set.Readable);
        _filterStruct.Clear();
        return ChangePolicy(set.Caller == CallerBits.Native ? Ioctl.SetMsrFilter : Ioctl.SetMsrFilterCompat);
    }

    /// <summary>A call that changes the policy asks every vCPU to recalculate what passes through.</summary>
    private Outcome ChangePolicy(uint request)
    {
        Outcome outcome = _policy.Ioctl(request);
        if (outcome.Kind == OutcomeKind.Success || (_recalculatesWhenRefused && outcome.Kind == OutcomeKind.Error))
        {
            foreach (Vcpu vcpu in _vcpus)
            {
                vcpu.Gate.Interception.Request();
            }
        }

        return outcome;
    }

    private Outcome RunGuest(int vcpu, in GuestAccess access)
    {
        IGuestExecutor executor = _vcpus[vcpu].Executor;
        _vcpus[vcpu].Gate.Interception.Enter();
        return executor.PendingExit != AccessFlags.None ? Outcome.Refused(RefusalReason.ExitPending)
            : _interface.HasReasons ? WithReason(executor.Run(in access), _vcpus[vcpu].Gate)
            : executor.Run(in access);
    }

    /// <summary>An exit says its reason, where the interface knows reasons.</summary>
    private static Outcome WithReason(Outcome outcome, MsrGate gate) =>
        outcome.Kind == OutcomeKind.Exit
            ? Outcome.Exit(outcome.ExitReason, outcome.Index, outcome.Data, gate.LastFailure)
            : outcome;

    private Outcome CompleteExit(Command.CompleteExit exit)
    {
        Vcpu vcpu = _vcpus[exit.Vcpu];
        AccessFlags type = vcpu.Executor.PendingExit;
        if (type == AccessFlags.None)
        {
            return Outcome.Refused(RefusalReason.NoExitPending);
        }

        vcpu.Gate.Interception.Enter();
        switch (_protocol)
        {
            case ExitProtocol.Complete:
                return vcpu.Executor.Complete(exit.Error, exit.Data);
            case ExitProtocol.ReplyAndReexecute:
                vcpu.Gate.LeaveReply(new ExitReply(type, exit.Error, exit.Data));
                return vcpu.Executor.Reenter();
            default:
                throw new UnreachableException(_protocol.ToString());
        }
    }

    private Outcome Emulate(Vcpu vcpu, EmulatedInstruction instruction) =>
        vcpu.Executor.PendingExit != AccessFlags.None
            ? Outcome.Refused(RefusalReason.ExitPending)
            : _emulator.Emulate(vcpu.Msrs, instruction);

    private static Outcome AskInterception(Vcpu vcpu, AccessFlags type, uint index)
    {
        vcpu.Gate.Interception.Enter();
        return vcpu.Gate.Interception.PassesThrough(index, type) ? Outcome.PassedThrough : Outcome.Intercepted;
    }

    private Outcome HostRead(int vcpu, uint index) =>
        _vcpus[vcpu].Msrs.HostRead(index, out ulong value) ? Outcome.Value(value) : Outcome.Unprocessed;

    private Outcome HostWrite(Command.HostWrite write) =>
        _vcpus[write.Vcpu].Msrs.HostWrite(write.Index, write.Value) ? Outcome.Success : Outcome.Unprocessed;

    private Outcome EnableCapability(Command.EnableCapability enable)
    {
        if (enable.Flags != 0 || enable.Capability != _interface.UserSpaceMsr
            || _interface.ReasonsOf(enable.Argument) is not { } reasons)
        {
            return Outcome.Error(Errno.EINVAL);
        }

        SetDeflection(reasons);
        return Outcome.Success;
    }

    private Outcome CheckCapability(uint capability) =>
        Outcome.Value(capability == _interface.UserSpaceMsr || capability == _interface.Own ? 1UL : 0);

    private Outcome FailNextAllocation()
    {
        _kernel.Heap.FailNext();
        return Outcome.Success;
    }

    private Outcome FailNextEferWrite()
    {
        _kernel.Efer.FailNext();
        return Outcome.Success;
    }

    private Outcome ChangeArgument(ArgumentChange change)
    {
        _kernel.User.ChangeNext(change);
        return Outcome.Success;
    }

    private Outcome Decide(AccessFlags type, uint index) =>
        _policy.Allows(index, type) ? Outcome.Allowed : Outcome.Denied;

    /// <summary>
    /// Frees the bitmaps, then takes the VM's lock to drop the vCPUs, as KVM's teardown of 2020 does.
    /// </summary>
    private Outcome Destroy()
    {
        _ = _policy.Release();
        int leaked = _kernel.Heap.Live - _liveAtBirth;
        bool locked = _kernel.VmLock.Lock();
        _kernel.Call.End();
        _kernel.VmLock.Reset();
        ResetVm();
        return locked ? Outcome.Destroyed(leaked) : Outcome.Blocked;
    }

    private void ResetVm()
    {
        _liveAtBirth = _kernel.Heap.Live;
        _filterStruct.Clear();
        _policy.Reset();
        SetDeflection(MsrExitReasons.None);
        foreach (Vcpu vcpu in _vcpus)
        {
            vcpu.Msrs.Reset();
            vcpu.Gate.Reset();
            vcpu.Executor.Reset();
        }
    }

    private void SetDeflection(MsrExitReasons reasons)
    {
        _userSpaceMsr = reasons != MsrExitReasons.None;
        foreach (Vcpu vcpu in _vcpus)
        {
            vcpu.Gate.Deflected = reasons;
        }
    }
}
