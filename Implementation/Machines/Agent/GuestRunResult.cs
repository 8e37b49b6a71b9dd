using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Machines.Agent;

/// <summary>
/// How a guest access ended, as the guest recorded it, or as the core stands when the guest could not.
/// </summary>
/// <param name="Kind">How.</param>
/// <param name="Vector">The vector of a fault.</param>
/// <param name="HasErrorCode">Whether the fault pushed an error code.</param>
/// <param name="ErrorCode">The error code.</param>
/// <param name="ExitType">The direction of an access that waits for user space.</param>
/// <param name="ExitIndex">Its MSR.</param>
/// <param name="ExitData">
/// Its data: the value of a write, zero for a read. The bytes of an instruction that is lacking.
/// </param>
/// <param name="Registers">The registers at the end, in the frame of the fault, or at the exit.</param>
public readonly record struct GuestRunResult(
    GuestRunKind Kind,
    byte Vector,
    bool HasErrorCode,
    uint ErrorCode,
    AccessFlags ExitType,
    uint ExitIndex,
    ulong ExitData,
    GuestRegisters Registers)
{
    internal static GuestRunResult Retired(GuestRegisters registers) =>
        Of(GuestRunKind.Retired, registers);

    internal static GuestRunResult Fault(byte vector, bool hasErrorCode, uint errorCode, GuestRegisters registers) =>
        Of(GuestRunKind.Fault, registers) with { Vector = vector, HasErrorCode = hasErrorCode, ErrorCode = errorCode };

    internal static GuestRunResult MsrExit(AccessFlags type, uint index, ulong data, GuestRegisters registers) =>
        Of(GuestRunKind.MsrExit, registers) with { ExitType = type, ExitIndex = index, ExitData = data };

    internal static GuestRunResult Of(GuestRunKind kind, GuestRegisters registers) => new(
        kind, Vector: 0, HasErrorCode: false, ErrorCode: 0, AccessFlags.None, ExitIndex: 0, ExitData: 0, registers);
}
