using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// AND, AND NOT, OR and XOR of whole XMM registers: to bits it is the same whether they are floats or integers.
/// </summary>
internal static unsafe class VectorLogic
{
    internal static Handler Select(in Instruction instruction) => instruction.Code switch
    {
        Code.Andps_xmm_xmmm128 or Code.Andpd_xmm_xmmm128 or Code.Pand_xmm_xmmm128 => Of<And>(in instruction),
        Code.Andnps_xmm_xmmm128 or Code.Andnpd_xmm_xmmm128 or Code.Pandn_xmm_xmmm128 => Of<AndNot>(in instruction),
        Code.Orps_xmm_xmmm128 or Code.Orpd_xmm_xmmm128 or Code.Por_xmm_xmmm128 => Of<Or>(in instruction),
        Code.Xorps_xmm_xmmm128 or Code.Xorpd_xmm_xmmm128 or Code.Pxor_xmm_xmmm128 => Of<Xor>(in instruction),
        _ => Handler.None,
    };

    /// <summary>What becomes of two registers.</summary>
    private interface IVectorOperation
    {
        static abstract UInt128 Apply(UInt128 left, UInt128 right);
    }

    private static Handler Of<TOperation>(in Instruction instruction)
        where TOperation : IVectorOperation =>
        instruction.Op1Kind == OpKind.Memory ? new(&WithMemory<TOperation>) : new(&WithRegister<TOperation>);

    private static StepStatus WithMemory<TOperation>(Core core, in Op op)
        where TOperation : IVectorOperation =>
        core.MayUseVectors() && core.IsAligned(in op) && MemoryPlace.TryRead(core, in op, out UInt128 right)
            ? Combine<TOperation>(core, in op, right)
            : StepStatus.Event;

    private static StepStatus WithRegister<TOperation>(Core core, in Op op)
        where TOperation : IVectorOperation =>
        core.MayUseVectors()
            ? Combine<TOperation>(core, in op, core.FloatingPoint.Vectors[op.Source])
            : StepStatus.Event;

    private static StepStatus Combine<TOperation>(Core core, in Op op, UInt128 right)
        where TOperation : IVectorOperation
    {
        ref UInt128 target = ref core.FloatingPoint.Vectors[op.Target];
        target = TOperation.Apply(target, right);
        return StepStatus.Next;
    }

    private readonly struct And : IVectorOperation
    {
        public static UInt128 Apply(UInt128 left, UInt128 right) => left & right;
    }

    private readonly struct AndNot : IVectorOperation
    {
        public static UInt128 Apply(UInt128 left, UInt128 right) => ~left & right;
    }

    private readonly struct Or : IVectorOperation
    {
        public static UInt128 Apply(UInt128 left, UInt128 right) => left | right;
    }

    private readonly struct Xor : IVectorOperation
    {
        public static UInt128 Apply(UInt128 left, UInt128 right) => left ^ right;
    }
}
