using System.Globalization;
using System.Text;
using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.Objects.Lines;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>An object that says of which lines its code is has them in every place.</summary>
public sealed class SourceLineTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    /// <summary>Of DWARF 5 addr2line 2.40 names the wrong file where a file is another's inclusion.</summary>
    private const string ForAddr2Line = "-gdwarf-4";

    private const string Function = """
        int first(int x)
        {
            return x + 1;
        }
        """;

    [Theory]
    [InlineData("-gdwarf-2")]
    [InlineData("-gdwarf-3")]
    [InlineData(ForAddr2Line)]
    public void Each_byte_of_code_is_of_the_line_that_another_reader_says(string format)
    {
        byte[] bytes = compiled.BytesOfC("#include \"posted.c\"\n", "-g", format);
        AssertSameLines(bytes, CompiledObjects.Read("posted.o", bytes), ".text");
    }

    [Theory]
    [InlineData("posted-clang-O1")]
    [InlineData("posted-clang-O2")]
    [InlineData("sound-clang-Os")]
    public void What_clang_says_in_DWARF_5_is_read_alike(string name)
    {
        byte[] bytes = compiled.Allowlist(name);
        AssertSameLines(bytes, CompiledObjects.Read(name, bytes), ".text");
    }

    [Fact]
    public void The_lines_of_DWARF_5_are_those_of_DWARF_4()
    {
        ObjectFile[] files =
            [.. new[] { "-gdwarf-4", "-gdwarf-5" }.Select(format => CompiledObjects.Read(
                "posted.o", compiled.BytesOfC("#include \"posted.c\"\n", "-g", format)))];
        Assert.Equal(LinesOf(files[0], ".text"), LinesOf(files[1], ".text"));
    }

    [Fact]
    public void Functions_in_sections_of_their_own_have_lines_each()
    {
        byte[] bytes = compiled.BytesOfC("#include \"sound.c\"\n", "-g", ForAddr2Line, "-ffunction-sections");
        ObjectFile file = CompiledObjects.Read("sound.o", bytes);
        foreach (string section in new[] { ".text.msr_allowed", ".text.vm_ioctl", ".text.destroy_vm" })
        {
            AssertSameLines(bytes, file, section);
        }
    }

    [Theory]
    [InlineData("-gdwarf-4")]
    [InlineData("-gdwarf-5")]
    public void Objects_that_a_linker_has_made_one_keep_the_lines_of_each(string format)
    {
        string second = Function.Replace("first", "second", StringComparison.Ordinal);
        byte[] bytes = compiled.Linked(
            compiled.BytesOfC($"#line 10 \"one.c\"\n{Function}", "-g", format),
            compiled.BytesOfC($"#line 20 \"other.c\"\n{second}", "-g", format));
        LoadedObjects loaded = LoadedObjects.Load(CompiledObjects.Read("both.o", bytes));
        Assert.Equal(("one.c", 12), loaded.Image.LineAt(loaded.AddressOf("first")));
        Assert.Equal(("other.c", 22), loaded.Image.LineAt(loaded.AddressOf("second")));
    }

    [Fact]
    public void A_place_is_printed_with_the_file_s_own_name_and_the_line()
    {
        LoadedObjects loaded = LoadedObjects.Load(
            CompiledObjects.Read("f.o", compiled.BytesOfC($"#line 30 \"arch/x86/kvm/x86.c\"\n{Function}", "-g")));
        ulong first = loaded.AddressOf("first");
        Assert.Equal("first+0x0 (x86.c:32)", loaded.Image.Where(first));
        Assert.Equal("first+0x1 (x86.c:32)", loaded.Image.WhereFrom(first + 1));
        Assert.Equal("first+0x1 (x86.c:32)", loaded.Image.CallerAt(first + 1));
    }

    [Fact]
    public void Where_there_are_no_lines_a_place_is_printed_without()
    {
        LoadedObjects loaded = LoadedObjects.Load(compiled.C(Function));
        Assert.Null(loaded.Image.LineAt(loaded.AddressOf("first")));
        Assert.Equal("first+0x0", loaded.Image.Where(loaded.AddressOf("first")));
        Assert.Null(loaded.Image.LineAt(LoadedObjects.Heap));
    }

    [Fact]
    public void Our_own_objects_have_lines_and_no_folder_of_the_machine_that_made_them()
    {
        byte[] bytes = compiled.Allowlist("posted-gcc-O2");
        Assert.All(LinesOf(CompiledObjects.Read("posted.o", bytes), ".text"), Assert.NotNull);
        string here = Path.GetDirectoryName(Repository.PathOf("Implementation"))!;
        Assert.DoesNotContain(here, Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    /// <summary>Both readers say the same of every byte, and most have a line: clang has none for what it moves.
    /// </summary>
    internal static void AssertSameLines(byte[] bytes, ObjectFile file, string section)
    {
        string?[] lines = LinesOf(file, section);
        Assert.Equal(Addr2Line.LinesOf(bytes, section, lines.Length), lines);
        Assert.InRange(lines.Count(line => line is null), 0, lines.Length / 3);
    }

    private static string?[] LinesOf(ObjectFile file, string section)
    {
        int number = file.Sections.IndexOf(file.Section(section)!);
        LineTable table = LineTable.Of(file);
        Assert.Null(table.Find(number, (ulong)file.Sections[number].Size));
        return
        [
            .. Enumerable.Range(0, file.Sections[number].Size)
                .Select(at => table.Find(number, (ulong)at) is var (name, line)
                    ? string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(name)}:{line}") : null),
        ];
    }
}
