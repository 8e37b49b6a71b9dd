using Iced.Intel;

namespace MsrSpec.Hardware.Cases;

/// <summary>One instruction and the contexts that it is to be run from.</summary>
/// <param name="Number">Its number; with the seed of the run it decides all the rest.</param>
/// <param name="Bits">The width of the code.</param>
/// <param name="Code">The bytes of the instruction.</param>
/// <param name="Instruction">What the bytes mean.</param>
/// <param name="Arena">The arena that it runs in.</param>
/// <param name="Window">The offset of its memory within the arena.</param>
/// <param name="Seed">The seed of the backgrounds.</param>
/// <param name="Inputs">What the cases start from.</param>
internal sealed record TestGroup(
    long Number, int Bits, byte[] Code, Instruction Instruction, int Arena, uint Window, ulong Seed,
    CaseContext[] Inputs)
{
    /// <summary>The cases of a generated group.</summary>
    public const int Size = 64;

    /// <summary>The address of the instruction, as its code sees it.</summary>
    public ulong Address => Cases.Arena.OriginOf(Bits, Arena) + Cases.Arena.SlotOf(Bits);
}
