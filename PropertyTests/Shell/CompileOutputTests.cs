using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>Where <c>compile</c> writes, nothing is lost without a word.</summary>
public sealed class CompileOutputTests
{
    private const string Note = "the file that stood there is replaced";

    [Fact]
    public async Task A_file_that_is_replaced_is_told()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.File("policy"), "0x10 rw\n", TestContext.Current.CancellationToken);
        string[] words = ["compile", "policy", "--for", "v2", "--as", "bytes", "--out", "ranges"];
        ProgramEnd first = await Programs.RunAsync("msrspec", words, folder.Path);
        Assert.Equal((0, string.Empty), (first.Status, first.Output));
        Assert.DoesNotContain(Note, first.Errors, StringComparison.Ordinal);
        ProgramEnd second = await Programs.RunAsync("msrspec", words, folder.Path);
        Assert.Equal((0, string.Empty), (second.Status, second.Output));
        Assert.EndsWith($"{Note}\n", second.Errors, StringComparison.Ordinal);
        Assert.Equal(["policy", "ranges"], folder.Files.Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Ranges_that_the_device_has_no_room_for_are_2()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.File("policy"), "0x10 rw\n", TestContext.Current.CancellationToken);
        ProgramEnd end = await Programs.RunInShellAsync(
            "msrspec", "\"$@\" >/dev/full", ["compile", "policy", "--for", "v2"], folder.Path);
        Assert.Equal(
            (2, "msrspec: the standard output: no space left on the device\n"), (end.Status, end.Errors));
    }
}
