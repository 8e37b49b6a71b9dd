using System.Buffers.Binary;
using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.Objects.Loading;
using MsrSpec.Implementation.Objects.Running;
using MsrSpec.Implementation.Objects.Space;
using MsrSpec.Implementation.Objects.Types;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>A broken object ends in a message with its name; nothing throws, and nothing outside of RAM is written.
/// </summary>
public sealed class HostileObjectTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    private const string Name = "hostile.o";
    private const int Mutations = 10_000;
    private const int RamSize = 256 << 10;
    private const int SymbolSize = 24, SymbolSection = 6, SymbolValue = 8;
    private const int RelocationType = 8, RelocationSymbol = 12;

    [Fact]
    public void An_object_that_is_cut_off_anywhere_is_refused()
    {
        byte[] good = compiled.Allowlist("posted-gcc-O2");
        for (int length = 0; length < good.Length; length++)
        {
            Assert.False(Survive(good[..length]).IsRead);
        }
    }

    [Fact]
    public void Ten_thousand_mutations_of_a_good_object_are_refused_or_run()
    {
        byte[][] good = [compiled.Allowlist("posted-gcc-O2"), compiled.Allowlist("sound-gcc-Os")];
        HashSet<CallEnd> ends = [];
        int read = 0, loaded = 0;
        for (int seed = 0; seed < Mutations; seed++)
        {
            Survival survival = Survive(ObjectMutator.Mutate(good[seed % good.Length], seed));
            read += survival.IsRead ? 1 : 0;
            loaded += survival.End is not null ? 1 : 0;
            _ = survival.End is { } end && ends.Add(end);
        }

        Assert.InRange(read, Mutations / 20, Mutations - (Mutations / 20));
        Assert.InRange(loaded, Mutations / 40, read - 1);
        Assert.Superset(new HashSet<CallEnd> { CallEnd.Returned, CallEnd.Oops }, ends);
    }

    [Fact]
    public void Sections_that_lead_to_any_other_and_to_themselves_end_in_an_answer()
    {
        byte[] good = compiled.Allowlist("posted-gcc-O2");
        int count = new ElfBytes(good).Count;
        for (int section = 0; section < count; section++)
        {
            for (uint target = 0; target <= count; target++)
            {
                ElfBytes link = new(good), info = new(good), both = new(good);
                _ = Survive(link.Set(link.FieldOf(section, ElfBytes.Link), target).Bytes);
                _ = Survive(info.Set(info.FieldOf(section, ElfBytes.Info), target).Bytes);
                _ = Survive(both.Set(both.FieldOf(section, ElfBytes.Link), target)
                    .Set(both.FieldOf(section, ElfBytes.Info), target).Bytes);
            }
        }
    }

    [Theory]
    [InlineData(ElfBytes.Size)]
    [InlineData(ElfBytes.Offset)]
    [InlineData(ElfBytes.EntrySize)]
    [InlineData(ElfBytes.Alignment)]
    [InlineData(ElfBytes.Flags)]
    public void Section_headers_with_wild_numbers_end_in_an_answer(int field)
    {
        byte[] good = compiled.Allowlist("posted-gcc-O2");
        foreach (int section in Enumerable.Range(0, new ElfBytes(good).Count))
        {
            for (int bit = 0; bit < 64; bit += 3)
            {
                ElfBytes one = new(good), below = new(good);
                _ = Survive(one.Set(one.FieldOf(section, field), 1UL << bit).Bytes);
                _ = Survive(below.Set(below.FieldOf(section, field), ulong.MaxValue >> bit).Bytes);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(-1)]
    public void A_relocation_that_does_not_end_inside_its_section_is_refused(int behindTheEnd)
    {
        ElfBytes wild = Posted(out ObjectFile good);
        ulong offset = (ulong)(good.Section(".text")!.Size + behindTheEnd);
        Refused(
            wild.Set(wild.ContentOf(wild[".rela.text"]), offset),
            $"'.rela.text' has a relocation at 0x{offset:x}, not inside '.text'");
    }

    [Fact]
    public void A_relocation_that_is_nowhere_is_refused()
    {
        ElfBytes wild = Posted(out _);
        Refused(
            wild.Set(wild.ContentOf(wild[".rela.text"]), ulong.MaxValue),
            "'.rela.text' has a relocation at 0xffffffffffffffff, not inside '.text'");
    }

    [Fact]
    public void A_relocation_of_a_type_that_no_kernel_object_has_is_refused()
    {
        ElfBytes wild = Posted(out _);
        Refused(
            wild.Set(wild.ContentOf(wild[".rela.text"]) + RelocationType, 99U),
            "'.rela.text' has a relocation of type 99, which no kernel object has");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public void A_relocation_of_a_symbol_that_is_not_there_is_refused(int behindTheLast)
    {
        ElfBytes wild = Posted(out ObjectFile good);
        uint symbol = (uint)(good.Symbols.Length + behindTheLast);
        Refused(
            wild.Set(wild.ContentOf(wild[".rela.text"]) + RelocationSymbol, symbol),
            $"'.rela.text' has a relocation of symbol {symbol}, and there are {good.Symbols.Length}");
    }

    [Fact]
    public void A_symbol_behind_the_end_of_its_section_is_refused()
    {
        ElfBytes wild = Posted(out ObjectFile good);
        ulong value = (ulong)good.Section(".text")!.Size + 1;
        Refused(
            wild.Set(SymbolIn(wild, good) + SymbolValue, value),
            $"symbol 'msr_allowed' is at 0x{value:x}, behind the end of its section");
    }

    [Theory]
    [InlineData(99)]
    [InlineData(0xFFF2)]
    public void A_symbol_in_a_section_that_is_not_there_is_refused(ushort section)
    {
        ElfBytes wild = Posted(out ObjectFile good);
        BinaryPrimitives.WriteUInt16LittleEndian(wild.Bytes.AsSpan(SymbolIn(wild, good) + SymbolSection), section);
        Assert.Null(ObjectReader.Read(Name, wild.Bytes, out string problem));
        Assert.StartsWith($"{Name}: ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_symbol_whose_name_does_not_end_is_refused()
    {
        ElfBytes wild = Posted(out ObjectFile good);
        Refused(
            wild.Set(SymbolIn(wild, good), uint.MaxValue),
            $"symbol {NumberOf(good)} of section '.symtab' has no name of less than 512 bytes in the table of names");
    }

    [Fact]
    public void A_section_that_is_not_inside_the_file_is_refused()
    {
        ElfBytes wild = Posted(out _);
        Refused(
            wild.Set(wild.FieldOf(wild[".text"], ElfBytes.Size), 1UL << 40),
            $"section '.text' has 0x10000000000 bytes at 0x40, not inside the file's {wild.Bytes.Length}");
    }

    [Fact]
    public void Sections_that_are_more_than_the_file_are_refused()
    {
        ElfBytes wild = Posted(out _);
        foreach (string section in new[] { ".text", ".data", ".BTF" })
        {
            _ = wild.Set(wild.FieldOf(wild[section], ElfBytes.Offset), 0UL)
                .Set(wild.FieldOf(wild[section], ElfBytes.Size), (ulong)wild.Bytes.Length);
        }

        Assert.Null(ObjectReader.Read(Name, wild.Bytes, out string problem));
        Assert.StartsWith($"{Name}: its sections have ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_with_entries_of_another_size_is_refused()
    {
        ElfBytes wild = Posted(out ObjectFile good);
        Refused(
            wild.Set(wild.FieldOf(wild[".symtab"], ElfBytes.EntrySize), 0UL),
            $"section '.symtab' has 0x{good.Symbols.Length * SymbolSize:x} bytes in entries of 0, and one has 24");
    }

    [Fact]
    public void A_file_that_is_larger_than_any_object_is_not_looked_at()
    {
        Assert.Null(ObjectReader.Read(Name, new byte[ObjectReader.MaxFileSize + 1], out string problem));
        Assert.Equal($"{Name}: the file has 67108865 bytes, and an object has at most 67108864", problem);
    }

    private ElfBytes Posted(out ObjectFile good)
    {
        byte[] bytes = compiled.Allowlist("posted-gcc-O2");
        good = CompiledObjects.Read(Name, bytes);
        return new ElfBytes(bytes);
    }

    private static int SymbolIn(ElfBytes bytes, ObjectFile file) =>
        bytes.ContentOf(bytes[".symtab"]) + (NumberOf(file) * SymbolSize);

    private static int NumberOf(ObjectFile file) =>
        file.Symbols.IndexOf(file.Symbols.Single(symbol => symbol.Name == "msr_allowed"));

    private static void Refused(ElfBytes wild, string problem)
    {
        Assert.Null(ObjectReader.Read(Name, wild.Bytes, out string found));
        Assert.Equal($"{Name}: {problem}", found);
    }

    /// <summary>Reads what there is, loads it, and calls a function with a vCPU that is its own VM, without ranges.
    /// </summary>
    private static Survival Survive(byte[] bytes)
    {
        ObjectFile? file = ObjectReader.Read(Name, bytes, out string problem);
        if (file is null)
        {
            Assert.StartsWith($"{Name}: ", problem, StringComparison.Ordinal);
            return new Survival(IsRead: false, End: null);
        }

        BtfTypes? types = BtfTypes.Of(file, baseTypes: null, out _);
        _ = types?.Member("kvm", "arch.ranges[1].bitmap", out _);
        KernelSpace space = new(RamSize);
        ObjectImage? image = ObjectLoader.Load([file], types, space, out problem);
        Assert.Equal(image is null, problem.Length > 0);
        ObjectCore? core = image is null ? null : ObjectCore.Create(space, image);
        _ = space.TryMap(LoadedObjects.Heap, pages: 1, PageRights.Write);
        _ = space.Write(LoadedObjects.Heap, BitConverter.GetBytes(LoadedObjects.Heap));
        CallEnd? end = image?.ValueOf("msr_allowed") is { } function
            ? core?.Call(function, [LoadedObjects.Heap, 0, 1], budget: 1000).End
            : null;
        _ = image?.Where(image.ValueOf("vm_ioctl") ?? 0);
        Assert.True(space.Ram.AreGuardsIntact);
        return new Survival(IsRead: true, end);
    }

    private readonly record struct Survival(bool IsRead, CallEnd? End);
}
