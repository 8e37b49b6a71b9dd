using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>A run says how many ioctls failed, and whoever expects none is told by the status.</summary>
public sealed class RunIoctlTests
{
    private const string Add = "ioctl add-allowlist flags=read nmsrs=1 base=TSC bits=0\n";
    private const string Guest = "vcpu0 rdmsr EFER long64 cpl0 -> #GP(0)\n";

    [Theory]
    [InlineData(Add + Guest, "# 0 of 1 ioctls failed", 0)]
    [InlineData(Add + Add, "# 1 of 2 ioctls failed: EINVAL 1", 1)]
    [InlineData(Add + "ioctl add-allowlist flags=read nmsrs=1 base=TSC bits=0 -> EINVAL\n",
        "# 1 of 2 ioctls failed: EINVAL 1", 1)]
    [InlineData("vcpu0 set-msr HWCR 1\nvcpu0 get-msr TSC\n" + Add + Add + Add,
        "# 3 of 5 ioctls failed: EINVAL 2, unprocessed 1", 1)]
    [InlineData("decision read TSC\n", "# 0 of 0 ioctls failed", 0)]
    public async Task How_many_failed_is_the_last_line(string commands, string expected, int status)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(
            folder.File("a"), "msrspec-trace 1\n" + commands, TestContext.Current.CancellationToken);
        ProgramEnd run = await Programs.RunAsync("msrspec", ["run", "a"], folder.Path);
        Assert.Equal(0, run.Status);
        Assert.Equal(expected, run.Output.TrimEnd().Split('\n')[^1]);
        ProgramEnd expecting = await Programs.RunAsync("msrspec", ["run", "a", "--expect"], folder.Path);
        Assert.Equal((status, run.Output), (expecting.Status, expecting.Output));
    }
}
