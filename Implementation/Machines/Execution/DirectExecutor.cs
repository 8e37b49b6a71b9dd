using MsrSpec.Implementation.Emulator.Cpu.Features;
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
        if (!IsInstruction(access.Form, access.Mode))
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
            MsrAccessResult.Error => Outcome.Error(Errno.ENOMEM),
            MsrAccessResult.Fault => GuestFaults.GeneralProtection(_access.Mode),
            MsrAccessResult.Exit when _access.IsRead => Outcome.Exit(ExitReason.ReadMsr, _access.Index, 0),
            MsrAccessResult.Exit => Outcome.Exit(ExitReason.WriteMsr, _access.Index, _access.Value),
        };
    }

    private bool IsInstruction(InstructionForm form, GuestMode mode) => form switch
    {
        InstructionForm.Lock => false,
        InstructionForm.NonSerializing => _msrs.Model.Has(CpuFeatures.NonSerializingMsrWrite),
        InstructionForm.Immediate => mode == GuestMode.Long64 && _msrs.Model.Has(CpuFeatures.ImmediateMsr),
        _ => true,
    };

    private static int LengthOf(InstructionForm form) => form switch
    {
        InstructionForm.Prefixed or InstructionForm.NonSerializing => 3,
        InstructionForm.Immediate => 9,
        _ => 2,
    };

    private Outcome Retire(ulong value)
    {
        GuestRegisters before = Registers;
        int length = LengthOf(_access.Form);
        if (!_access.IsRead)
        {
            Registers = before with { RipOffset = length };
            return Outcome.Retired;
        }

        Registers = _access.Form == InstructionForm.Immediate
            ? before with { Rdx = value, RipOffset = length }
            : new GuestRegisters((uint)value, before.Rcx, value >> 32, length);
        return Outcome.RetiredRead(value);
    }
}
