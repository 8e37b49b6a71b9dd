using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Implementation.Machines.Agent;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Machines.Execution;

/// <summary>
/// Has the guest agent execute each access as machine code on an emulated core, and tells what the guest recorded, or
/// how the core stands when the guest could not.
/// </summary>
internal sealed class CoreExecutor : IGuestExecutor
{
    /// <summary>Far more instructions than the agent has for one access.</summary>
    private const long Budget = 1000;

    private readonly Core _core;
    private readonly GuestAgent _agent;
    private readonly MsrFile _msrs;
    private GuestAccess _access;
    private GuestRegisters _registers;

    /// <summary>The executor of one vCPU; its agent is put into memory.</summary>
    /// <param name="memory">Guest memory, of at least <see cref="GuestAgent.MemoryFor"/> bytes.</param>
    /// <param name="number">The vCPU's number, from 0.</param>
    /// <param name="port">What its RDMSR and WRMSR ask.</param>
    /// <param name="msrs">Its registers.</param>
    public CoreExecutor(GuestMemory memory, int number, IMsrPort port, MsrFile msrs)
    {
        _msrs = msrs;
        _core = new Core(memory, msrs, port, CorePlatform.Bare with { Model = msrs.Model });
        _agent = new GuestAgent(memory, number);
    }

    /// <inheritdoc/>
    public GuestRegisters Registers => _registers;

    /// <inheritdoc/>
    public AccessFlags PendingExit => _core.HasPendingMsrAccess ? _access.Type : AccessFlags.None;

    /// <summary>The core, for what an access does not show.</summary>
    public Core Core => _core;

    /// <inheritdoc/>
    public void Reset()
    {
        _core.ForgetMsrExit();
        _registers = GuestRegisters.None;
    }

    /// <inheritdoc/>
    public Outcome Run(in GuestAccess access)
    {
        _access = access;
        _msrs.EnterMode(access.Mode);
        _core.Load(in _agent.Prepare(in access));
        return Reenter();
    }

    /// <inheritdoc/>
    public Outcome Complete(byte error, ulong data)
    {
        _core.CompleteMsrExit(error, data);
        return Reenter();
    }

    /// <inheritdoc/>
    public Outcome Reenter()
    {
        CoreExit exit = _core.Run(Budget);
        return exit.Kind switch
        {
            CoreExitKind.Halt => _agent.Read(in _access, out _registers),
            CoreExitKind.MsrRead => Leave(Outcome.Exit(ExitReason.ReadMsr, exit.MsrIndex, exit.MsrData)),
            CoreExitKind.MsrWrite => Leave(Outcome.Exit(ExitReason.WriteMsr, exit.MsrIndex, exit.MsrData)),
            CoreExitKind.MsrError => Leave(Outcome.Error(Errno.ENOMEM)),
            CoreExitKind.Shutdown => Leave(Outcome.Shutdown),
            CoreExitKind.Unimplemented or CoreExitKind.Device =>
                Leave(Outcome.Unimplemented(exit.Instruction.First)),
            CoreExitKind.BudgetExhausted => Leave(Outcome.OutOfBudget),
        };
    }

    /// <summary>Takes the registers from the core: the guest has recorded none.</summary>
    private Outcome Leave(Outcome outcome)
    {
        ref readonly CoreState state = ref _core.Current;
        _registers = new GuestRegisters(
            state.Registers[RegisterFile.Rax],
            state.Registers[RegisterFile.Rcx],
            state.Registers[RegisterFile.Rdx],
            (int)(state.Rip - _agent.AddressOf(in _access)));
        return outcome;
    }
}
