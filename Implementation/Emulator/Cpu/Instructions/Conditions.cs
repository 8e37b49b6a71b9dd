using System.Diagnostics;
using Iced.Intel;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>The sixteen conditions of jumps, sets and conditional moves.</summary>
internal static class Conditions
{
    internal static bool Hold(in ArithmeticFlags flags, ConditionCode condition) => condition switch
    {
        ConditionCode.o => flags.Overflow,
        ConditionCode.no => !flags.Overflow,
        ConditionCode.b => flags.Carry,
        ConditionCode.ae => !flags.Carry,
        ConditionCode.e => flags.Zero,
        ConditionCode.ne => !flags.Zero,
        ConditionCode.be => flags.Carry || flags.Zero,
        ConditionCode.a => !(flags.Carry || flags.Zero),
        ConditionCode.s => flags.Sign,
        ConditionCode.ns => !flags.Sign,
        ConditionCode.p => flags.Parity,
        ConditionCode.np => !flags.Parity,
        ConditionCode.l => flags.Sign != flags.Overflow,
        ConditionCode.ge => flags.Sign == flags.Overflow,
        ConditionCode.le => flags.Zero || flags.Sign != flags.Overflow,
        ConditionCode.g => !flags.Zero && flags.Sign == flags.Overflow,
        ConditionCode.None => throw new UnreachableException("The instruction has no condition."),
    };
}
