using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>What <c>check</c> does where nobody says otherwise.</summary>
public sealed class CheckVerbTests
{
    [Theory]
    [InlineData("optimized-direct", "v2-sound")]
    [InlineData("posted-32", "v2-sound-32")]
    [InlineData("optimized-filter-5.10-direct", "linux-5.10")]
    public async Task A_machine_is_compared_with_the_dialect_that_is_right_for_its_kernel(
        string machine, string dialect)
    {
        using TemporaryFolder folder = new();
        ProgramEnd end = await Programs.RunAsync(
            "msrspec",
            [
                "check", "--machine", machine, "--mode", "random", "--sequences", "2000",
                "--counterexamples", folder.Path,
            ],
            folder.Path);
        Assert.Equal(0, end.Status);
        Assert.Contains($"{machine} against {dialect}, random", end.Output);
    }
}
