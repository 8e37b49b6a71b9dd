using System.Buffers.Binary;
using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.Objects.Types;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>Types, and where their members lie, are what the compiler says.</summary>
public sealed class BtfTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    private const string Odd = """
        #include "allowlist.h"
        enum kind { ONE };
        typedef struct odd {
            char first;
            struct { short half; union { int word; char text[3]; }; };
            unsigned narrow : 3, wide : 9;
            struct { long one, two; } inner[4][2];
            const volatile enum kind kind;
            int (*call)(int);
            struct kvm *kvm;
        } odd_t;
        odd_t keep;
        struct kvm_vcpu keep_vcpu;
        int function(struct kvm *kvm, const char *name) { return kvm == 0 && *name; }
        """;

    public static TheoryData<string, string> Members { get; } = new()
    {
        { "odd", "first" }, { "odd", "half" }, { "odd", "word" }, { "odd", "text" }, { "odd", "text[2]" },
        { "odd", "inner" }, { "odd", "kind" }, { "odd", "call" }, { "odd_t", "kvm" },
        { "kvm", "lock" }, { "kvm", "lock.waiting" }, { "kvm", "arch.ranges" }, { "kvm", "arch.ranges[9].bitmap" },
        { "kvm", "arch.range_count" }, { "kvm_vcpu", "id" }, { "mutex", "last_waiter" }, { "allowed_range", "nmsrs" },
    };

    public static TheoryData<string, string, string> Wrong { get; } = new()
    {
        { "no_such", "x", "there is no type 'no_such'" },
        { "kvm", "lok", "kvm has no member 'lok'" },
        { "kvm", "arch.range", "kvm.arch has no member 'range'" },
        { "kvm", "arch.ranges[10]", "kvm.arch.ranges has no element '[10]'" },
        { "kvm", "arch.ranges[-1]", "kvm.arch.ranges has no element '[-1]'" },
        { "kvm", "arch.ranges[1", "kvm.arch.ranges has no element '[1'" },
        { "kvm", "lock[0]", "kvm.lock has no element '[0]'" },
        { "kvm", "lock.owner.x", "kvm.lock.owner has no member 'x'" },
        { "kvm_vcpu", "kvm.lock", "kvm_vcpu.kvm has no member 'lock'" },
        { "kvm", "", "kvm has no member ''" },
        { "odd", "wide", "odd.wide is a bit field" },
    };

    [Theory]
    [MemberData(nameof(Members))]
    public void A_member_lies_where_the_compiler_puts_it(string type, string path)
    {
        string c = type == "odd_t" ? type : $"struct {type}";
        ObjectFile file = compiled.C($$"""
            {{Odd}}
            const unsigned long places[] = { __builtin_offsetof({{c}}, {{path}}), sizeof((({{c}} *)0)->{{path}}) };
            """);
        ReadOnlySpan<byte> places = file.Section(".rodata")!.Content.AsSpan();
        MemberPlace place = Assert.NotNull(TypesOf(file).Member(type, path, out string problem));
        Assert.Equal(string.Empty, problem);
        Assert.Equal(BinaryPrimitives.ReadInt64LittleEndian(places), place.Offset);
        Assert.Equal(BinaryPrimitives.ReadInt64LittleEndian(places[sizeof(long)..]), place.Size);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_member_that_is_not_there_is_named_with_where_it_was_looked_for(
        string type, string path, string problem)
    {
        Assert.Null(TypesOf(compiled.C(Odd)).Member(type, path, out string found));
        Assert.Equal(problem, found);
    }

    [Fact]
    public void Types_and_functions_are_written_as_C_writes_them()
    {
        BtfTypes types = TypesOf(compiled.C(Odd));
        Assert.Equal("int function(struct kvm * kvm, const char * name)", types.SignatureOf("function"));
        Assert.Null(types.SignatureOf("kvm"));
        Assert.Equal("struct kvm *", types.Member("odd", "kvm", out _)?.Type);
        Assert.Equal("struct allowed_range[10]", types.Member("kvm", "arch.ranges", out _)?.Type);
    }

    [Fact]
    public void An_object_without_types_says_what_makes_them() => Assert.Equal(
        (null, "made.o: there is no .BTF section; gcc -gbtf and pahole -J make one"),
        (BtfTypes.Of(new MadeObject().File, baseTypes: null, out string problem), problem));

    [Fact]
    public void Split_types_go_on_with_the_numbers_and_the_strings_of_their_base()
    {
        MadeBtf kernel = new();
        uint word = kernel.Integer("long", 8);
        uint inner = kernel.Struct("inner", 16, ("first", word, 0), ("second", word, 64));
        BtfTypes types = Read(kernel.Bytes)!;
        MadeBtf module = new(kernel);
        _ = module.Struct("outer", 32, ("before", word, 0), ("in", inner, 64));
        BtfTypes split = BtfTypes.Read("module", module.Bytes, types, out string problem)!;
        Assert.Equal(string.Empty, problem);
        Assert.Equal(new MemberPlace(16, 8, "long"), split.Member("outer", "in.second", out _));
        Assert.Equal(16, split.SizeOf("inner"));
        Assert.Null(types.SizeOf("outer"));
    }

    [Fact]
    public void Types_that_stand_for_each_other_have_no_size_and_no_members()
    {
        MadeBtf made = new();
        _ = made.Typedef("a", 2);
        _ = made.Typedef("b", 1);
        BtfTypes types = Read(made.Bytes)!;
        Assert.Null(types.SizeOf("a"));
        Assert.Null(types.Member("b", "x", out string problem));
        Assert.Equal("b has no member 'x'", problem);
    }

    [Fact]
    public void Structs_that_lie_in_each_other_many_times_are_looked_through_once()
    {
        MadeBtf made = new();
        for (uint number = 1; number <= 20; number++)
        {
            uint next = (number % 20) + 1;
            _ = made.Struct(
                $"s{number}", 8, [.. Enumerable.Range(0, 100).Select(_ => (string.Empty, next, 0U))]);
        }

        Assert.Null(Read(made.Bytes)!.Member("s1", "x", out string problem));
        Assert.Equal("s1 has no member 'x'", problem);
    }

    [Fact]
    public void Arrays_that_are_larger_than_any_memory_have_no_size()
    {
        MadeBtf made = new();
        uint word = made.Integer("int", 4);
        uint row = made.Array(word, uint.MaxValue);
        uint all = made.Array(row, uint.MaxValue);
        _ = made.Struct("large", 8, ("row", row, 0), ("all", all, 0));
        Assert.Null(Read(made.Bytes)!.Member("large", "row[5]", out string problem));
        Assert.Equal("large.row has no element '[5]'", problem);
        Assert.Null(Read(made.Bytes)!.Member("large", "all", out problem));
        Assert.Equal("large.all is a bit field, or has no size", problem);
    }

    [Fact]
    public void Types_that_are_cut_off_anywhere_are_refused()
    {
        byte[] bytes = [.. compiled.C(Odd).Section(".BTF")!.Content];
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Null(BtfTypes.Read("cut", bytes.AsMemory(0, length), baseTypes: null, out string problem));
            Assert.StartsWith("cut: ", problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_kind_that_is_not_known_is_refused_with_its_place()
    {
        MadeBtf made = new();
        made.Add("x", kind: 31, 0);
        Assert.Null(BtfTypes.Read("made", made.Bytes, baseTypes: null, out string problem));
        Assert.Equal("made: a type of kind 31 at 24, which is not known", problem);
    }

    private static BtfTypes? Read(byte[] bytes)
    {
        BtfTypes? types = BtfTypes.Read("made", bytes, baseTypes: null, out string problem);
        Assert.Equal(string.Empty, problem);
        return types;
    }

    private static BtfTypes TypesOf(ObjectFile file)
    {
        BtfTypes? types = BtfTypes.Of(file, baseTypes: null, out string problem);
        Assert.Equal(string.Empty, problem);
        return types!;
    }
}
