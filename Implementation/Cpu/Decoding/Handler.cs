namespace MsrSpec.Implementation.Cpu.Decoding;

/// <summary>The code that executes one decoded instruction.</summary>
internal readonly unsafe struct Handler(delegate*<Core, in Op, StepStatus> code)
{
    private readonly delegate*<Core, in Op, StepStatus> code = code;

    /// <summary>No code: the core lacks the instruction form.</summary>
    internal static Handler None => default;

    internal bool IsNone => code is null;

    internal StepStatus Invoke(Core core, in Op op) => code(core, in op);
}
