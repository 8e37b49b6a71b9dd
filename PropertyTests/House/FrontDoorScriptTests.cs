using System.Diagnostics;
using MsrSpec.PropertyTests.Checking;
using Xunit;

namespace MsrSpec.PropertyTests.House;

/// <summary><c>./msrspec</c> with a stand-in for <c>dotnet</c>: when it builds, and what it passes on.</summary>
public sealed class FrontDoorScriptTests : IDisposable
{
    /// <summary>Builds an empty program, and says so; the program prints its words.</summary>
    private const string StandIn = """
        if [ "$1" = build ]; then
            [ -n "$HOME" ] || exit 9
            mkdir -p artifacts/bin/Cli/release && : >artifacts/bin/Cli/release/msrspec.dll
            echo '  Restored /somewhere/Cli/Cli.csproj (in 1 ms).'
            echo '  Cli -> /somewhere/msrspec.dll'
            exit "${BUILD_STATUS:-0}"
        fi
        shift
        echo "runs: $*"
        """;

    private readonly TemporaryFolder _folder = new();

    public FrontDoorScriptTests()
    {
        foreach (string name in new[] { "bin", "Cli", "Spec" })
        {
            Directory.CreateDirectory(_folder.File(name));
        }

        File.Copy(Repository.PathOf("msrspec"), _folder.File("msrspec"));
        File.WriteAllText(_folder.File("Spec/A.cs"), "first");
        StandInProgram.Write(_folder.File("bin/dotnet"), StandIn);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_use_builds_and_says_what_it_does_and_the_second_does_not()
    {
        ProgramEnd first = await RunAsync("check --time 5");
        Assert.Equal("runs: check --time 5\n", first.Output);
        Assert.Contains("msrspec: building", first.Errors, StringComparison.Ordinal);
        Assert.Contains("msrspec: restored Cli\nmsrspec: built Cli\n", first.Errors, StringComparison.Ordinal);
        ProgramEnd second = await RunAsync("check");
        Assert.Equal("runs: check\n", second.Output);
        Assert.DoesNotContain("building", second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cached_build_is_not_built_again_because_the_times_of_a_fresh_clone_are_new()
    {
        _ = await RunAsync("");
        File.SetLastWriteTimeUtc(_folder.File("Spec/A.cs"), DateTime.UtcNow.AddHours(1));
        Assert.DoesNotContain("building", (await RunAsync("")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_source_is_built_and_so_is_a_new_one()
    {
        _ = await RunAsync("");
        string source = _folder.File("Spec/A.cs");
        DateTime time = File.GetLastWriteTimeUtc(source);
        await File.WriteAllTextAsync(source, "other", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(source, time);
        Assert.Contains("building", (await RunAsync("")).Errors, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.File("Spec/B.cs"), "new", TestContext.Current.CancellationToken);
        Assert.Contains("building", (await RunAsync("")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_symbolic_link_to_it_leads_to_its_repository()
    {
        using TemporaryFolder elsewhere = new();
        File.CreateSymbolicLink(elsewhere.File("link"), _folder.File("msrspec"));
        File.CreateSymbolicLink(elsewhere.File("msrspec"), "link");
        ProgramEnd end = await RunAsync("help", elsewhere.File("msrspec"));
        Assert.Equal("runs: help\n", end.Output);
        Assert.True(File.Exists(_folder.File("artifacts/bin/Cli/release/msrspec.dll")));
    }

    [Fact]
    public async Task Without_a_home_there_is_one_for_the_build()
    {
        ProgramEnd end = await RunAsync("help", home: null);
        Assert.Equal("runs: help\n", end.Output);
    }

    [Fact]
    public async Task A_build_that_fails_is_shown_and_is_2()
    {
        ProgramEnd end = await RunAsync("help", buildStatus: 1);
        Assert.Equal(2, end.Status);
        Assert.Contains("Cli -> /somewhere", end.Errors, StringComparison.Ordinal);
        Assert.EndsWith("msrspec: the build failed\n", end.Errors, StringComparison.Ordinal);
        Assert.Contains("building", (await RunAsync("")).Errors, StringComparison.Ordinal);
    }

    private Task<ProgramEnd> RunAsync(
        string words, string? program = null, string? home = "home", int buildStatus = 0)
    {
        ProcessStartInfo start = BuiltProgram.Command(
            "sh", [program ?? _folder.File("msrspec"), .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            _folder.Path);
        start.Environment["PATH"] = $"{_folder.File("bin")}:{start.Environment["PATH"]}";
        start.Environment["BUILD_STATUS"] = $"{buildStatus}";
        start.Environment["HOME"] = home;
        return BuiltProgram.RunApartAsync(start, TestContext.Current.CancellationToken);
    }
}
