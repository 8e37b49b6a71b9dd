namespace MsrSpec.Implementation.Emulator.Cpu.Exceptions;

/// <summary>An exception or interrupt that waits for delivery: a value, never thrown.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Vector">Its vector.</param>
/// <param name="ErrorCode">Its error code; meaningful for the vectors that push one.</param>
/// <param name="Length">The bytes of the instruction that a software interrupt returns behind.</param>
public readonly record struct CpuEvent(CpuEventKind Kind, byte Vector, uint ErrorCode, byte Length)
{
    /// <summary>#MC, an abort that pushes no error code.</summary>
    public static CpuEvent MachineCheck { get; } = Of(CpuEventKind.Abort, ExceptionVector.MachineCheck);

    /// <summary>#DF, an abort whose error code is 0.</summary>
    public static CpuEvent DoubleFault { get; } = Of(CpuEventKind.Abort, ExceptionVector.DoubleFault);

    /// <summary>NMI. Delivery sets <see cref="CoreState.NmiBlocked"/>.</summary>
    public static CpuEvent NonMaskable { get; } =
        Of(CpuEventKind.NonMaskable, ExceptionVector.NonMaskableInterrupt);

    /// <summary>#DB behind an instruction: a single step, or a breakpoint on data. DR6 is the raiser's.</summary>
    public static CpuEvent DebugTrap { get; } = Of(CpuEventKind.Trap, ExceptionVector.Debug);

    /// <summary>#DB at an instruction that touches a debug register while DR7.GD is set.</summary>
    public static CpuEvent DebugFault { get; } = Of(CpuEventKind.Fault, ExceptionVector.Debug);

    /// <summary>
    /// #DB at an instruction that a breakpoint names. Unlike other faults it does not set RF in the frame: the handler
    /// has to, if the breakpoint shall stay.
    /// </summary>
    public static CpuEvent InstructionBreakpoint => DebugTrap;

    /// <summary>The guest needs something that the core lacks.</summary>
    internal static CpuEvent Unimplemented { get; } = Of(CpuEventKind.Unimplemented, vector: 0);

    /// <summary>The instruction is to be executed again, decoded afresh.</summary>
    internal static CpuEvent Restart { get; } = Of(CpuEventKind.Restart, vector: 0);

    /// <summary>A switch of tasks, which the core lacks: through a task gate, or by IRET with NT.</summary>
    internal static CpuEvent TaskSwitch => Unimplemented;

    /// <summary>
    /// Whether delivery outside of real mode pushes an error code. An INT of such a vector, and a device's interrupt,
    /// push none.
    /// </summary>
    internal bool HasErrorCode =>
        Kind is CpuEventKind.Fault or CpuEventKind.Abort && ExceptionVector.HasErrorCode(Vector);

    /// <summary>The EXT bit of error codes that arise while this event is delivered.</summary>
    internal uint External => Kind == CpuEventKind.Software ? 0u : 1u;

    /// <summary>Whether this is a debug exception, not an interrupt that happens to have its vector.</summary>
    internal bool IsDebugException => Vector == ExceptionVector.Debug
        && Kind is CpuEventKind.Fault or CpuEventKind.Trap or CpuEventKind.PrivilegedSoftware;

    /// <summary>An exception at the instruction.</summary>
    /// <param name="vector">Its vector.</param>
    /// <param name="errorCode">Its error code, where the vector has one.</param>
    public static CpuEvent Fault(byte vector, uint errorCode) =>
        new(CpuEventKind.Fault, vector, errorCode, Length: 0);

    /// <summary>An exception between instructions.</summary>
    /// <param name="vector">Its vector.</param>
    public static CpuEvent Trap(byte vector) => Of(CpuEventKind.Trap, vector);

    /// <summary>INT n, INT3 or INTO.</summary>
    /// <param name="vector">Its vector.</param>
    /// <param name="length">The bytes of the instruction.</param>
    public static CpuEvent Software(byte vector, byte length) =>
        new(CpuEventKind.Software, vector, ErrorCode: 0, length);

    /// <summary>INT1, which some call ICEBP.</summary>
    /// <param name="length">The bytes of the instruction.</param>
    public static CpuEvent PrivilegedSoftware(byte length) =>
        new(CpuEventKind.PrivilegedSoftware, ExceptionVector.Debug, ErrorCode: 0, length);

    /// <summary>A maskable interrupt; whether it may come now is for the caller to know.</summary>
    /// <param name="vector">Its vector.</param>
    public static CpuEvent ExternalInterrupt(byte vector) => Of(CpuEventKind.External, vector);

    private static CpuEvent Of(CpuEventKind kind, byte vector) => new(kind, vector, ErrorCode: 0, Length: 0);
}
