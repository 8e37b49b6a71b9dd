namespace MsrSpec.Implementation.Cpu.Decoding;

/// <summary>What executes the mark behind a block: the execution goes on where the block ends.</summary>
internal static unsafe class BlockEnd
{
    internal static Handler Handler => new(&Leave);

    private static StepStatus Leave(Core core, in Op op)
    {
        core.State.Rip &= core.InstructionPointerMask;
        return StepStatus.Branch;
    }
}
