namespace MsrSpec.Implementation.Emulator.Cpu.Decoding;

/// <summary>The code that executes one decoded instruction.</summary>
internal readonly unsafe struct Handler(delegate*<Core, in Op, StepStatus> _code)
{
    private readonly delegate*<Core, in Op, StepStatus> _code = _code;

    /// <summary>No code: the core lacks the instruction form.</summary>
    internal static Handler None => default;

    internal bool IsNone => _code is null;

    internal StepStatus Invoke(Core core, in Op op) => _code(core, in op);
}
