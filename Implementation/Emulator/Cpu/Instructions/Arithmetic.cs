using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>Addition and subtraction.</summary>
internal static class Arithmetic
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Add => Binary.Select<AddOperation>(in instruction),
        Mnemonic.Adc => Binary.Select<AdcOperation>(in instruction),
        Mnemonic.Sub => Binary.Select<SubOperation>(in instruction),
        Mnemonic.Sbb => Binary.Select<SbbOperation>(in instruction),
        Mnemonic.Cmp => Binary.Select<CmpOperation>(in instruction),
        Mnemonic.Inc => Unary.Select<IncOperation>(in instruction),
        Mnemonic.Dec => Unary.Select<DecOperation>(in instruction),
        Mnemonic.Neg => Unary.Select<NegOperation>(in instruction),
        _ => Handler.None,
    };
}
