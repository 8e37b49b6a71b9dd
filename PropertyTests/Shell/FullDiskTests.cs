using MsrSpec.Checker.Counterexamples;
using MsrSpec.Files;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using MsrSpec.PropertyTests.Interleaving;
using Xunit;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>A disk without space: said in one line, nothing half written, nothing lost.</summary>
public sealed class FullDiskTests
{
    private const string NoSpace = "no space left on the device";
    private const int Small = 1 << 16;

    private static readonly string[] Posted =
        ["check", "--machine", "posted-direct", "--mode", "random", "--sequences", "2000"];

    [Fact]
    public async Task A_check_that_cannot_have_its_journal_says_so_and_leaves_nothing()
    {
        using SmallDisk disk = new(Small);
        ProgramEnd end = await Programs.RunAsync("msrspec", [.. Posted, "--counterexamples", disk.Path], disk.Path);
        Assert.Equal(2, end.Status);
        Assert.Contains(NoSpace, Assert.Single(end.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(disk.Files);
    }

    [Fact]
    public async Task A_counterexample_that_cannot_be_written_is_printed_and_told()
    {
        // The journal fits, to the page, and nothing beside it.
        long pages = (InFlightFormat.FileSize / Environment.SystemPageSize) + 1;
        using SmallDisk disk = new(pages * Environment.SystemPageSize);
        ProgramEnd end = await Programs.RunAsync("msrspec", [.. Posted, "--counterexamples", disk.Path], disk.Path);
        Assert.Equal(2, end.Status);
        Assert.Contains($"NOT WRITTEN: {disk.Path}", end.Output, StringComparison.Ordinal);
        Assert.Contains("!! lock=held (free)", end.Output, StringComparison.Ordinal);
        Assert.Matches(@"\b\d+ known", end.Output);
        Assert.Empty(disk.Files);
    }

    [Fact]
    public async Task A_race_that_cannot_be_written_is_printed_and_told()
    {
        _ = Races.Machine("posted-c");
        using SmallDisk disk = new(Small);
        disk.Fill();
        ProgramEnd end = await Programs.RunAsync(
            "msrspec", ["race", "posted-c", "--scenarios", "1", "--counterexamples", disk.Path], disk.Path);
        Assert.Equal(2, end.Status);
        Assert.Contains($"NOT WRITTEN: {disk.Path}", end.Output, StringComparison.Ordinal);
        Assert.Contains("!! blocked", end.Output, StringComparison.Ordinal);
        Assert.Equal([disk.File("fill")], disk.Files);
    }

    [Fact]
    public void A_file_that_cannot_be_replaced_stands_as_it_was_and_nothing_stands_beside_it()
    {
        using SmallDisk disk = new(Small);
        string path = disk.File("report");
        AtomicFile.Write(path, "what stood there");
        disk.Fill();
        IOException failure = Assert.Throws<IOException>(() => AtomicFile.Write(path, new byte[Small]));
        Assert.Equal($"{path}: {NoSpace}", failure.Message);
        Assert.Equal("what stood there", File.ReadAllText(path));
        Assert.Equal([disk.File("fill"), path], disk.Files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_gets_all_its_blocks_or_is_not_made()
    {
        using SmallDisk disk = new(Small);
        string path = disk.File("allocated");
        Assert.Throws<IOException>(() => AllocatedFile.Create(path, "head"u8, 2 * Small));
        Assert.Empty(disk.Files);
        using FileStream file = AllocatedFile.Create(path, "head"u8, Small / 2);
        Assert.Throws<IOException>(() => AllocatedFile.Extend(file, 2 * Small));
        Assert.Equal(Small / 2, file.Length);
        AllocatedFile.Extend(file, Small);
        Assert.Equal(Small, file.Length);
    }

    [Fact]
    public async Task A_report_that_finds_no_space_leaves_no_half_of_it()
    {
        using SmallDisk disk = new(Small);
        using TemporaryFolder folder = new();
        string report = disk.File("report");
        await File.WriteAllTextAsync(report, "the last one", TestContext.Current.CancellationToken);
        disk.Fill();
        ProgramEnd end = await Programs.RunAsync("msrspec", [.. Posted, "--json", report], folder.Path);
        Assert.Equal(2, end.Status);
        Assert.Contains("no space left", end.Errors, StringComparison.Ordinal);
        Assert.Equal("the last one", await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken));
        Assert.Equal([disk.File("fill"), report], disk.Files.Order(StringComparer.Ordinal));
    }
}
