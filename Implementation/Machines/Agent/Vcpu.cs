using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Machines.Agent;

/// <summary>
/// A core with its guest agent: it runs one guest access at a time, and can leave in the middle of one for user space.
/// </summary>
public sealed class Vcpu
{
    /// <summary>Far more instructions than the agent has for one access.</summary>
    private const long Budget = 1000;

    private readonly Core _core;
    private readonly GuestAgent _agent;
    private readonly MsrFile _msrs;
    private GuestAccess _current;

    /// <summary>Creates a vCPU, and puts its agent into memory.</summary>
    /// <param name="memory">The guest's RAM, of at least <see cref="GuestAgent.MemoryFor"/> bytes.</param>
    /// <param name="number">The number of the vCPU.</param>
    /// <param name="port">Who answers RDMSR and WRMSR.</param>
    /// <param name="msrs">The vCPU's MSRs.</param>
    public Vcpu(GuestMemory memory, int number, IMsrPort port, MsrFile msrs)
    {
        _msrs = msrs;
        _core = new Core(memory, _msrs, port);
        _agent = new GuestAgent(memory, number);
    }

    /// <summary>RAX, RCX, RDX and RIP as the last run left them.</summary>
    public GuestRegisters Registers { get; private set; } = GuestRegisters.None;

    /// <summary>Whether an access waits for user space.</summary>
    public bool HasPendingExit => _core.HasPendingMsrAccess;

    /// <summary>The core, for what an access does not show.</summary>
    public Core Core => _core;

    /// <summary>
    /// Puts the vCPU in the mode of an access and executes it; an access that was waiting is forgotten.
    /// </summary>
    /// <param name="access">The access.</param>
    public GuestRunResult Run(in GuestAccess access)
    {
        _current = access;
        _msrs.EnterMode(access.Mode);
        _core.Load(in _agent.Prepare(in access));
        return Continue();
    }

    /// <summary>Completes the access that waits, without executing it again, and runs on to the end.</summary>
    /// <param name="error">Zero to retire; anything else to raise #GP(0).</param>
    /// <param name="data">The value of a read.</param>
    public GuestRunResult Complete(byte error, ulong data)
    {
        _core.CompleteMsrExit(error, data);
        return Continue();
    }

    /// <summary>Runs on without completing: the instruction that RIP is at is executed again.</summary>
    public GuestRunResult Reenter() => Continue();

    private GuestRunResult Continue()
    {
        CoreExit exit = _core.Run(Budget);
        GuestRunResult result = exit.Kind switch
        {
            CoreExitKind.Halt => _agent.Read(in _current),
            CoreExitKind.MsrRead => LeaveForMsr(AccessFlags.Read, in exit),
            CoreExitKind.MsrWrite => LeaveForMsr(AccessFlags.Write, in exit),
            CoreExitKind.Shutdown => GuestRunResult.Of(GuestRunKind.Shutdown, CoreRegisters()),
            CoreExitKind.Unimplemented or CoreExitKind.Device => Lacks(in exit),
            CoreExitKind.BudgetExhausted => GuestRunResult.Of(GuestRunKind.BudgetExhausted, CoreRegisters()),
        };
        Registers = result.Registers;
        return result;
    }

    private GuestRunResult LeaveForMsr(AccessFlags type, in CoreExit exit) =>
        GuestRunResult.MsrExit(type, exit.MsrIndex, exit.MsrData, CoreRegisters());

    private GuestRegisters CoreRegisters()
    {
        ref readonly CoreState state = ref _core.Current;
        return new GuestRegisters(
            state.Registers[RegisterFile.Rax],
            state.Registers[RegisterFile.Rcx],
            state.Registers[RegisterFile.Rdx],
            (int)(state.Rip - _agent.AddressOf(in _current)));
    }

    private GuestRunResult Lacks(in CoreExit exit) =>
        GuestRunResult.Of(GuestRunKind.Unimplemented, CoreRegisters()) with { ExitData = exit.Instruction.First };
}
