using MsrSpec.Implementation.Objects.Elf;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>What a relocatable file holds, and what is said of one that is none.</summary>
public sealed class ObjectReaderTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    private const int ClassOffset = 4;
    private const int EncodingOffset = 5;
    private const int TypeOffset = 16;
    private const int MachineOffset = 18;

    [Fact]
    public void Sections_have_the_rights_that_the_compiler_gave_them()
    {
        ObjectFile file = compiled.C(
            "int read_only() { return 1; } int written = 2; int zeros; const int constant = 3;");
        Assert.Equal(SectionRights.Allocate | SectionRights.Execute, file.Section(".text")!.Rights);
        Assert.Equal(SectionRights.Allocate | SectionRights.Write, file.Section(".data")!.Rights);
        Assert.Equal(SectionRights.Allocate, file.Section(".rodata")!.Rights);
        Assert.Equal((4, 0), (file.Section(".bss")!.Size, file.Section(".bss")!.Content.Length));
        Assert.False(file.Section(".BTF")!.IsLoaded);
        Assert.Equal([2, 0, 0, 0], file.Section(".data")!.Content);
    }

    [Fact]
    public void Symbols_are_in_sections_or_undefined_and_say_who_sees_them()
    {
        ObjectFile file = compiled.C(
            "extern int other; static int own; int __attribute__((weak)) weak() { return own++; }"
            + "int function() { return other + weak(); }");
        Assert.Equal((SymbolPlace.Undefined, SymbolBinding.Global), PlaceOf(file, "other"));
        Assert.Equal((SymbolPlace.Section, SymbolBinding.Local), PlaceOf(file, "own"));
        Assert.Equal((SymbolPlace.Section, SymbolBinding.Weak), PlaceOf(file, "weak"));
        Assert.Equal((SymbolPlace.Section, SymbolBinding.Global), PlaceOf(file, "function"));
        Assert.True(file.Symbols.Single(symbol => symbol.Name == "function").IsFunction);
    }

    [Fact]
    public void Relocations_have_a_kind_a_place_a_symbol_and_an_addend()
    {
        ObjectFile file = compiled.Assembler(".globl f\nf: .byte 0x90\ncall g\n.data\n.quad f + 0x1234");
        Assert.Equal(
            [
                (".text", 2, RelocationKind.Call32, "g", -4L),
                (".data", 0, RelocationKind.Absolute64, "f", 0x1234),
            ],
            file.Relocations.Select(relocation => (
                file.Sections[relocation.Section].Name, relocation.Offset, relocation.Kind,
                file.Symbols[relocation.Symbol].Name, relocation.Addend)));
    }

    [Fact]
    public void Relocations_of_what_is_not_loaded_are_left_alone()
    {
        ObjectFile file = CompiledObjects.Read("posted.o", compiled.Allowlist("posted-gcc-O2"));
        Assert.NotNull(file.Section(".rela.debug_frame"));
        Assert.All(file.Relocations, relocation => Assert.True(file.Sections[relocation.Section].IsLoaded));
    }

    [Fact]
    public void A_file_that_is_no_ELF_file_is_refused_by_its_name()
    {
        Assert.Null(ObjectReader.Read("notes.txt", "int main() {}"u8.ToArray(), out string problem));
        Assert.Equal("notes.txt: no ELF file of 64 bits; it begins with '696e74206d6169'", problem);
        Assert.Null(ObjectReader.Read("empty", [], out problem));
        Assert.Equal("empty: no ELF file of 64 bits; it begins with ''", problem);
    }

    [Theory]
    [InlineData(ClassOffset, 1, "no ELF file of 64 bits; it begins with '7f454c46010101'")]
    [InlineData(EncodingOffset, 2, "no ELF file of 64 bits; it begins with '7f454c46020201'")]
    [InlineData(TypeOffset, 2, "no relocatable object for x86-64, but a file of type 2 for machine 62")]
    [InlineData(MachineOffset, 183, "no relocatable object for x86-64, but a file of type 1 for machine 183")]
    public void An_ELF_file_of_another_kind_is_refused(int offset, byte value, string problem)
    {
        byte[] bytes = compiled.Allowlist("posted-gcc-O2");
        bytes[offset] = value;
        Assert.Null(ObjectReader.Read("a.o", bytes, out string found));
        Assert.Equal($"a.o: {problem}", found);
    }

    private static (SymbolPlace Place, SymbolBinding Binding) PlaceOf(ObjectFile file, string name)
    {
        ObjectSymbol symbol = file.Symbols.Single(symbol => symbol.Name == name);
        return (symbol.Place, symbol.Binding);
    }
}
