using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Machines.Execution;

/// <summary>
/// Carries out the guest accesses of one vCPU, by executing machine code or by doing what it would do.
/// </summary>
public interface IGuestExecutor
{
    /// <summary>The registers after the last access, in the frame of its fault, or at its exit.</summary>
    public GuestRegisters Registers { get; }

    /// <summary>The direction of the access that waits for user space; none if the vCPU is not at an exit.</summary>
    public AccessFlags PendingExit { get; }

    /// <summary>Makes the vCPU as good as new; its MSRs are not the executor's.</summary>
    public void Reset();

    /// <summary>Executes an access, from the mode and the registers that it asks for.</summary>
    public Outcome Run(in GuestAccess access);

    /// <summary>Completes the access that exited, and runs on. Only at an exit.</summary>
    /// <param name="error">Zero, or anything else to have #GP raised.</param>
    /// <param name="data">What a read returns.</param>
    public Outcome Complete(byte error, ulong data);

    /// <summary>Executes the instruction that exited once more. Only at an exit.</summary>
    public Outcome Reenter();
}
