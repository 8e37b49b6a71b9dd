using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Machines;

/// <summary>
/// Stands between a vCPU's RDMSR and WRMSR and its registers: asks the allowlist, then the register, and makes of a
/// failure what the VM asked for.
/// </summary>
public sealed class MsrGate : IMsrPort
{
    private readonly IAllowlist _allowlist;
    private readonly MsrFile _msrs;
    private ExitReply _reply;

    /// <summary>A gate in front of the registers of one vCPU.</summary>
    public MsrGate(IAllowlist allowlist, MsrFile msrs)
    {
        _allowlist = allowlist;
        _msrs = msrs;
    }

    /// <summary>Whether a failing access leaves to user space.</summary>
    public bool Deflects { get; set; }

    /// <summary>Forgets an answer and turns deflection off.</summary>
    public void Reset()
    {
        Deflects = false;
        _reply = default;
    }

    /// <summary>Leaves an answer for the next access that fails in its direction.</summary>
    public void LeaveReply(ExitReply reply) => _reply = reply;

    /// <inheritdoc/>
    public MsrAccessResult Read(uint index, out ulong value)
    {
        if (_allowlist.Allows(index, AccessFlags.Read) && _msrs.GuestRead(index, out value))
        {
            return MsrAccessResult.Done;
        }

        return Fail(AccessFlags.Read, out value);
    }

    /// <inheritdoc/>
    public MsrAccessResult Write(uint index, ulong value)
    {
        if (_allowlist.Allows(index, AccessFlags.Write) && _msrs.GuestWrite(index, value))
        {
            return MsrAccessResult.Done;
        }

        return Fail(AccessFlags.Write, out _);
    }

    private MsrAccessResult Fail(AccessFlags type, out ulong value)
    {
        value = 0;
        if (!Deflects)
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
