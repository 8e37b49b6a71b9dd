using System.Numerics;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>LOOP, LOOPE and LOOPNE, and the jumps if CX, ECX or RCX is zero.</summary>
internal static unsafe class Loops
{
    private const int Counter = RegisterFile.Rcx * sizeof(ulong);

    internal static Handler Select(in Instruction instruction) => instruction.Code switch
    {
        Code.Loop_rel8_16_CX or Code.Loop_rel8_32_CX => new(&Loop<ushort>),
        Code.Loop_rel8_16_ECX or Code.Loop_rel8_32_ECX or Code.Loop_rel8_64_ECX => new(&Loop<uint>),
        Code.Loop_rel8_16_RCX or Code.Loop_rel8_64_RCX => new(&Loop<ulong>),
        Code.Loope_rel8_16_CX or Code.Loope_rel8_32_CX
            or Code.Loopne_rel8_16_CX or Code.Loopne_rel8_32_CX => new(&LoopIf<ushort>),
        Code.Loope_rel8_16_ECX or Code.Loope_rel8_32_ECX or Code.Loope_rel8_64_ECX
            or Code.Loopne_rel8_16_ECX or Code.Loopne_rel8_32_ECX or Code.Loopne_rel8_64_ECX => new(&LoopIf<uint>),
        Code.Loope_rel8_16_RCX or Code.Loope_rel8_64_RCX
            or Code.Loopne_rel8_16_RCX or Code.Loopne_rel8_64_RCX => new(&LoopIf<ulong>),
        Code.Jcxz_rel8_16 or Code.Jcxz_rel8_32 => new(&JumpIfZero<ushort>),
        Code.Jecxz_rel8_16 or Code.Jecxz_rel8_32 or Code.Jecxz_rel8_64 => new(&JumpIfZero<uint>),
        Code.Jrcxz_rel8_16 or Code.Jrcxz_rel8_64 => new(&JumpIfZero<ulong>),
        _ => Handler.None,
    };

    private static StepStatus Loop<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T> => Count<T>(core, in op, holds: true);

    private static StepStatus LoopIf<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T> =>
        Count<T>(core, in op, Conditions.Hold(in core.State.Arithmetic, (ConditionCode)op.Condition));

    private static StepStatus Count<T>(Core core, in Op op, bool holds)
        where T : unmanaged, IBinaryInteger<T>
    {
        T count = RegisterFile.At<T>(ref core.State.Registers, Counter) - T.One;
        StepStatus status = count == T.Zero || !holds ? StepStatus.Next : ControlTransfer.Jump(core, in op);
        if (status != StepStatus.Event)
        {
            RegisterFile.Set(ref core.State.Registers, Counter, count);
        }

        return status;
    }

    private static StepStatus JumpIfZero<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T> =>
        RegisterFile.At<T>(ref core.State.Registers, Counter) == T.Zero
            ? ControlTransfer.Jump(core, in op)
            : StepStatus.Next;
}
