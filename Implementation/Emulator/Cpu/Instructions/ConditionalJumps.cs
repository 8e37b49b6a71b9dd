using System.Diagnostics;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>The conditional jumps, a handler each: which condition it is has been asked when it was decoded.</summary>
internal static unsafe class ConditionalJumps
{
    /// <summary>A condition as a type.</summary>
    internal interface ICondition
    {
        static abstract bool Holds(in ArithmeticFlags flags);
    }

    /// <summary>Handlers that there are for each condition.</summary>
    internal interface IFamily
    {
        static abstract Handler OfCondition<TCondition>(in Instruction instruction)
            where TCondition : ICondition;
    }

    internal static Handler Select(in Instruction instruction) =>
        Select<JumpFamily>(in instruction, instruction.ConditionCode);

    /// <summary>The handler that a family has for a condition.</summary>
    internal static Handler Select<TFamily>(in Instruction instruction, ConditionCode condition)
        where TFamily : IFamily => condition switch
        {
            ConditionCode.o => TFamily.OfCondition<IsOverflow>(in instruction),
            ConditionCode.no => TFamily.OfCondition<Not<IsOverflow>>(in instruction),
            ConditionCode.b => TFamily.OfCondition<IsBelow>(in instruction),
            ConditionCode.ae => TFamily.OfCondition<Not<IsBelow>>(in instruction),
            ConditionCode.e => TFamily.OfCondition<IsEqual>(in instruction),
            ConditionCode.ne => TFamily.OfCondition<Not<IsEqual>>(in instruction),
            ConditionCode.be => TFamily.OfCondition<IsBelowOrEqual>(in instruction),
            ConditionCode.a => TFamily.OfCondition<Not<IsBelowOrEqual>>(in instruction),
            ConditionCode.s => TFamily.OfCondition<IsSign>(in instruction),
            ConditionCode.ns => TFamily.OfCondition<Not<IsSign>>(in instruction),
            ConditionCode.p => TFamily.OfCondition<IsParity>(in instruction),
            ConditionCode.np => TFamily.OfCondition<Not<IsParity>>(in instruction),
            ConditionCode.l => TFamily.OfCondition<IsLess>(in instruction),
            ConditionCode.ge => TFamily.OfCondition<Not<IsLess>>(in instruction),
            ConditionCode.le => TFamily.OfCondition<IsLessOrEqual>(in instruction),
            ConditionCode.g => TFamily.OfCondition<Not<IsLessOrEqual>>(in instruction),
            ConditionCode.None => throw new UnreachableException("The instruction has no condition."),
        };

    internal static StepStatus JumpIf<TCondition>(Core core, in Op op)
        where TCondition : ICondition =>
        TCondition.Holds(in core.State.Arithmetic) ? ControlTransfer.Jump(core, in op) : core.Continue(in op);

    private readonly struct JumpFamily : IFamily
    {
        public static Handler OfCondition<TCondition>(in Instruction instruction)
            where TCondition : ICondition => new(&JumpIf<TCondition>);
    }

    private readonly struct Not<TCondition> : ICondition
        where TCondition : ICondition
    {
        public static bool Holds(in ArithmeticFlags flags) => !TCondition.Holds(in flags);
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
