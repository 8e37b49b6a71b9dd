using System.Collections.Immutable;

namespace MsrSpec.Implementation.Objects.Lines;

/// <summary>What a unit's header says of its line program (DWARF 5, section 6.2.4).</summary>
/// <param name="Step">The unit of distances between addresses, in bytes.</param>
/// <param name="LineBase">The least distance between lines that a special opcode says.</param>
/// <param name="LineRange">How many such distances there are, at least one.</param>
/// <param name="Operands">How many operands each standard opcode has, from opcode 1 on.</param>
/// <param name="Files">The source files, by the numbers that the program gives them.</param>
internal sealed record LineHeader(
    byte Step, sbyte LineBase, byte LineRange, ImmutableArray<byte> Operands, ImmutableArray<LineFile> Files)
{
    /// <summary>The first special opcode.</summary>
    public int OpcodeBase => Operands.Length + 1;
}
