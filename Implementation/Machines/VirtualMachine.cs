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
    private readonly IAllowlist _allowlist;
    private readonly ExitProtocol _protocol;
    private readonly Vcpu[] _vcpus;
    private bool _userSpaceMsr;
    private int _liveAtBirth;
    private int _slotsWritten;

    /// <summary>A VM made of these parts.</summary>
    /// <param name="kernel">The kernel it lives in.</param>
    /// <param name="allowlist">Its allowlist, in that kernel.</param>
    /// <param name="protocol">How exits are answered.</param>
    /// <param name="vcpus">Its vCPUs.</param>
    public VirtualMachine(
        VmKernel kernel, IAllowlist allowlist, ExitProtocol protocol, IReadOnlyList<Vcpu> vcpus)
    {
        _kernel = kernel;
        _allowlist = allowlist;
        _protocol = protocol;
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
            ulong read = _allowlist.Allows(indices[i], AccessFlags.Read) ? 1UL : 0;
            ulong write = _allowlist.Allows(indices[i], AccessFlags.Write) ? 2UL : 0;
            decisions |= (read | write) << (2 * i);
        }

        Vcpu observed = _vcpus[vcpu];
        bool present = observed.Msrs.HostRead(indices[0], out ulong value);
        return new View(
            _allowlist.SlotsInUse, _kernel.VmLock.IsFree, _kernel.Heap.Live, _userSpaceMsr,
            observed.Executor.PendingExit != AccessFlags.None, observed.Executor.Registers, present,
            present ? value : 0, decisions);
    }

    private static CallKind KindOf(Command command) => command switch
    {
        Command.AddAllowlist => CallKind.AddAllowlist,
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
        Command.DestroyVm => Destroy(),
        Command.ChangeArgument change => ChangeArgument(change.Change),
        Command.AskDecision question => Decide(question.Type, question.Index),
        Command.WriteFilterSlot => WriteFilterSlot(),
        Command.SetFilter => SetFilter(),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    private Outcome AddAllowlist(UserBuffer argument)
    {
        _kernel.User.Map(argument);
        return _allowlist.Add();
    }

    /// <summary>User space writes where this kernel never looks; it has only so many slots all the same.</summary>
    private Outcome WriteFilterSlot()
    {
        if (_slotsWritten == FilterLayout.Slots)
        {
            return Outcome.Refused(RefusalReason.NoSlotLeft);
        }

        _slotsWritten++;
        return Outcome.Success;
    }

    private Outcome SetFilter()
    {
        _slotsWritten = 0;
        return Outcome.Error(Errno.ENOTTY);
    }

    private Outcome RunGuest(int vcpu, in GuestAccess access)
    {
        IGuestExecutor executor = _vcpus[vcpu].Executor;
        return executor.PendingExit == AccessFlags.None
            ? executor.Run(in access)
            : Outcome.Refused(RefusalReason.ExitPending);
    }

    private Outcome CompleteExit(Command.CompleteExit exit)
    {
        Vcpu vcpu = _vcpus[exit.Vcpu];
        AccessFlags type = vcpu.Executor.PendingExit;
        if (type == AccessFlags.None)
        {
            return Outcome.Refused(RefusalReason.NoExitPending);
        }

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

    private Outcome HostRead(int vcpu, uint index) =>
        _vcpus[vcpu].Msrs.HostRead(index, out ulong value) ? Outcome.Value(value) : Outcome.Unprocessed;

    private Outcome HostWrite(Command.HostWrite write) =>
        _vcpus[write.Vcpu].Msrs.HostWrite(write.Index, write.Value) ? Outcome.Success : Outcome.Unprocessed;

    private Outcome EnableCapability(Command.EnableCapability enable)
    {
        if (enable.Flags != 0 || enable.Capability != Capability.UserSpaceMsr)
        {
            return Outcome.Error(Errno.EINVAL);
        }

        SetDeflection(enable.Argument != 0);
        return Outcome.Success;
    }

    private static Outcome CheckCapability(uint capability) =>
        Outcome.Value(capability is Capability.UserSpaceMsr or Capability.AddMsrAllowlist ? 1UL : 0);

    private Outcome FailNextAllocation()
    {
        _kernel.Heap.FailNext();
        return Outcome.Success;
    }

    private Outcome ChangeArgument(ArgumentChange change)
    {
        _kernel.User.ChangeNext(change);
        return Outcome.Success;
    }

    private Outcome Decide(AccessFlags type, uint index) =>
        _allowlist.Allows(index, type) ? Outcome.Allowed : Outcome.Denied;

    /// <summary>
    /// Frees the bitmaps, then takes the VM's lock to drop the vCPUs, as KVM's teardown of 2020 does.
    /// </summary>
    private Outcome Destroy()
    {
        _ = _allowlist.Release();
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
        _slotsWritten = 0;
        _allowlist.Reset();
        SetDeflection(false);
        foreach (Vcpu vcpu in _vcpus)
        {
            vcpu.Msrs.Reset();
            vcpu.Gate.Reset();
            vcpu.Executor.Reset();
        }
    }

    private void SetDeflection(bool on)
    {
        _userSpaceMsr = on;
        foreach (Vcpu vcpu in _vcpus)
        {
            vcpu.Gate.Deflects = on;
        }
    }
}
