using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Machines;

/// <summary>
/// Stands between a vCPU's RDMSR and WRMSR and its registers: lets through what the hardware carries out, asks the
/// allowlist or the filter, then the register, and makes of a failure what the VM asked for.
/// </summary>
public sealed class MsrGate : IMsrPort
{
    private readonly IMsrPolicy _policy;
    private readonly MsrFile _msrs;
    private readonly EferHandler _efer;
    private readonly bool _fastPathAsks;
    private readonly bool _fastInterruptsAsk;
    private readonly bool _errorsFailTheRun;
    private ExitReply _reply;

    /// <summary>A gate in front of the registers of one vCPU.</summary>
    public MsrGate(int vcpu, IMsrPolicy policy, EferHandler efer, VmDesign design, MsrFile msrs)
    {
        _policy = policy;
        _efer = efer;
        _msrs = msrs;
        _fastPathAsks = design.Mediation.FastPathAsks;
        _fastInterruptsAsk = design.Mediation.FastInterruptsAsk;
        _errorsFailTheRun = design.ErrorsFailTheRun;
        Interception = new Interception(vcpu, policy, design.Mediation.Recalculation);
    }

    /// <summary>What the hardware carries out without asking.</summary>
    public Interception Interception { get; }

    /// <summary>For which reasons a failing access leaves to user space.</summary>
    public MsrExitReasons Deflected { get; set; }

    /// <summary>Why the last access failed that did while some were deflected.</summary>
    public MsrExitReasons LastFailure { get; private set; }

    /// <summary>Forgets an answer and turns deflection off.</summary>
    public void Reset()
    {
        Deflected = MsrExitReasons.None;
        LastFailure = MsrExitReasons.None;
        Interception.Reset();
        _reply = default;
    }

    /// <summary>Leaves an answer for the next access that fails in its direction.</summary>
    public void LeaveReply(ExitReply reply) => _reply = reply;

    /// <inheritdoc/>
    public MsrAccessResult Read(uint index, out ulong value)
    {
        if (Interception.PassesThrough(index, AccessFlags.Read))
        {
            return _msrs.GuestRead(index, out value) ? MsrAccessResult.Done : MsrAccessResult.Fault;
        }

        bool isAllowed = _policy.Allows(index, AccessFlags.Read);
        if (isAllowed && _msrs.GuestRead(index, out value))
        {
            return MsrAccessResult.Done;
        }

        return Fail(AccessFlags.Read, index, isAllowed, out value);
    }

    /// <inheritdoc/>
    public MsrAccessResult Write(uint index, ulong value)
    {
        if (Interception.PassesThrough(index, AccessFlags.Write))
        {
            return _msrs.GuestWrite(index, value) ? MsrAccessResult.Done : MsrAccessResult.Fault;
        }

        bool isAllowed = IsDoneBeforeAsking(index, value) || _policy.Allows(index, AccessFlags.Write);
        if (index == Msr.Efer && _efer.NextFails && isAllowed && _msrs.GuestTakes(index, value))
        {
            return FailInTheHandler(index);
        }

        if (isAllowed && _msrs.GuestWrite(index, value))
        {
            return MsrAccessResult.Done;
        }

        return Fail(AccessFlags.Write, index, isAllowed, out _);
    }

    /// <summary>Whether a write is done on the fast path behind the exit, where nobody asks.</summary>
    private bool IsDoneBeforeAsking(uint index, ulong value) =>
        index == Msr.TscDeadline ? !_fastPathAsks
        : index == Msr.X2ApicIcr && !_fastInterruptsAsk && _msrs.DeliversToOne(value);

    private MsrExitReasons ReasonOf(uint index, bool isAllowed) =>
        !isAllowed ? MsrExitReasons.Filter
        : _msrs.Has(index) || index - Msr.X2ApicFirst <= Msr.X2ApicLast - Msr.X2ApicFirst ? MsrExitReasons.Invalid
        : MsrExitReasons.Unknown;

    /// <summary>The kernel fails over a write that it would carry out; it writes nothing.</summary>
    private MsrAccessResult FailInTheHandler(uint index)
    {
        _efer.Reset();
        MsrAccessResult result = Fail(AccessFlags.Write, index, isAllowed: true, out _);
        bool isDeflected = (Deflected & MsrExitReasons.Invalid) != 0;
        return _errorsFailTheRun && !isDeflected ? MsrAccessResult.Error : result;
    }

    private MsrAccessResult Fail(AccessFlags type, uint index, bool isAllowed, out ulong value)
    {
        value = 0;
        if (Deflected == MsrExitReasons.None)
        {
            return MsrAccessResult.Fault;
        }

        LastFailure = ReasonOf(index, isAllowed);
        if ((Deflected & LastFailure) == 0)
        {
            return MsrAccessResult.Fault;
        }

        if (_reply.Type != type)
        {
            return MsrAccessResult.Exit;
        }

        value = _reply.Data;
        MsrAccessResult result = _reply.Error == 0 ? MsrAccessResult.Done : MsrAccessResult.Fault;
        _reply = default;
        return result;
    }
}
