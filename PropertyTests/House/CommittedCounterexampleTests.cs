using MsrSpec.Checker.Counterexamples;
using MsrSpec.Registry;
using Xunit;

namespace MsrSpec.PropertyTests.House;

/// <summary>The counterexamples of the repository: each is replayed by name, and still says what it said.</summary>
public sealed class CommittedCounterexampleTests
{
    public static TheoryData<string> Files { get; } =
        [.. Repository.Files.Where(file => file.EndsWith(".trace", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Files))]
    public void It_still_holds(string file)
    {
        Replayer replayer = new(MachineRegistry.MakerOf);
        ReplayResult result = replayer.ReplayFile(Repository.PathOf(file));
        Assert.True(result.Verdict == ReplayVerdict.Holds, result.Message);
    }
}
