using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Targets;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>A scope that matches no woven code would guide nothing.</summary>
public sealed class ScopeTests
{
    [Fact]
    public void Every_part_of_every_targets_scope_is_woven()
    {
        DirectoryInfo output = new(AppContext.BaseDirectory);
        string path = Path.Combine(
            output.Parent!.Parent!.FullName, "Fuzz", output.Name, EdgeMap.FileName);
        Assert.SkipUnless(File.Exists(path), $"{path} is missing");
        EdgeMap map = EdgeMap.Parse(File.ReadLines(path));
        Assert.All(
            FuzzTargets.All.SelectMany(target => target.Scope.Prefixes).Distinct(),
            prefix => Assert.NotEmpty(map.EdgesOf(new CoverageScope(prefix))));
    }
}
