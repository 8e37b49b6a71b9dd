using System.Collections.Immutable;
using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.Objects.Lines;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>A broken line program is no reason to refuse an object, and reading it ends.</summary>
public sealed class HostileLineTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    private const int Mutations = 10_000;

    /// <summary>A unit of DWARF 5 up to its table of directories; its length is put in front.</summary>
    private static ReadOnlySpan<byte> Head => [5, 0, 8, 0, 200, 0, 0, 0, 1, 1, 1, 0xFB, 14, 1];

    [Theory]
    [InlineData("-gdwarf-5")]
    [InlineData("-gdwarf-4")]
    public void Ten_thousand_mutations_of_good_lines_end_in_lines_or_in_none(string format)
    {
        ObjectFile file = Good(format, out ImmutableArray<byte> program);
        int some = 0;
        for (int seed = 0; seed < Mutations; seed++)
        {
            Random random = new(seed);
            byte[] bytes = [.. program];
            for (int change = random.Next(4); change >= 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
            }

            some += CountOf(With(file, bytes)) > 0 ? 1 : 0;
        }

        Assert.InRange(some, Mutations / 20, Mutations - (Mutations / 20));
    }

    [Theory]
    [InlineData("-gdwarf-5")]
    [InlineData("-gdwarf-4")]
    public void Lines_that_are_cut_off_anywhere_are_none(string format)
    {
        ObjectFile file = Good(format, out ImmutableArray<byte> program);
        Assert.InRange(CountOf(file), 1, int.MaxValue);
        for (int length = 0; length < program.Length; length++)
        {
            byte[] shorter = [.. program[..length]];
            Assert.Equal(0, CountOf(With(file, shorter)));
            if (length >= sizeof(uint))
            {
                _ = BitConverter.TryWriteBytes(shorter, length - sizeof(uint));
                Assert.Equal(0, CountOf(With(file, shorter)));
            }
        }
    }

    [Fact]
    public void A_broken_unit_takes_no_lines_from_another()
    {
        ObjectFile file = CompiledObjects.Read("both.o", compiled.Linked(
            compiled.BytesOfC("int first(int x) { return x; }", "-g"),
            compiled.BytesOfC("int second(int x) { return x; }", "-g")));
        byte[] bytes = [.. file.Section(ObjectFile.LineProgram)!.Content];
        bytes[sizeof(uint)] = 77;
        int both = CountOf(file), one = CountOf(With(file, bytes));
        Assert.InRange(one, 1, both - 1);
    }

    [Fact]
    public void A_relocation_of_lines_that_means_nothing_leaves_an_object_that_loads()
    {
        ElfBytes wild = new(compiled.Allowlist("posted-gcc-O2"));
        const int Relocation = 24;
        int table = wild.ContentOf(wild[".rela.debug_line"]);
        int size = (int)BitConverter.ToUInt64(wild.Bytes, wild.FieldOf(wild[".rela.debug_line"], ElfBytes.Size));
        for (int at = table; at < table + size; at += Relocation)
        {
            _ = wild.Set(at + sizeof(ulong) + sizeof(uint), uint.MaxValue);
        }

        ObjectFile file = CompiledObjects.Read("wild.o", wild.Bytes);
        Assert.Equal(0, CountOf(file));
        LoadedObjects loaded = LoadedObjects.Load(file);
        Assert.Equal("vm_ioctl+0x0", loaded.Image.Where(loaded.AddressOf("vm_ioctl")));
    }

    /// <summary>Numbers that would keep a reader busy that believes them.</summary>
    public static TheoryData<string, byte[]> Busy { get; } = new()
    {
        { "entries without parts", [0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F] },
        { "entries without end", [1, 1, 0x0B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F] },
        { "a block of all memory", [1, 1, 0x09, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F] },
        { "a number without end", [1, 1, 0x0F, 1, .. Enumerable.Repeat((byte)0xFF, 100)] },
        { "parts of no form", [1, 1, 0x7F, 1, 0, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Busy))]
    public void Numbers_that_cannot_be_true_end_a_unit(string what, byte[] directories)
    {
        byte[] unit = [.. Head, .. directories, .. new byte[200]];
        byte[] many = [.. Enumerable.Repeat<byte[]>([.. BitConverter.GetBytes(unit.Length), .. unit], 1000)
            .SelectMany(bytes => bytes)];
        Assert.True(CountOf(With(Good("-gdwarf-5", out _), many)) == 0, what);
    }

    [Fact]
    public void The_most_bytes_that_a_section_has_are_read_to_their_end()
    {
        const int Most = 64 << 20;
        ObjectFile file = Good("-gdwarf-5", out ImmutableArray<byte> program);
        byte[] bytes = new byte[Most];
        for (int at = 0; at + program.Length <= Most; at += program.Length)
        {
            program.CopyTo(bytes, at);
        }

        // The relocations are those of the first unit; all others are read for nothing.
        Assert.InRange(CountOf(With(file, bytes)), 1, int.MaxValue);
    }

    private ObjectFile Good(string format, out ImmutableArray<byte> program)
    {
        ObjectFile file = CompiledObjects.Read(
            "posted.o", compiled.BytesOfC("#include \"posted.c\"\n", "-g", format));
        program = file.Section(ObjectFile.LineProgram)!.Content;
        return file;
    }

    private static ObjectFile With(ObjectFile file, byte[] program) => file with
    {
        Sections =
        [
            .. file.Sections.Select(section => section.Name == ObjectFile.LineProgram
                ? section with { Size = program.Length, Content = [.. program] } : section),
        ],
    };

    /// <summary>How many bytes of code have a line.</summary>
    private static int CountOf(ObjectFile file)
    {
        LineTable table = LineTable.Of(file);
        int code = file.Sections.IndexOf(file.Section(".text")!);
        return Enumerable.Range(0, file.Sections[code].Size).Count(at => table.Find(code, (ulong)at) is not null);
    }
}
