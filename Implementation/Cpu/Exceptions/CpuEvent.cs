namespace MsrSpec.Implementation.Cpu.Exceptions;

/// <summary>An exception or software interrupt that waits for delivery: a value, never thrown.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Vector">Its vector.</param>
/// <param name="ErrorCode">Its error code; meaningful for the vectors that push one.</param>
/// <param name="Length">The bytes of the instruction that a software interrupt returns behind.</param>
internal readonly record struct CpuEvent(CpuEventKind Kind, byte Vector, uint ErrorCode, byte Length)
{
    internal static CpuEvent Fault(byte vector, uint errorCode) =>
        new(CpuEventKind.Fault, vector, errorCode, Length: 0);

    internal static CpuEvent Trap(byte vector) => new(CpuEventKind.Trap, vector, ErrorCode: 0, Length: 0);

    internal static CpuEvent Software(byte vector, byte length) =>
        new(CpuEventKind.Software, vector, ErrorCode: 0, length);

    internal static CpuEvent Unimplemented => new(CpuEventKind.Unimplemented, Vector: 0, ErrorCode: 0, Length: 0);

    internal static CpuEvent Restart => new(CpuEventKind.Restart, Vector: 0, ErrorCode: 0, Length: 0);

    /// <summary>Whether delivery outside of real mode pushes an error code.</summary>
    internal bool HasErrorCode =>
        Kind == CpuEventKind.Fault && Vector is ExceptionVector.DoubleFault
            or (>= ExceptionVector.InvalidTss and <= ExceptionVector.PageFault)
            or ExceptionVector.AlignmentCheck;

    /// <summary>The EXT bit of error codes that arise while this event is delivered.</summary>
    internal uint External => Kind == CpuEventKind.Software ? 0u : 1u;
}
