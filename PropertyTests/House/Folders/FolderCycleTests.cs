using Xunit;

namespace MsrSpec.PropertyTests.House.Folders;

/// <summary>Folders of a project depend on each other in one direction, as projects do.</summary>
public sealed class FolderCycleTests
{
    private static readonly Dictionary<string, string> Paths = Directory.GetFiles(AppContext.BaseDirectory, "*.dll")
        .Where(path => Path.GetFileName(path).StartsWith("MsrSpec.", StringComparison.OrdinalIgnoreCase))
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path));

    public static TheoryData<string> Assemblies { get; } = [.. Paths.Keys.Order()];

    public static TheoryData<AllowedArrow> Allowed { get; } = [.. AllowedArrow.All];

    [Fact]
    public void Every_project_is_looked_at() => Assert.Equal(
        Repository.Files.Count(file => file.EndsWith(".csproj", StringComparison.Ordinal)), Paths.Count);

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_folders_use_each_other_but_those_that_have_a_reason(string assembly) =>
        Assert.Empty(CycleSearch.OnCycles(WithoutAllowed(assembly)));

    [Theory]
    [MemberData(nameof(Allowed))]
    public void An_arrow_that_is_allowed_is_there_and_closes_a_cycle(AllowedArrow allowed)
    {
        Assert.Contains(allowed.Arrow, AssemblyFolders.Arrows(Paths[allowed.Assembly]));
        Assert.True(CycleSearch.Closes(allowed.Arrow, WithoutAllowed(allowed.Assembly)));
        Assert.EndsWith(".", allowed.Why, StringComparison.Ordinal);
    }

    private static IEnumerable<Arrow> WithoutAllowed(string assembly) =>
        AssemblyFolders.Arrows(Paths[assembly]).Except(AllowedArrow.All.Select(allowed => allowed.Arrow));
}
