using MsrSpec.Implementation.Objects.Elf;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>Objects that are loaded together: a symbol is one address, whichever of them names it.</summary>
public sealed class JoinedObjectTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    [Fact]
    public void What_one_object_lacks_and_another_defines_is_one_symbol()
    {
        LoadedObjects loaded = LoadedObjects.Load(
            Named("a.o", "extern int shared; extern int add(int); int get(void) { return shared + add(shared); }"),
            Named("b.o", "int shared = 7; int add(int by) { return shared += by; }"));
        Assert.Equal(28UL, loaded.Returned("get"));
        Assert.Equal(14UL, loaded.Read(loaded.AddressOf("shared"), bytes: 4));
        Assert.Empty(loaded.Image.Traps.Symbols);
    }

    [Fact]
    public void What_both_lack_is_one_symbol()
    {
        LoadedObjects loaded = LoadedObjects.Load(
            Named("a.o", "extern int missing[]; int *a(void) { return missing; }"),
            Named("b.o",
                "extern int missing(void); void *b(void) { return missing; } int c(void) { return 1 + missing(); }"));
        Assert.Equal(loaded.Returned("a"), loaded.Returned("b"));
        Assert.Equal("missing", Assert.Single(loaded.Image.Traps.Symbols).Name);
    }

    [Fact]
    public void What_is_local_is_each_object_s_own()
    {
        LoadedObjects loaded = LoadedObjects.Load(
            Named("a.o", "static int own = 1; int a(void) { return own++; }"),
            Named("b.o", "static int own = 5; int b(void) { return own++; }"));
        Assert.Equal((1UL, 5UL), (loaded.Returned("a"), loaded.Returned("b")));
        Assert.Equal((2UL, 6UL), (loaded.Returned("a"), loaded.Returned("b")));
    }

    [Fact]
    public void A_symbol_with_two_definitions_is_refused_with_both_files() => Assert.Equal(
        "b.o: 'twice' is defined here and in a.o",
        LoadedObjects.ProblemOf(Named("a.o", "int twice = 1;"), Named("b.o", "int twice(void) { return 2; }")));

    [Theory]
    [InlineData("__attribute__((weak))", "", 2)]
    [InlineData("", "__attribute__((weak))", 1)]
    [InlineData("__attribute__((weak))", "__attribute__((weak))", 1)]
    public void A_weak_definition_gives_way_to_one_that_is_not_and_then_to_the_first(
        string first, string second, ulong value)
    {
        LoadedObjects loaded = LoadedObjects.Load(
            Named("a.o", $"int {first} f(void) {{ return 1; }} int a(void) {{ return f(); }}"),
            Named("b.o", $"int {second} f(void) {{ return 2; }} int b(void) {{ return f(); }}"));
        Assert.Equal((value, value), (loaded.Returned("a"), loaded.Returned("b")));
    }

    [Fact]
    public void A_module_gives_others_what_it_exports_and_keeps_the_rest()
    {
        const string Module = """
            .globl init_module
            init_module: mov $ANSWER, %eax
            ret
            .section .gnu.linkonce.this_module,"aw"
            .quad 0
            """;
        const string Export = """
            .globl given
            .text
            given: jmp init_module
            .section ___ksymtab+given,"a"
            __ksymtab_given: .quad 0
            """;
        ObjectFile first = compiled.Assembler(Module.Replace("ANSWER", "1", StringComparison.Ordinal) + "\n" + Export);
        ObjectFile second = compiled.Assembler(
            Module.Replace("ANSWER", "2", StringComparison.Ordinal)
                + "\n.text\n.globl own, other\nown: jmp init_module\nother: jmp given");
        LoadedObjects loaded = LoadedObjects.Load(first, second);
        Assert.Equal((2UL, 1UL), (loaded.Returned("own"), loaded.Returned("other")));
    }

    private ObjectFile Named(string name, string text) => compiled.C(text, "-fno-pie") with { Name = name };
}
