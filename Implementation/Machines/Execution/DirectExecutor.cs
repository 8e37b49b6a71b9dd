using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Machines.Execution;

/// <summary>
/// Does what RDMSR and WRMSR do without executing guest code: for checking decisions fast. What the instructions
/// themselves do is the emulated core's business.
/// </summary>
internal sealed class DirectExecutor : IGuestExecutor
{
    /// <summary>The bytes of RDMSR and WRMSR without a prefix.</summary>
    private const int PlainLength = 2;

    private readonly IMsrPort _port;
    private readonly MsrFile _msrs;
    private GuestAccess _access;

    /// <summary>The executor of one vCPU.</summary>
    public DirectExecutor(IMsrPort port, MsrFile msrs)
    {
        _port = port;
        _msrs = msrs;
    }

    /// <inheritdoc/>
    public GuestRegisters Registers { get; private set; }

    /// <inheritdoc/>
    public AccessFlags PendingExit { get; private set; }

    /// <inheritdoc/>
    public void Reset()
    {
        Registers = GuestRegisters.None;
        PendingExit = AccessFlags.None;
        _access = default;
    }

    /// <inheritdoc/>
    public Outcome Run(in GuestAccess access)
    {
        _msrs.EnterMode(access.Mode);
        _access = access;
        Registers = access.RegistersBefore;
        PendingExit = AccessFlags.None;
        if (access.Form == InstructionForm.Lock)
        {
            return GuestFaults.InvalidOpcode;
        }

        bool mayAccess = access.Mode == GuestMode.Real16 || access.Privilege == Privilege.Kernel;
        return mayAccess ? Reenter() : GuestFaults.GeneralProtection(access.Mode);
    }

    /// <inheritdoc/>
    public Outcome Complete(byte error, ulong data)
    {
        PendingExit = AccessFlags.None;
        return error == 0 ? Retire(data) : GuestFaults.GeneralProtection(_access.Mode);
    }

    /// <inheritdoc/>
    public Outcome Reenter()
    {
        ulong value = _access.Value;
        MsrAccessResult result = _access.IsRead
            ? _port.Read(_access.Index, out value)
            : _port.Write(_access.Index, value);
        PendingExit = result == MsrAccessResult.Exit ? _access.Type : AccessFlags.None;
        return result switch
        {
            MsrAccessResult.Done => Retire(value),
            MsrAccessResult.Fault => GuestFaults.GeneralProtection(_access.Mode),
            MsrAccessResult.Exit when _access.IsRead => Outcome.Exit(ExitReason.ReadMsr, _access.Index, 0),
            MsrAccessResult.Exit => Outcome.Exit(ExitReason.WriteMsr, _access.Index, _access.Value),
        };
    }

    private Outcome Retire(ulong value)
    {
        GuestRegisters before = Registers;
        int length = _access.Form == InstructionForm.Prefixed ? PlainLength + 1 : PlainLength;
        if (!_access.IsRead)
        {
            Registers = before with { RipOffset = length };
            return Outcome.Retired;
        }

        Registers = new GuestRegisters((uint)value, before.Rcx, value >> 32, length);
        return Outcome.RetiredRead(value);
    }
}
