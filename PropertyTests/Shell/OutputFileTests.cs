using MsrSpec.Files;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>Files that users name: written where they lead, read no further than is allowed.</summary>
public sealed class OutputFileTests
{
    [Fact]
    public void To_ask_changes_nothing()
    {
        using TemporaryFolder folder = new();
        string there = folder.File("there");
        File.WriteAllText(there, "as it was");
        Assert.NotNull(OutputFile.Find(there, out _));
        Assert.NotNull(OutputFile.Find(folder.File("new"), out _));
        Assert.Null(OutputFolder.WhyNot(folder.File("a/b/c")));
        Assert.Equal("as it was", File.ReadAllText(Assert.Single(folder.Files)));
        Assert.Empty(Directory.GetDirectories(folder.Path));
    }

    [Fact]
    public void A_link_stays_one_and_what_it_leads_to_is_written()
    {
        using TemporaryFolder folder = new();
        File.CreateSymbolicLink(folder.File("far"), "near");
        File.CreateSymbolicLink(folder.File("near"), folder.File("target"));
        OutputFile.Find(folder.File("far"), out _)!.Write("written");
        Assert.Equal("written", File.ReadAllText(folder.File("target")));
        Assert.Equal("near", new FileInfo(folder.File("far")).LinkTarget);
        OutputFile.Find(folder.File("far"), out _)!.Write("again");
        Assert.Equal("again", File.ReadAllText(folder.File("target")));
    }

    [Fact]
    public async Task A_link_that_is_named_from_its_own_folder_leads_on_from_there()
    {
        using TemporaryFolder folder = new();
        File.CreateSymbolicLink(folder.File("link"), "target");
        ProgramEnd end = await Programs.RunAsync(
            "msrspec",
            ["check", "--machine", "optimized-direct", "--mode", "random", "--sequences", "10", "--json", "link"],
            folder.Path);
        Assert.Equal(0, end.Status);
        Assert.Equal([folder.File("link"), folder.File("target")], folder.Files.Order(StringComparer.Ordinal));
        Assert.Equal("target", new FileInfo(folder.File("link")).LinkTarget);
    }

    [Theory]
    [InlineData("/proc/nothing")]
    [InlineData("/dev/fd/99999")]
    public void What_cannot_be_opened_is_refused_before_anything_runs(string name) =>
        Assert.Null(OutputFile.Find(name, out _));

    [Fact]
    public void A_name_that_is_too_long_is_refused_before_anything_runs()
    {
        Assert.Null(OutputFile.Find(new string('x', 256), out string problem));
        Assert.EndsWith("the name is too long", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_leads_to_itself_is_refused()
    {
        using TemporaryFolder folder = new();
        File.CreateSymbolicLink(folder.File("a"), "b");
        File.CreateSymbolicLink(folder.File("b"), "a");
        Assert.Null(OutputFile.Find(folder.File("a"), out string problem));
        Assert.Contains("too many symbolic links", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_reads_while_a_file_is_replaced_finds_one_of_the_two()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("file");
        AtomicFile.Write(path, "0");
        Task writing = Task.Run(
            () =>
            {
                for (int i = 0; i < 200; i++)
                {
                    AtomicFile.Write(path, "1");
                }
            },
            TestContext.Current.CancellationToken);
        while (!writing.IsCompleted)
        {
            string? text = InputFile.ReadText(path, 1, out string problem);
            Assert.True(text is "0" or "1", problem);
        }

        await writing;
    }

    [Fact]
    public void The_rights_of_a_file_survive_that_it_is_replaced()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("secret");
        File.WriteAllText(path, "first");
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("rights of this kind are those of Unix");
            return;
        }

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        OutputFile.Find(path, out _)!.Write("second");
        Assert.Equal("second", File.ReadAllText(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_device_is_written_to_and_is_still_one()
    {
        OutputFile.Find("/dev/null", out _)!.Write("nothing");
        Assert.Equal(FileKind.Other, FileKinds.Of("/dev/null"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70_000)]
    public void A_file_of_exactly_the_limit_is_read_and_one_byte_more_is_not(int limit)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("input");
        byte[] bytes = [.. Enumerable.Range(0, limit + 1).Select(i => (byte)i)];
        File.WriteAllBytes(path, bytes[..limit]);
        Assert.Equal(bytes[..limit], InputFile.Read(path, limit, out _));
        File.WriteAllBytes(path, bytes);
        Assert.Null(InputFile.Read(path, limit, out string problem));
        Assert.StartsWith($"{path}: larger than", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_says_nothing_of_its_length_is_read_up_to_the_limit()
    {
        Assert.NotEmpty(InputFile.ReadText("/proc/self/status", 1 << 20, out _)!);
        Assert.Null(InputFile.Read("/proc/self/status", 10, out _));
        Assert.Null(InputFile.Read("/dev/zero", 1 << 20, out _));
        Assert.Equal([], InputFile.Read("/dev/null", 0, out _)!);
    }
}
