using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Accesses;

/// <summary>
/// The faults of RDMSR and WRMSR, with the error code that the mode pushes (Intel SDM volume 3, section 6.13).
/// </summary>
public static class Faults
{
    /// <summary>#UD, which pushes no error code in any mode.</summary>
    public static Outcome InvalidOpcode { get; } = Outcome.Fault(Vector.InvalidOpcode, hasErrorCode: false, 0);

    /// <summary>#GP(0); real mode pushes no error code.</summary>
    public static Outcome GeneralProtection(GuestMode mode) =>
        Outcome.Fault(Vector.GeneralProtection, mode != GuestMode.Real16, 0);
}
