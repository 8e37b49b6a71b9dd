using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.Objects.Findings;
using MsrSpec.Implementation.Objects.Running;
using MsrSpec.Implementation.Objects.Space;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>What a loaded function may not do ends its call with a fault that says what and where.</summary>
public sealed class PageRightsTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    private const ulong User = 0x40_0000;

    public static TheoryData<string, string> Forbidden { get; } = new()
    {
        { "movb $1, f(%rip)", "write of f+0x0, which its page does not allow, at f+0x0" },
        { "movb $1, constant(%rip)", "write of .rodata+0x0, which its page does not allow, at f+0x0" },
        { "jmp written", "execution of .data+0x0, which its page does not allow, at .data+0x0" },
        { "jmp constant", "execution of .rodata+0x0, which its page does not allow, at .rodata+0x0" },
        { "mov data_end(%rip), %al", "read of 0xffffffffa0003000, where nothing is mapped, at f+0x0" },
        { "mov written-1(%rip), %al", "read of 0xffffffffa0001fff, where nothing is mapped, at f+0x0" },
        { "mov constant_end(%rip), %al", "read of 0xffffffffa0006000, where nothing is mapped, at f+0x0" },
        { "push %rax; jmp f", "write of 0xffffc90000000ff8, beside the stack, at f+0x0" },
        { "mov 8(%rsp), %rax", "read of 0xffffc90000005000, beside the stack, at f+0x0" },
        { "jmp *%rsp", "execution of 0xffffc90000004ff8, which its page does not allow, at 0xffffc90000004ff8" },
        { "xor %eax, %eax; mov 0x10(%rax), %rax", "read of 0x10, a null pointer, at f+0x2" },
        { "xor %eax, %eax; call *%rax", "execution of 0x0, a null pointer, at 0x0, called from f+0x4" },
        { "mov (%rdi), %rax", "read of 0x400000, the user's memory, at f+0x0" },
        { "mov %rax, (%rdi)", "write of 0x400000, the user's memory, at f+0x0" },
        { "jmp *%rdi", "execution of 0x400000, the user's memory, at 0x400000" },
        { "mov (%rbx), %rax", "exception 13 (error code 0x0), at f+0x0" },
        { "movaps %xmm0, %xmm1", "exception 6 (error code 0x0), at f+0x0" },
        { "ud2", "exception 6 (error code 0x0), at f+0x0" },
        { "sub $16, %rsp; sidt (%rsp); mov 2(%rsp), %rax; movq $0, (%rax)",
            "write of 0xfffffe0000002000, which its page does not allow, at f+0xd" },
        { "hlt", "HLT at f+0x0" },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void A_function_that_does_what_its_pages_or_its_mode_forbid_faults(string code, string text)
    {
        LoadedObjects loaded = LoadedObjects.Load(Around(code));
        Assert.True(loaded.Space.TryMap(User, pages: 1, PageRights.User | PageRights.Write));
        CallResult result = loaded.Call("f", User);
        Assert.Equal((CallEnd.Oops, text), (result.End, result.Text));
    }

    [Theory]
    [InlineData("movb $1, written(%rip); movzbl written(%rip), %eax", 1)]
    [InlineData("mov constant+4092(%rip), %eax", 7)]
    [InlineData("mov data_end-4(%rip), %eax", 9)]
    [InlineData("sub $0x3ff8, %rsp; mov %rax, (%rsp); xor %eax, %eax; add $0x3ff8, %rsp", 0)]
    [InlineData("mov %gs:0x28, %rax", 0x5AFE_C0DE_0BAD_F000)]
    [InlineData("mov %gs:0, %rax", 0x5A5A_5A5A_5A5A_5A5A)]
    public void A_function_reaches_all_that_is_its_own(string code, ulong value) =>
        Assert.Equal(value, LoadedObjects.Load(Around(code)).Returned("f"));

    [Fact]
    public void A_function_gets_six_arguments() => Assert.Equal(
        654_321UL, LoadedObjects.Load(compiled.C(
            "long f(long a, long b, long c, long d, long e, long f)"
                + "{ return a + 10 * b + 100 * c + 1000 * d + 10000 * e + 100000 * f; }"))
            .Returned("f", 1, 2, 3, 4, 5, 6));

    [Fact]
    public void There_is_no_seventh_argument()
    {
        LoadedObjects loaded = LoadedObjects.Load(Around("nop"));
        Assert.Throws<ArgumentOutOfRangeException>(() => loaded.Call("f", 1, 2, 3, 4, 5, 6, 7));
    }

    [Fact]
    public void A_call_after_one_that_faulted_is_a_call_like_any()
    {
        LoadedObjects loaded = LoadedObjects.Load(Around("mov (%rdi), %rax"));
        Assert.Equal(CallEnd.Oops, loaded.Call("f", 0).End);
        loaded.Write(LoadedObjects.Heap, 42);
        Assert.Equal(42UL, loaded.Returned("f", LoadedObjects.Heap));
    }

    [Fact]
    public void A_function_that_does_not_end_is_a_hang() => Assert.Equal(
        CallResult.Ended(CallEnd.Hang, FindingKind.Hang, "no end after 100000 instructions, at f+0x0"),
        LoadedObjects.Load(Around("jmp f")).Call("f"));

    [Fact]
    public void An_instruction_that_the_core_lacks_is_named_by_its_bytes()
    {
        CallResult result = LoadedObjects.Load(Around("fsin")).Call("f");
        Assert.Equal(
            (CallEnd.Lacking, "an instruction that the core lacks (D9 FE) at f+0x0"), (result.End, result.Text));
    }

    [Fact]
    public void A_section_that_is_written_and_executed_is_refused() => Assert.Equal(
        "made.o: section '.both' is to be written and executed, and no page is both",
        LoadedObjects.ProblemOf(new MadeObject().Section(".both", MadeObject.Data | MadeObject.Code, 1).File));

    [Fact]
    public void A_section_that_the_RAM_does_not_hold_is_refused() => Assert.Equal(
        "made.o: section '.bss' of 67108864 bytes does not fit into what is left of 8388608 bytes of RAM",
        LoadedObjects.ProblemOf(new MadeObject().Section(".bss", MadeObject.Data, 64 << 20).File));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 16)]
    [InlineData(4096, 4096)]
    [InlineData(4097, 64)]
    public void A_section_is_aligned_and_ends_where_its_last_page_does_as_nearly_as_that_lets_it(
        int size, int alignment)
    {
        LoadedObjects loaded = LoadedObjects.Load(
            new MadeObject().Section(".data", MadeObject.Data, size, alignment).File);
        ulong start = loaded.Image.Sections.Single().Memory;
        ulong slack = (start + (ulong)size) % KernelSpace.PageSize;
        Assert.Equal(0UL, start % (ulong)alignment);
        Assert.True(slack == 0 || KernelSpace.PageSize - slack < (ulong)alignment);
    }

    private ObjectFile Around(string code) => compiled.Assembler(
        $"""
         .globl f, written, constant
         .type f, @function
         f: {code}
         ret
         .data
         .balign 4096
         written: .zero 4092
         .long 9
         data_end:
         .section .rodata,"a"
         .balign 4096
         constant: .zero 4092
         .long 7
         constant_end:
         """);
}
