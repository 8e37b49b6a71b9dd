using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Machines.Execution;

/// <summary>The faults of RDMSR and WRMSR as the core delivers them, for who executes no guest code.</summary>
public static class GuestFaults
{
    /// <summary>#UD, which pushes no error code in any mode.</summary>
    public static Outcome InvalidOpcode { get; } = Outcome.Fault(Vector.InvalidOpcode, hasErrorCode: false, 0);

    /// <summary>#GP(0), which pushes its error code where frames have room for one.</summary>
    public static Outcome GeneralProtection(GuestMode mode) =>
        Outcome.Fault(Vector.GeneralProtection, hasErrorCode: mode != GuestMode.Real16, 0);
}
