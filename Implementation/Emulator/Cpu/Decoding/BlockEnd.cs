namespace MsrSpec.Implementation.Emulator.Cpu.Decoding;

/// <summary>What executes the mark behind a block: the execution goes on where the block ends.</summary>
internal static unsafe class BlockEnd
{
    internal static Handler Handler => new(&Leave);

    /// <summary>What executes the mark behind an instruction that is executed alone.</summary>
    internal static Handler Stop => new(&StopAtOnce);

    private static StepStatus StopAtOnce(Core core, in Op op) => StepStatus.Next;

    private static StepStatus Leave(Core core, in Op op)
    {
        core.State.Rip &= core.InstructionPointerMask;
        return StepStatus.Branch;
    }
}
