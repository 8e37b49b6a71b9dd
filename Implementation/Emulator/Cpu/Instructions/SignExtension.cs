using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>The extensions of the accumulator: CBW, CWDE, CDQE, CWD, CDQ and CQO.</summary>
internal static unsafe class SignExtension
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Cbw => new(&Widen<ushort, sbyte>),
        Mnemonic.Cwde => new(&Widen<uint, short>),
        Mnemonic.Cdqe => new(&Widen<ulong, int>),
        Mnemonic.Cwd => new(&Spread<ushort>),
        Mnemonic.Cdq => new(&Spread<uint>),
        Mnemonic.Cqo => new(&Spread<ulong>),
        _ => Handler.None,
    };

    private static StepStatus Widen<TWide, TNarrow>(Core core, in Op op)
        where TWide : unmanaged, IBinaryInteger<TWide>
        where TNarrow : unmanaged, IBinaryInteger<TNarrow>
    {
        Accumulator.Write(core, TWide.CreateTruncating(Accumulator.Read<TNarrow>(core)));
        return core.Continue(in op);
    }

    private static StepStatus Spread<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
    {
        bool isNegative = (Accumulator.Read<T>(core) >> ((Unsafe.SizeOf<T>() * 8) - 1)) != T.Zero;
        Accumulator.WriteUpper(core, isNegative ? T.AllBitsSet : T.Zero);
        return core.Continue(in op);
    }
}
