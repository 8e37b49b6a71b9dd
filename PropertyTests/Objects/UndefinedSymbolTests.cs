using MsrSpec.Implementation.Objects.Loading;
using MsrSpec.Implementation.Objects.Running;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>A symbol that no object defines is sorted by its use, and a trap with its name.</summary>
public sealed class UndefinedSymbolTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    private const string Declared = """
        extern int function(int);
        extern long data[4];
        extern int __attribute__((weak)) weak;
        extern __seg_gs long per_cpu[4];
        int call(void) { return function(1) + 1; }
        long read(void) { return data[2] + 1; }
        void write(void) { data[0] = 1; }
        int read_weak(void) { return weak; }
        long read_per_cpu(void) { return per_cpu[1] + 1; }
        int (*pointer)(int) = function;
        extern int elsewhere(int);
        int (*volatile other)(int) = elsewhere;
        int call_pointer(void) { return other(1) + 1; }
        """;

    [Fact]
    public void Symbols_are_sorted_by_the_instructions_that_use_them() => Assert.Equal(
        [
            ("data", SymbolUse.Data), ("elsewhere", SymbolUse.Data), ("function", SymbolUse.Function),
            ("per_cpu", SymbolUse.PerCpu), ("weak", SymbolUse.Data),
        ],
        LoadedObjects.Load(compiled.C(Declared)).Image.Traps.Symbols.OrderBy(symbol => symbol.Name));

    [Theory]
    [InlineData("read", "read of data+0x10, data that nobody models, at read+0x")]
    [InlineData("write", "write of data+0x0, data that nobody models, at write+0x")]
    [InlineData("read_weak", "read of weak+0x0, data that nobody models, at read_weak+0x")]
    [InlineData("read_per_cpu", "read of per_cpu+0x8, per-CPU data that nobody models, at read_per_cpu+0x")]
    [InlineData("call_pointer", "execution of elsewhere+0x0, data that nobody models, at elsewhere+0x0")]
    public void Data_that_nobody_models_is_a_fault_with_its_name(string function, string text)
    {
        CallResult result = LoadedObjects.Load(compiled.C(Declared)).Call(function);
        Assert.Equal(CallEnd.Oops, result.End);
        Assert.StartsWith(text, result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_that_nobody_models_ends_the_call_with_its_name_and_its_caller()
    {
        CallResult result = LoadedObjects.Load(compiled.C(Declared)).Call("call");
        Assert.Equal(CallEnd.Unmodelled, result.End);
        Assert.StartsWith(
            "function, a function that nobody models, called from call+0x", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_symbol_is_used_as_a_branch_names_it_whatever_else_is_done_with_it() => Assert.Equal(
        [("jumped", SymbolUse.Function), ("tested", SymbolUse.Function)],
        LoadedObjects.Load(compiled.Assembler("f: mov $jumped, %rax\njmp jumped\njne tested\n.data\n.quad tested"))
            .Image.Traps.Symbols.OrderBy(symbol => symbol.Name));

    [Fact]
    public void An_immediate_beside_a_GS_prefix_is_no_per_CPU_data() => Assert.Equal(
        [("immediate", SymbolUse.Data)],
        LoadedObjects.Load(compiled.Assembler("f: movq $immediate, %gs:0x28")).Image.Traps.Symbols);

    [Fact]
    public void Code_is_decoded_anew_at_each_function() => Assert.Equal(
        [("s", SymbolUse.PerCpu)],
        LoadedObjects.Load(compiled.Assembler(
            ".byte 0x48, 0xb8\n.type f, @function\nf: mov %gs:s(%rip), %rax\nret")).Image.Traps.Symbols);

    [Fact]
    public void A_symbol_that_is_called_and_per_CPU_is_refused() => Assert.Equal(
        "'s' is called as a function, and reached through GS as per-CPU data",
        LoadedObjects.ProblemOf(compiled.Assembler("f: call s\nmov %gs:s, %rax")));

    [Fact]
    public void More_symbols_than_there_is_room_for_are_refused() => Assert.EndsWith(
        "' is one symbol too many that no object defines",
        LoadedObjects.ProblemOf(compiled.Assembler(string.Concat(
            Enumerable.Range(0, 4097).Select(number => $".quad s{number}\n").Prepend(".data\n")))),
        StringComparison.Ordinal);

    [Fact]
    public void An_undefined_symbol_that_nobody_uses_needs_no_trap() =>
        Assert.Empty(LoadedObjects.Load(compiled.Assembler("f: ret\n.globl unused")).Image.Traps.Symbols);

    [Fact]
    public void Per_CPU_data_of_an_object_is_reached_through_GS()
    {
        LoadedObjects loaded = LoadedObjects.Load(compiled.Assembler("""
            .globl f, counter
            f: incq %gs:counter(%rip)
            mov $counter, %rax
            mov %gs:(%rax), %rax
            ret
            .section .data..percpu,"aw"
            .zero 8
            counter: .quad 5
            """));
        Assert.Equal(6UL, loaded.Returned("f"));
        Assert.Equal(7UL, loaded.Returned("f"));
    }

    /// <summary>With what a kernel since 6.15 says of it, and clang or gcc.</summary>
    [Theory]
    [InlineData("__stack_chk_guard")]
    [InlineData("__ref_stack_chk_guard")]
    public void A_stack_protector_that_names_its_canary_finds_it(string name)
    {
        LoadedObjects loaded = LoadedObjects.Load(compiled.C(
            "int f(int x) { volatile char room[32]; room[x] = 5; return room[x]; }", "-fstack-protector-all",
            "-mstack-protector-guard=tls", "-mstack-protector-guard-reg=gs", $"-mstack-protector-guard-symbol={name}"));
        Assert.Contains((name, SymbolUse.PerCpu), loaded.Image.Traps.Symbols);
        Assert.Equal(5UL, loaded.Returned("f", 3));
    }

    [Theory]
    [InlineData("rax")]
    [InlineData("rdx")]
    [InlineData("r8")]
    [InlineData("r15")]
    public void The_thunks_of_retpolines_and_returns_do_what_they_stand_for(string register) => Assert.Equal(
        3UL, LoadedObjects.Load(compiled.Assembler($"""
            .globl f
            f: call __fentry__
            lea g(%rip), %{register}
            call __x86_indirect_thunk_{register}
            inc %eax
            jmp __x86_return_thunk
            g: mov $2, %eax
            ret
            """)).Returned("f"));

    [Fact]
    public void A_thunk_of_no_register_is_a_trap_like_any() => Assert.Equal(
        CallEnd.Unmodelled,
        LoadedObjects.Load(compiled.Assembler(".globl f\nf: call __x86_indirect_thunk_r16")).Call("f").End);
}
