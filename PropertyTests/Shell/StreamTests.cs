using System.Text.Json;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>
/// Streams that are closed, full or without a reader, and results that go where no regular file stands.
/// </summary>
public sealed class StreamTests
{
    private static readonly string[] Short =
        ["check", "--machine", "optimized-direct", "--mode", "random", "--sequences", "500"];

    private static readonly string[] Long =
        ["check", "--machine", "optimized-direct", "--mode", "random", "--sequences", "1000000000"];

    [Fact]
    public async Task A_dash_is_the_standard_output_and_the_text_goes_to_the_other()
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunAsync("msrspec", [.. Short, "--json", "-"], folder.Path);
        Assert.Equal(0, end.Status);
        using JsonDocument report = JsonDocument.Parse(end.Output);
        Assert.True(report.RootElement.GetProperty("asExpected").GetBoolean());
        Assert.Contains("everything as expected", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_the_standard_output_is_written_to_and_stays()
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunAsync("msrspec", [.. Short, "--json", "/dev/stdout"], folder.Path);
        Assert.Equal(0, end.Status);
        Assert.Contains("everything as expected", end.Output, StringComparison.Ordinal);
        Assert.EndsWith("}\n", end.Output, StringComparison.Ordinal);
        Assert.Equal("/proc/self/fd/1", new FileInfo("/dev/stdout").LinkTarget);
    }

    [Fact]
    public async Task A_report_appends_to_the_file_that_the_standard_output_is()
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunInShellAsync(
            "msrspec", "\"$@\" > out", [.. Short, "--json", "/dev/stdout"], folder.Path);
        Assert.Equal(0, end.Status);
        string text = await File.ReadAllTextAsync(folder.File("out"), TestContext.Current.CancellationToken);
        Assert.StartsWith("optimized-direct against", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_to_a_standard_output_that_is_closed_goes_nowhere()
    {
        using TemporaryFolder folder = new();
        string[] words = [.. Short, "--json", "-"];
        ProgramEnd end = await Programs.RunInShellAsync("msrspec", "\"$@\" >&-", words, folder.Path);
        Assert.True(end.Status == 0, end.Errors);
    }

    [Theory]
    [InlineData("/dev/full")]
    [InlineData("/dev/fd/9")]
    public async Task A_report_that_cannot_be_written_is_2_and_the_text_is_printed_all_the_same(string name)
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunInShellAsync(
            "msrspec", "\"$@\" 9>/dev/full", [.. Short, "--json", name], folder.Path);
        Assert.Equal(2, end.Status);
        Assert.Contains("no space left on the device", end.Errors, StringComparison.Ordinal);
        Assert.Contains("everything as expected", end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"$@\" 2>&-", 0)]
    [InlineData("\"$@\" >&-", 0)]
    [InlineData("\"$@\" >&- 2>&- <&-", 0)]
    [InlineData("\"$@\" 2>/dev/full", 0)]
    [InlineData("\"$@\" >/dev/full", 2)]
    public async Task A_stream_that_is_closed_or_full_harms_nothing(string script, int status)
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunInShellAsync("msrspec", script, Short, folder.Path);
        Assert.True(end.Status == status, $"{end.Status}: {end.Output}{end.Errors}");
        Assert.Empty(folder.Files);
    }

    [Theory]
    [InlineData("lint")]
    [InlineData("run")]
    [InlineData("decide")]
    public async Task A_standard_input_that_is_closed_is_told_in_one_line(string verb)
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunInShellAsync("msrspec", "\"$@\" <&-", [verb, "-"], folder.Path);
        Assert.Equal((2, "msrspec: -: the standard input is closed\n"), (end.Status, end.Errors));
    }

    [Theory]
    [InlineData("\"$@\" 2>&-")]
    [InlineData("\"$@\" 2>/dev/full")]
    public async Task A_message_that_nobody_can_read_leaves_the_exit_status_as_it_is(string script)
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunInShellAsync("msrspec", script, ["check", "--time", "1,5"], folder.Path);
        Assert.Equal(2, end.Status);
    }

    [Fact]
    public async Task A_check_whose_reader_has_gone_ends()
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunInShellAsync("msrspec", "\"$@\" | true", Long, folder.Path);
        Assert.Equal(0, end.Status);
        Assert.Empty(folder.Files);
    }
}
