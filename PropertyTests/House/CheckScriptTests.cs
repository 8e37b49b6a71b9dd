using System.Diagnostics;
using MsrSpec.PropertyTests.Checking;
using Xunit;

namespace MsrSpec.PropertyTests.House;

/// <summary>
/// <c>./check</c> with a stand-in for <c>dotnet</c>: whatever that prints, exit statuses and the number of the tests
/// decide.
/// </summary>
public sealed class CheckScriptTests
{
    private const int TestCount = 10;

    /// <summary>Does what the variable says that is named after its verb, <c>on_test</c> say.</summary>
    private const string StandIn = """
        case $1 in
        */msrspec.dll) name=$2 ;;
        */MsrSpec.*.dll) name=$(basename "$1" .dll | cut -d. -f2)_$2 ;;
        *) name=$1 ;;
        esac
        eval "script=\${on_$name:-}"
        eval "$script"
        exit 0
        """;

    private const string AllPass = "echo '  failed: 0'; echo '  succeeded: 10'; echo '  skipped: 0'";
    private const string Crash = "exit 139";

    [Fact]
    public async Task Where_nothing_fails_the_tests_and_steps_are_counted_and_the_status_is_0()
    {
        (int status, string last) = await CheckAsync(("test", AllPass));
        Assert.Equal((0, "22 passed, 0 failed"), (status, last));
    }

    [Fact]
    public async Task A_test_runner_that_counts_ten_successes_and_crashes_has_failed()
    {
        (int status, string last) = await CheckAsync(("test", $"{AllPass}; {Crash}"));
        Assert.Equal((1, "22 passed, 1 failed"), (status, last));
    }

    [Fact]
    public async Task A_test_runner_that_is_killed_has_failed()
    {
        (int status, string last) = await CheckAsync(("test", $"{AllPass}; kill -KILL $$"));
        Assert.Equal((1, "22 passed, 1 failed"), (status, last));
    }

    [Fact]
    public async Task Failures_that_the_test_runner_counts_are_counted_once()
    {
        (int status, string last) = await CheckAsync(
            ("test", "echo '  failed: 3'; echo '  succeeded: 7'; echo '  skipped: 0'; exit 2"));
        Assert.Equal((1, "19 passed, 3 failed"), (status, last));
    }

    [Fact]
    public async Task Tests_that_did_not_run_are_missed()
    {
        (int status, string last) = await CheckAsync(("test", "echo '  failed: 0'; echo '  succeeded: 9'"));
        Assert.Equal((1, "21 passed, 1 failed"), (status, last));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("echo '  succeeded: 0'")]
    [InlineData("echo 'all is well'")]
    public async Task A_test_runner_that_ran_nothing_has_failed(string runner)
    {
        (int status, string last) = await CheckAsync(("test", runner));
        Assert.Equal((1, "12 passed, 1 failed"), (status, last));
    }

    [Fact]
    public async Task Skipped_tests_are_counted_as_such()
    {
        (int status, string last) = await CheckAsync(
            ("test", "echo '  failed: 0'; echo '  succeeded: 8'; echo '  skipped: 2'"));
        Assert.Equal((0, "20 passed, 0 failed, 2 skipped"), (status, last));
    }

    [Theory]
    [InlineData("")]
    [InlineData("many")]
    [InlineData("0")]
    public async Task Without_a_count_to_compare_with_the_tests_have_failed(string count)
    {
        (int status, string last) = await CheckAsync(count, ("test", AllPass));
        Assert.Equal((1, "22 passed, 1 failed"), (status, last));
    }

    [Fact]
    public async Task A_symbolic_link_to_it_checks_its_own_repository()
    {
        using TemporaryFolder folder = new();
        using TemporaryFolder elsewhere = new();
        Prepare(folder, $"{TestCount}");
        File.CreateSymbolicLink(elsewhere.File("link"), folder.File("check"));
        ProgramEnd end = await RunAsync(folder, elsewhere.File("link"), ("test", AllPass), ("format", "pwd"));
        Assert.Contains($"== format\n{folder.Path}\n", end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("restore", 1)]
    [InlineData("build", 1)]
    [InlineData("format", 11)]
    [InlineData("replay", 11)]
    [InlineData("check", 11)]
    [InlineData("Hardware_run", 11)]
    [InlineData("Fuzz_replay", 11)]
    [InlineData("Fuzz_coverage", 11)]
    [InlineData("Fuzz_smoke", 11)]
    [InlineData("Benchmarks_quick", 11)]
    [InlineData("Mutation_sample", 11)]
    [InlineData("Mutation_wrong", 11)]
    public async Task A_step_that_ends_otherwise_than_with_0_fails(string step, int stepsThatPass)
    {
        (int status, string last) = await CheckAsync(("test", AllPass), (step, $"echo '10 passed, 0 failed'; {Crash}"));
        int passed = stepsThatPass == 1 ? 1 : TestCount + stepsThatPass;
        Assert.Equal((1, $"{passed} passed, 1 failed"), (status, last));
    }

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("everything", 2)]
    public async Task Words_are_not_taken_for_a_wish_to_check(string word, int status)
    {
        ProcessStartInfo start = BuiltProgram.Command("sh", [Repository.PathOf("check"), word], Repository.Root);
        ProgramEnd end = await BuiltProgram.RunApartAsync(start, TestContext.Current.CancellationToken);
        Assert.Equal(status, end.Status);
        Assert.Contains("./check", end.Output + end.Errors, StringComparison.Ordinal);
    }

    private static Task<(int Status, string LastLine)> CheckAsync(params (string Name, string Script)[] steps) =>
        CheckAsync($"{TestCount}", steps);

    private static async Task<(int Status, string LastLine)> CheckAsync(
        string count, params (string Name, string Script)[] steps)
    {
        using TemporaryFolder folder = new();
        Prepare(folder, count);
        ProgramEnd end = await RunAsync(folder, folder.File("check"), steps);
        return (end.Status, end.Output.TrimEnd('\n').Split('\n')[^1]);
    }

    private static Task<ProgramEnd> RunAsync(
        TemporaryFolder folder, string script, params (string Name, string Script)[] steps)
    {
        ProcessStartInfo start = BuiltProgram.Command("sh", [script], folder.Path);
        start.Environment["PATH"] = $"{folder.File("bin")}:{start.Environment["PATH"]}";
        foreach ((string name, string action) in steps)
        {
            start.Environment[$"on_{name}"] = action;
        }

        return BuiltProgram.RunApartAsync(start, TestContext.Current.CancellationToken);
    }

    private static void Prepare(TemporaryFolder folder, string count)
    {
        foreach (string name in new[] { "bin", "PropertyTests", "artifacts/native" })
        {
            Directory.CreateDirectory(folder.File(name));
        }

        File.Copy(Repository.PathOf("check"), folder.File("check"));
        File.WriteAllText(folder.File("PropertyTests/test-count"), $"{count}\n");
        File.WriteAllText(folder.File("artifacts/native/libmanagedfuzzer.so"), string.Empty);
        StandInProgram.Write(folder.File("bin/dotnet"), StandIn);
        StandInProgram.Write(folder.File("bin/gcc"), "exit 0");
    }
}
