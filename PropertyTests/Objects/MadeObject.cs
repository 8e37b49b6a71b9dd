using System.Collections.Immutable;
using MsrSpec.Implementation.Objects.Elf;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>An object that no compiler made: what a test says is in it, and nothing else.</summary>
internal sealed class MadeObject
{
    public const SectionRights Data = SectionRights.Allocate | SectionRights.Write;
    public const SectionRights Code = SectionRights.Allocate | SectionRights.Execute;

    private readonly ImmutableArray<ObjectSection>.Builder _sections = ImmutableArray.CreateBuilder<ObjectSection>();
    private readonly ImmutableArray<ObjectSymbol>.Builder _symbols = ImmutableArray.CreateBuilder<ObjectSymbol>();
    private readonly ImmutableArray<ObjectRelocation>.Builder _relocations =
        ImmutableArray.CreateBuilder<ObjectRelocation>();

    public MadeObject()
    {
        _sections.Add(new ObjectSection(string.Empty, SectionRights.None, 0, [], 1));
        _symbols.Add(new ObjectSymbol(
            string.Empty, SymbolPlace.Undefined, 0, 0, 0, IsFunction: false, SymbolBinding.Local));
    }

    public ObjectFile File =>
        new("made.o", _sections.ToImmutable(), _symbols.ToImmutable(), _relocations.ToImmutable());

    /// <summary>A section of zeros.</summary>
    public MadeObject Section(string name, SectionRights rights, int size, int alignment = 1)
    {
        _sections.Add(new ObjectSection(name, rights, size, [], alignment));
        return this;
    }

    public MadeObject Symbol(string name, SymbolPlace place, ulong value, int section = 0)
    {
        _symbols.Add(new ObjectSymbol(name, place, section, value, 0, IsFunction: false, SymbolBinding.Global));
        return this;
    }

    /// <summary>A relocation in the first section, of the first symbol unless another is named.</summary>
    public MadeObject Relocation(RelocationKind kind, int offset, long addend, int symbol = 1)
    {
        _relocations.Add(new ObjectRelocation(1, offset, kind, symbol, addend));
        return this;
    }
}
