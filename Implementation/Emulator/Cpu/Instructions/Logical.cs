using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>Bitwise operations.</summary>
internal static class Logical
{
    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.And => Binary.Select<AndOperation>(in instruction),
        Mnemonic.Or => Binary.Select<OrOperation>(in instruction),
        Mnemonic.Xor => Binary.Select<XorOperation>(in instruction),
        Mnemonic.Test => Binary.Select<TestOperation>(in instruction),
        Mnemonic.Not => Unary.Select<NotOperation>(in instruction),
        _ => Handler.None,
    };
}
