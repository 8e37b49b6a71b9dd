using System.Diagnostics;
using Iced.Intel;
using MsrSpec.Implementation.Cpu.Decoding;

namespace MsrSpec.Implementation.Cpu.Instructions;

/// <summary>The conditional jumps, a handler each: which condition it is has been asked when it was decoded.</summary>
internal static unsafe class ConditionalJumps
{
    internal static Handler Select(in Instruction instruction) => instruction.ConditionCode switch
    {
        ConditionCode.o => new(&JumpIf<IsOverflow>),
        ConditionCode.no => new(&JumpUnless<IsOverflow>),
        ConditionCode.b => new(&JumpIf<IsBelow>),
        ConditionCode.ae => new(&JumpUnless<IsBelow>),
        ConditionCode.e => new(&JumpIf<IsEqual>),
        ConditionCode.ne => new(&JumpUnless<IsEqual>),
        ConditionCode.be => new(&JumpIf<IsBelowOrEqual>),
        ConditionCode.a => new(&JumpUnless<IsBelowOrEqual>),
        ConditionCode.s => new(&JumpIf<IsSign>),
        ConditionCode.ns => new(&JumpUnless<IsSign>),
        ConditionCode.p => new(&JumpIf<IsParity>),
        ConditionCode.np => new(&JumpUnless<IsParity>),
        ConditionCode.l => new(&JumpIf<IsLess>),
        ConditionCode.ge => new(&JumpUnless<IsLess>),
        ConditionCode.le => new(&JumpIf<IsLessOrEqual>),
        ConditionCode.g => new(&JumpUnless<IsLessOrEqual>),
        ConditionCode.None => throw new UnreachableException("The instruction has no condition."),
    };

    private static StepStatus JumpIf<TCondition>(Core core, in Op op)
        where TCondition : ICondition =>
        TCondition.Holds(in core.State.Arithmetic) ? ControlTransfer.Jump(core, in op) : core.Continue(in op);

    private static StepStatus JumpUnless<TCondition>(Core core, in Op op)
        where TCondition : ICondition =>
        TCondition.Holds(in core.State.Arithmetic) ? core.Continue(in op) : ControlTransfer.Jump(core, in op);

    private interface ICondition
    {
        static abstract bool Holds(in ArithmeticFlags flags);
    }

    private readonly struct IsOverflow : ICondition
    {
        public static bool Holds(in ArithmeticFlags flags) => flags.Overflow;
    }

    private readonly struct IsBelow : ICondition
    {
        public static bool Holds(in ArithmeticFlags flags) => flags.Carry;
    }

    private readonly struct IsEqual : ICondition
    {
        public static bool Holds(in ArithmeticFlags flags) => flags.Zero;
    }

    private readonly struct IsBelowOrEqual : ICondition
    {
        public static bool Holds(in ArithmeticFlags flags) => flags.Carry || flags.Zero;
    }

    private readonly struct IsSign : ICondition
    {
        public static bool Holds(in ArithmeticFlags flags) => flags.Sign;
    }

    private readonly struct IsParity : ICondition
    {
        public static bool Holds(in ArithmeticFlags flags) => flags.Parity;
    }

    private readonly struct IsLess : ICondition
    {
        public static bool Holds(in ArithmeticFlags flags) => flags.Sign != flags.Overflow;
    }

    private readonly struct IsLessOrEqual : ICondition
    {
        public static bool Holds(in ArithmeticFlags flags) => flags.Zero || flags.Sign != flags.Overflow;
    }
}
