using System.Runtime.InteropServices;
using Iced.Intel;
using MsrSpec.Implementation.Objects.Elf;

namespace MsrSpec.Implementation.Objects.Loading;

/// <summary>
/// Sorts symbols by how instructions use them: an undefined symbol says neither whether it is a function nor whether
/// it is per-CPU.
/// </summary>
internal sealed class SymbolUses
{
    private readonly ObjectFile _file;
    private readonly SymbolUse[] _uses;

    private SymbolUses(ObjectFile file)
    {
        _file = file;
        _uses = new SymbolUse[file.Symbols.Length];
    }

    /// <summary>The uses of an object's symbols, by their numbers.</summary>
    public static SymbolUse[] Of(ObjectFile file)
    {
        SymbolUses uses = new(file);
        foreach (IGrouping<int, ObjectRelocation> relocations in file.Relocations
            .Where(relocation => relocation.Kind != RelocationKind.Nothing)
            .GroupBy(relocation => relocation.Section))
        {
            ObjectRelocation[] ordered = [.. relocations.OrderBy(relocation => relocation.Offset)];
            ObjectSection section = file.Sections[relocations.Key];
            if (section.Rights.HasFlag(SectionRights.Execute) && !section.Content.IsEmpty)
            {
                uses.LookThroughCode(relocations.Key, ordered);
            }
            else
            {
                Array.ForEach(ordered, relocation => uses.Add(in relocation, UseInData(in relocation)));
            }
        }

        return uses._uses;
    }

    private static SymbolUse UseInData(in ObjectRelocation relocation) =>
        relocation.Kind == RelocationKind.Call32 ? SymbolUse.Function : SymbolUse.Data;

    /// <summary>
    /// Decodes a section from its start, and anew at each function: whatever lies between them, its instructions are
    /// seen as they are executed.
    /// </summary>
    private void LookThroughCode(int section, ObjectRelocation[] relocations)
    {
        byte[] code = ImmutableCollectionsMarshal.AsArray(_file.Sections[section].Content)!;
        int[] functions =
        [
            .. _file.Symbols.Where(symbol => symbol.IsIn(section) && symbol.IsFunction)
                .Select(symbol => (int)symbol.Value).Order(),
        ];
        ByteArrayCodeReader reader = new(code);
        var decoder = Decoder.Create(64, reader);
        int nextFunction = 0;
        int next = 0;
        for (int at = 0; at < code.Length && next < relocations.Length;)
        {
            while (nextFunction < functions.Length && functions[nextFunction] <= at)
            {
                nextFunction++;
            }

            int limit = nextFunction < functions.Length ? functions[nextFunction] : code.Length;
            reader.Position = at;
            decoder.Decode(out Instruction instruction);
            int end = Math.Min(limit, at + (instruction.IsInvalid ? 1 : instruction.Length));
            ConstantOffsets constants = decoder.GetConstantOffsets(in instruction);
            for (; next < relocations.Length && relocations[next].Offset < end; next++)
            {
                int within = relocations[next].Offset - at;
                Add(in relocations[next], UseBy(in instruction, in constants, within, in relocations[next]));
            }

            at = end;
        }
    }

    private static SymbolUse UseBy(
        in Instruction instruction, in ConstantOffsets constants, int within, in ObjectRelocation relocation)
    {
        bool isAddress = constants.HasDisplacement && constants.DisplacementOffset == within;
        bool isBranch = instruction.Op0Kind == OpKind.NearBranch64;
        return isBranch || relocation.Kind == RelocationKind.Call32 ? SymbolUse.Function
            : isAddress && instruction.MemorySegment == Register.GS ? SymbolUse.PerCpu
            : SymbolUse.Data;
    }

    private void Add(in ObjectRelocation relocation, SymbolUse use) => _uses[relocation.Symbol] |= use;
}
