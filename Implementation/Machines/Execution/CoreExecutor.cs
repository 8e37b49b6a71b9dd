using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Implementation.Machines.Agent;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Machines.Execution;

/// <summary>
/// Has the guest agent execute each access as machine code on the emulated core, and tells what the guest recorded.
/// </summary>
public sealed class CoreExecutor : IGuestExecutor
{
    private readonly Vcpu _vcpu;
    private bool _isRead;

    /// <summary>The executor of one vCPU.</summary>
    /// <param name="memory">Guest memory with room for the agent of each vCPU.</param>
    /// <param name="number">The vCPU's number, from 0.</param>
    /// <param name="port">What its RDMSR and WRMSR ask.</param>
    /// <param name="msrs">Its registers.</param>
    public CoreExecutor(GuestMemory memory, int number, IMsrPort port, MsrFile msrs) =>
        _vcpu = new Vcpu(memory, number, port, msrs);

    /// <inheritdoc/>
    public GuestRegisters Registers { get; private set; }

    /// <inheritdoc/>
    public void Reset() => Registers = GuestRegisters.None;

    /// <inheritdoc/>
    public Outcome Run(in GuestAccess access)
    {
        _isRead = access.IsRead;
        return Tell(_vcpu.Run(access));
    }

    /// <inheritdoc/>
    public Outcome Complete(byte error, ulong data) => Tell(_vcpu.Complete(error, data));

    /// <inheritdoc/>
    public Outcome Reenter() => Tell(_vcpu.Reenter());

    private Outcome Tell(in GuestRunResult result)
    {
        Registers = result.Registers;
        return result.Kind switch
        {
            GuestRunKind.Retired when _isRead => Outcome.RetiredRead((Registers.Rdx << 32) | (uint)Registers.Rax),
            GuestRunKind.Retired => Outcome.Retired,
            GuestRunKind.Fault => Outcome.Fault((Vector)result.Vector, result.HasErrorCode, result.ErrorCode),
            GuestRunKind.MsrExit => Outcome.Exit(
                result.ExitType == AccessFlags.Read ? ExitReason.ReadMsr : ExitReason.WriteMsr,
                result.ExitIndex, result.ExitData),
            GuestRunKind.Shutdown => Outcome.Shutdown,
            GuestRunKind.Unimplemented => Outcome.Unimplemented(result.ExitData),
            GuestRunKind.BudgetExhausted => Outcome.OutOfBudget,
        };
    }
}
