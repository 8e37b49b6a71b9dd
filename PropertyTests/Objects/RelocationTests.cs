using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.Objects.Space;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>Relocations are filled in as the psABI says, and one that does not fit is refused.</summary>
public sealed class RelocationTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    private const int Offset = 0x10;

    /// <summary>A section of one page lies at the start of the modules' space.</summary>
    private const ulong Place = KernelLayout.Modules + Offset;

    public static TheoryData<int, ulong, long, ulong> Fitting { get; } = new()
    {
        { (int)RelocationKind.Absolute64, 0x1234_5678_9ABC_DEF0, 0x10, 0x1234_5678_9ABC_DF00 },
        { (int)RelocationKind.Absolute64, ulong.MaxValue, 1, 0 },
        { (int)RelocationKind.Relative64, 0x10, -0x20, unchecked(0UL - 0x10 - Place) },
        { (int)RelocationKind.Relative32, Place, -4, 0xFFFF_FFFC },
        { (int)RelocationKind.Relative32, unchecked(Place + int.MaxValue), 0, int.MaxValue },
        { (int)RelocationKind.Relative32, Place - 0x8000_0000, 0, 0x8000_0000 },
        { (int)RelocationKind.Call32, Place + 0x100, -4, 0xFC },
        { (int)RelocationKind.Absolute32, uint.MaxValue, 0, uint.MaxValue },
        { (int)RelocationKind.Absolute32, 0x10, -0x10, 0 },
        { (int)RelocationKind.AbsoluteSigned32, int.MaxValue, 0, int.MaxValue },
        { (int)RelocationKind.AbsoluteSigned32, 0xFFFF_FFFF_8000_0000, 0, 0x8000_0000 },
        { (int)RelocationKind.Nothing, 0x1234, 0, 0 },
    };

    public static TheoryData<int, ulong, long> TooFar { get; } = new()
    {
        { (int)RelocationKind.Relative32, unchecked(Place + int.MaxValue), 1 },
        { (int)RelocationKind.Relative32, Place - 0x8000_0000, -1 },
        { (int)RelocationKind.Call32, 0x1234_5678_0000, 0 },
        { (int)RelocationKind.Absolute32, uint.MaxValue, 1 },
        { (int)RelocationKind.Absolute32, 0, -1 },
        { (int)RelocationKind.AbsoluteSigned32, int.MaxValue, 1 },
        { (int)RelocationKind.AbsoluteSigned32, 0xFFFF_FFFF_8000_0000, -1 },
    };

    [Theory]
    [MemberData(nameof(Fitting))]
    public void A_relocation_fills_in_what_the_psABI_says_and_no_byte_beside(
        int kind, ulong value, long addend, ulong filled)
    {
        LoadedObjects loaded = LoadedObjects.Load(Object((RelocationKind)kind, value, addend));
        Assert.Equal(filled, loaded.Read(Place));
        Assert.Equal((0UL, 0UL), (loaded.Read(Place - sizeof(ulong)), loaded.Read(Place + sizeof(ulong))));
    }

    [Theory]
    [MemberData(nameof(TooFar))]
    public void A_relocation_that_does_not_fit_is_refused_with_its_place_and_its_symbol(
        int kind, ulong value, long addend)
    {
        string problem = LoadedObjects.ProblemOf(Object((RelocationKind)kind, value, addend));
        Assert.Equal(
            $"made.o: .data+0x10: 's' at 0x{value:x}{addend:+0;-0;+0} is out of the reach of a relocation of type "
                + $"{(RelocationKind)kind}",
            problem);
    }

    [Fact]
    public void A_relocation_without_a_symbol_is_refused() => Assert.Equal(
        "made.o: .data+0x0: a relocation of '', which has no address in what is loaded",
        LoadedObjects.ProblemOf(new MadeObject()
            .Section(".data", MadeObject.Data, 16).Relocation(RelocationKind.Absolute64, 0, 0, symbol: 0).File));

    [Fact]
    public void A_relocation_of_what_is_not_loaded_is_refused() => Assert.Equal(
        "made.o: .data+0x0: a relocation of 'note', which has no address in what is loaded",
        LoadedObjects.ProblemOf(new MadeObject()
            .Section(".data", MadeObject.Data, 16).Section(".comment", SectionRights.None, 16)
            .Symbol("note", SymbolPlace.Section, 0, section: 2).Relocation(RelocationKind.Absolute64, 0, 0).File));

    [Fact]
    public void What_an_assembler_writes_is_every_kind_and_each_one_leads_to_its_symbol()
    {
        ObjectFile file = compiled.Assembler("""
            .globl f, one
            f: mov one(%rip), %rax
            call g
            mov $one, %rdx
            add (%rdx), %rax
            add absolute, %rax
            movslq relative, %rdx
            add relative(%rdx), %rax
            mov wide, %rdx
            add wide(%rdx), %rax
            ret
            g: ret
            .data
            one: .quad 1
            absolute: .quad 10
            pointer: .quad absolute
            relative: .long one - .
            wide: .quad one - .
            .section .note.unused,"a"
            .long small
            .set small, 0x1234
            """);
        RelocationKind[] kinds = [.. file.Relocations.Select(relocation => relocation.Kind).Distinct().Order()];
        Assert.Contains(RelocationKind.Relative32, kinds);
        Assert.Contains(RelocationKind.AbsoluteSigned32, kinds);
        Assert.Contains(RelocationKind.Absolute64, kinds);
        LoadedObjects loaded = LoadedObjects.Load(file);
        Assert.Equal(1UL + 1 + 10 + 1 + 1, loaded.Returned("f"));
        Assert.Equal(loaded.AddressOf("absolute"), loaded.Read(loaded.AddressOf("pointer")));
    }

    [Fact]
    public void An_address_that_is_cut_to_32_bits_without_a_sign_is_no_address_of_a_kernel() => Assert.StartsWith(
        "test.s: .text+0x1: '",
        LoadedObjects.ProblemOf(compiled.Assembler("f: movl $d, %eax\n.data\n.globl d\nd: .quad 0")),
        StringComparison.Ordinal);

    private static ObjectFile Object(RelocationKind kind, ulong value, long addend) => new MadeObject()
        .Section(".data", MadeObject.Data, KernelSpace.PageSize)
        .Symbol("s", SymbolPlace.Absolute, value)
        .Relocation(kind, Offset, addend).File;
}
