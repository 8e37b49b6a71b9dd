using System.Numerics;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Operands;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// SETcc and CMOVcc. CMOVcc reads its source whether or not it moves it, and always writes its target: in the 32-bit
/// form the upper half becomes zero.
/// </summary>
internal static unsafe class ConditionalData
{
    internal static Handler Select(in Instruction instruction)
    {
        bool isConditional = instruction.ConditionCode != ConditionCode.None
            && instruction.FlowControl == FlowControl.Next;
        return isConditional ? OperandShapes.Select<Family>(in instruction) : Handler.None;
    }

    private static StepStatus Set<TPlace>(Core core, in Op op)
        where TPlace : IOperand
    {
        byte value = Holds(core, in op) ? (byte)1 : (byte)0;
        return TPlace.TryWrite(core, in op, value) ? core.Continue(in op) : StepStatus.Event;
    }

    private static StepStatus Move<T, TSource>(Core core, in Op op)
        where T : unmanaged
        where TSource : IOperand
    {
        if (!TSource.TryRead(core, in op, out T value))
        {
            return StepStatus.Event;
        }

        if (!Holds(core, in op))
        {
            _ = TargetRegister.TryRead(core, in op, out value);
        }

        _ = TargetRegister.TryWrite(core, in op, value);
        return core.Continue(in op);
    }

    private static bool Holds(Core core, in Op op) =>
        Conditions.Hold(in core.State.Arithmetic, (ConditionCode)op.Condition);

    private readonly struct Family : ISizedFamily
    {
        public static Handler OfShape<T>(OperandShape shape)
            where T : unmanaged, IBinaryInteger<T> => shape switch
            {
                OperandShape.Register => new(&Set<TargetRegister>),
                OperandShape.Memory => new(&Set<MemoryPlace>),
                OperandShape.RegisterRegister => new(&Move<T, SourceRegister>),
                OperandShape.RegisterMemory => new(&Move<T, MemoryPlace>),
                _ => Handler.None,
            };
    }
}
