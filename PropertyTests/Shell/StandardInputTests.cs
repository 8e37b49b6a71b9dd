using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>What reads a file reads the standard input as well, where '-' stands in its place.</summary>
public sealed class StandardInputTests
{
    private const string Policy = "0x10 rw\\n0x11 r\\n";

    [Theory]
    [InlineData(Policy, "compile - --for v2 --as json", 0, "\"ranges\"")]
    [InlineData(Policy, "decide - 0x11", 0, "write denied")]
    [InlineData(Policy, "decompile - --as csv", 0, "0x11")]
    [InlineData("030000000100000010000000", "lint -", 1, "struct-too-short")]
    [InlineData("msrspec-trace 1\\nvcpu0 rdmsr 0x10 long64 cpl0\\n", "run -", 0, "retired 0x0")]
    [InlineData("03000000010000001000000000000000 0100000000000000", "explain @- TSC read", 0, "result ok")]
    [InlineData("0x10 what\\n", "compile - --for v2", 2, "-:1:6: ")]
    [InlineData("", "run -", 2, "-:1:1: a trace starts")]
    public async Task It_is_read_in_the_place_of_a_file(string input, string words, int status, string expected)
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunInShellAsync(
            "msrspec", $"printf '{input}' | \"$@\"", words.Split(' '), folder.Path);
        Assert.Equal(status, end.Status);
        Assert.Contains(expected, end.Output + end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_fits_is_refused_while_it_comes()
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunInShellAsync(
            "msrspec", "\"$@\" < /dev/zero", ["compile", "-", "--for", "v2"], folder.Path);
        Assert.Equal(2, end.Status);
        Assert.Contains("-: larger than 16 MiB", end.Errors, StringComparison.Ordinal);
    }
}
