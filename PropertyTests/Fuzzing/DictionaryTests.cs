using MsrSpec.Fuzz.Targets.Dictionaries;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>The dictionaries in the repository are those that the specification gives.</summary>
public sealed class DictionaryTests
{
    private const string Folder = "Fuzz/dictionaries/";

    public static TheoryData<string> Names { get; } = [.. FuzzDictionary.All.Select(dictionary => dictionary.FileName)];

    [Fact]
    public void The_committed_files_are_the_generated_ones()
    {
        IReadOnlyDictionary<string, string> generated = DictionaryGenerator.Generate();
        string[] committed = [.. Repository.Files.Where(file => file.StartsWith(Folder, StringComparison.Ordinal))];
        Assert.Equal(generated.Keys.Order(), committed.Select(file => Path.GetFileName(file)).Order());
        Assert.All(committed, file =>
            Assert.Equal(generated[Path.GetFileName(file)], File.ReadAllText(Repository.PathOf(file))));
    }

    [Fact]
    public void The_generator_writes_them()
    {
        using TemporaryFolder folder = new();
        DictionaryGenerator.WriteTo(folder.Path);
        Assert.Equal(FuzzDictionary.All.Count, folder.Files.Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_line_is_an_entry_as_libFuzzer_reads_it(string name)
    {
        FuzzDictionary dictionary = FuzzDictionary.Find(name)!;
        string[] lines = dictionary.Print().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(dictionary.Entries.Count, lines.Length - 1);
        Assert.All(lines[1..], line => Assert.Matches(@"^[A-Za-z0-9_]+=""([^""\\]|\\x[0-9A-F]{2})+""$", line));
        Assert.All(dictionary.Entries, entry => Assert.InRange(entry.Bytes.Length, 1, 64));
        Assert.Distinct(dictionary.Entries.Select(entry => entry.Name));
        Assert.Distinct(dictionary.Entries.Select(entry => Convert.ToHexString(entry.Bytes.Span)));
    }

    [Fact]
    public void The_edges_of_the_ABI_are_in_them()
    {
        string text = DictionaryGenerator.Generate()[FuzzDictionary.AllowlistFile];
        Assert.Contains("nmsrs_0x3000=\"\\x000\\x00\\x00\"", text, StringComparison.Ordinal);
        Assert.Contains("msr_Efer=\"\\x80\\x00\\x00\\xC0\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Keywords_of_the_trace_language_are_in_them()
    {
        string text = DictionaryGenerator.Generate()[FuzzDictionary.TraceTextFile];
        Assert.All(["\"nmsrs=\"", "\"->\"", "\"EFAULT\"", "\"machine\""], word =>
            Assert.Contains(word, text, StringComparison.Ordinal));
    }
}
