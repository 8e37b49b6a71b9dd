using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.Objects.Loading;
using MsrSpec.Implementation.Objects.Findings;
using MsrSpec.Implementation.Objects.Running;
using MsrSpec.Implementation.Objects.Space;
using MsrSpec.Implementation.Objects.Types;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>WARN and BUG are a UD2 each, which <c>__bug_table</c> explains.</summary>
public sealed class BugTableTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    private const string Code = """
        .globl f
        .type f, @function
        f: nop
        g: ud2
        ret
        .section .rodata.str1.1,"aMS",@progbits,1
        name: .string "arch/x86/kvm/x86.c"
        .section __bug_table,"aw"
        .long g - .
        .long name - .
        """;

    [Fact]
    public void A_UD2_with_an_entry_is_a_BUG_with_its_line()
    {
        CallResult result = LoadedObjects.Load(Object(".word 1642\n.word 0")).Call("f");
        Finding bug = new(FindingKind.Bug, "BUG at arch/x86/kvm/x86.c:1642 in f+0x1");
        Assert.Equal(new CallResult(CallEnd.Bug, 0, bug), result);
    }

    [Fact]
    public void One_that_its_flags_say_is_a_WARN_is_taken_down_and_the_function_goes_on()
    {
        LoadedObjects loaded = LoadedObjects.Load(Object(".word 1642\n.word 1"));
        Assert.Equal(CallEnd.Returned, loaded.Call("f").End);
        Assert.Equal(
            [new Finding(FindingKind.Warning, "WARNING at arch/x86/kvm/x86.c:1642 in f+0x1")], loaded.Log.All);
    }

    [Fact]
    public void A_table_of_no_whole_entries_is_refused() => Assert.Equal(
        "test.s: __bug_table has 10 bytes, and an entry 12", LoadedObjects.ProblemOf(Object(".word 1")));

    [Fact]
    public void An_entry_for_what_is_no_code_is_refused() => Assert.StartsWith(
        "test.s: __bug_table+0xc: an entry for 0x",
        LoadedObjects.ProblemOf(Object(".word 1, 1\n.long . - .\n.long 0\n.word 1, 1")), StringComparison.Ordinal);

    [Fact]
    public void The_layout_of_an_entry_is_what_the_kernel_s_types_say()
    {
        ObjectFile kernel = compiled.C("""
            struct bug_entry {
                signed int bug_addr_disp;
                signed int file_disp;
                signed int format_disp;
                unsigned short line;
                unsigned short flags;
            } keep;
            """);
        BtfTypes types = BtfTypes.Of(kernel, baseTypes: null, out _)!;
        KernelSpace space = new(1 << 20);
        ObjectFile file = Object(".long 0\n.word 77\n.word 1");
        ObjectImage? image = ObjectLoader.Load([file], types, space, out string problem);
        Assert.Equal(string.Empty, problem);
        ulong address = Assert.NotNull(image!.ValueOf("f")) + 1;
        Assert.Equal(new BugEntry(address, IsWarning: true, "arch/x86/kvm/x86.c", 77), image.BugAt(address));
        Assert.Null(image.BugAt(address + 1));
    }

    [Fact]
    public void A_kernel_without_lines_has_entries_without_them()
    {
        ObjectFile kernel = compiled.C("struct bug_entry { int bug_addr_disp; unsigned short flags; } keep;");
        BtfTypes types = BtfTypes.Of(kernel, baseTypes: null, out _)!;
        ObjectFile file = compiled.Assembler(".globl f\nf: ud2\n.section __bug_table,\"aw\"\n.long f - .\n.word 1, 0");
        ObjectImage image = ObjectLoader.Load([file], types, new KernelSpace(1 << 20), out _)!;
        ulong address = Assert.NotNull(image.ValueOf("f"));
        Assert.Equal(new BugEntry(address, IsWarning: true, string.Empty, 0), image.BugAt(address));
    }

    private ObjectFile Object(string entry) => compiled.Assembler($"{Code}\n{entry}");
}
