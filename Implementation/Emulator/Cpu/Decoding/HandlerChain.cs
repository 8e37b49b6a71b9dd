using System.Runtime.CompilerServices;

namespace MsrSpec.Implementation.Emulator.Cpu.Decoding;

/// <summary>Goes from handler to handler without the run loop.</summary>
internal static class HandlerChain
{
    /// <summary>
    /// Executes the instruction behind one that has retired, as the last thing that its handler does. The compiler
    /// makes a jump of the call wherever the handler has no local in memory, and each handler gets an indirect jump of
    /// its own, which the processor predicts better than one for all. Else the depth is bounded by the block's length.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static StepStatus Continue(this Core core, in Op op)
    {
        ref readonly Op next = ref Unsafe.Add(ref Unsafe.AsRef(in op), 1);
        core.State.Rip = core.BlockStart + next.Offset;
        return next.Handler.Invoke(core, in next);
    }
}
