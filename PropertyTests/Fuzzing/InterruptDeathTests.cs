using System.Diagnostics;
using MsrSpec.Fuzz.Engine.Native;
using MsrSpec.PropertyTests.Checking;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>Whoever ends the fuzzer ends all that it started, and that is no finding.</summary>
public sealed class InterruptDeathTests
{
    private const string Native = "native";
    private const string Managed = "managed";
    private const string Kill = "KILL";
    private const int Interrupted = 72;
    private const int Killed = 137;

    private static readonly string[] Signals = ["INT", "TERM", "HUP", "QUIT", Kill];
    /// <summary>An idle machine needs a tenth of a second, at most two; a busy one is no defect.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The engine; what it is to do; how many processes that takes, with those that keep inputs.</summary>
    public static TheoryData<string, string, int> Ways { get; } = new()
    {
        { Native, "corpus", 2 },
        { Native, "-jobs=3 -workers=2 corpus", 6 },
        { Native, "-fork=2 -keep_seed=1 corpus", 6 },
        { Native, "-jobs=1 -workers=1 -merge=1 merged corpus", 6 },
        { Native, "-merge=1 merged corpus", 4 },
        { Native, "-minimize_crash=1 -max_total_time=60 corpus/hang", 4 },
        { Managed, "corpus", 2 },
        { Managed, "-jobs=3 -workers=2 corpus", 3 },
        { Managed, "-fork=2 corpus", 3 },
        { Managed, "-merge=1 merged corpus", 2 },
        { Managed, "-minimize_crash=1 corpus/hang", 2 },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_end_of_the_front_door_is_the_end_of_all_its_processes(string engine, string words, int count)
    {
        SkipWithout(engine);
        await Task.WhenAll(Signals.Select(signal => EndAsync(
            FuzzProgram.StartFrontDoor, engine, words.Split(' '), count, signal)));
    }

    [Theory]
    [InlineData(Native, 2)]
    [InlineData(Managed, 2)]
    public async Task The_end_of_the_program_itself_is_no_other(string engine, int count)
    {
        SkipWithout(engine);
        string[] signals = ["TERM", Kill];
        await Task.WhenAll(signals.Select(signal => EndAsync(FuzzProgram.Start, engine, ["corpus"], count, signal)));
    }

    [Fact]
    public async Task Smoke_takes_its_processes_along() =>
        await Task.WhenAll(Signals.Select(async signal =>
        {
            using TemporaryFolder folder = new();
            using Process smoke = FuzzProgram.StartFrontDoor(["smoke", "--runs", "2000000000"], folder.Path);
            await FuzzProcesses.WaitForAsync(folder.Path, 1, Cancellation);
            await EndAsync(smoke, folder, signal);
        }));

    [Theory]
    [InlineData(Native)]
    [InlineData(Managed)]
    public async Task A_finding_that_is_being_explained_is_on_disk_and_keeps_nobody_waiting(string engine)
    {
        SkipWithout(engine);
        await Task.WhenAll(Signals.Select(async signal =>
        {
            using TemporaryFolder folder = Prepare("question");
            using Process fuzzer = FuzzProgram.StartFrontDoor(Words(engine, folder, ["corpus"]), folder.Path);
            while (Directory.GetFiles(folder.File("artifacts"), "crash-*") is [])
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), Cancellation);
            }

            await FuzzProcesses.WaitForAsync(folder.Path, 2, Cancellation);
            await EndAsync(fuzzer, folder, signal);
            string kept = Assert.Single(Directory.GetFiles(folder.File("artifacts")));
            Assert.Equal("question", await File.ReadAllTextAsync(kept, Cancellation));
        }));
    }

    [Theory]
    [InlineData(Native, "corpus", 2)]
    [InlineData(Managed, "corpus", 2)]
    [InlineData(Managed, "-jobs=3 -workers=2 corpus", 3)]
    public async Task Nobody_has_to_read_what_it_prints(string engine, string words, int count)
    {
        SkipWithout(engine);
        using TemporaryFolder folder = Prepare("hang");

        // The pipe is full before it begins, and stays so.
        using Process fuzzer = FuzzProgram.Start(
            "sh",
            [
                "-c", "head -c 10M /dev/zero & exec dotnet exec \"$@\" 2>&1", "sh", FuzzProgram.FrontDoor, "fuzz",
                .. Words(engine, folder, words.Split(' ')),
            ],
            folder.Path);
        await FuzzProcesses.WaitForAsync(folder.Path, count, Cancellation);
        await EndAsync(fuzzer, folder, "TERM");
    }

    [Theory]
    [InlineData(Native)]
    [InlineData(Managed)]
    public async Task Who_ignores_the_end_of_the_terminal_goes_on_after_it(string engine)
    {
        SkipWithout(engine);
        using TemporaryFolder folder = Prepare("hang");
        using Process fuzzer = FuzzProgram.Start(
            "nohup", ["dotnet", "exec", FuzzProgram.FrontDoor, "fuzz", .. Words(engine, folder, ["corpus"])],
            folder.Path);
        await FuzzProcesses.WaitForAsync(folder.Path, 2, Cancellation);
        await FuzzProcesses.SignalAsync(fuzzer, "HUP", Cancellation);
        await Task.Delay(TimeSpan.FromMilliseconds(300), Cancellation);
        Assert.False(fuzzer.HasExited);
        await EndAsync(fuzzer, folder, "TERM");
    }

    [Theory]
    [InlineData(Native, "INT")]
    [InlineData(Managed, "INT")]
    [InlineData(Native, "QUIT")]
    [InlineData(Managed, "QUIT")]
    public async Task A_script_that_ignores_a_signal_for_it_does_not_make_it_deaf(string engine, string signal)
    {
        SkipWithout(engine);
        using TemporaryFolder folder = Prepare("hang");
        using Process fuzzer = FuzzProgram.Start(
            "sh",
            [
                "-c", $"trap '' {signal}; exec dotnet exec \"$@\"", "sh", FuzzProgram.FrontDoor, "fuzz",
                .. Words(engine, folder, ["corpus"]),
            ],
            folder.Path);
        await FuzzProcesses.WaitForAsync(folder.Path, 2, Cancellation);
        await EndAsync(fuzzer, folder, signal);
    }

    private static void SkipWithout(string engine)
    {
        string whyNot = string.Empty;
        Assert.SkipWhen(engine == Native && NativeEngine.TryLoad(out whyNot) is null, whyNot);
    }

    private static async Task EndAsync(
        Func<IEnumerable<string>, string, Process> start, string engine, string[] words, int count, string signal)
    {
        using TemporaryFolder folder = Prepare("hang");
        using Process fuzzer = start(Words(engine, folder, words), folder.Path);
        await FuzzProcesses.WaitForAsync(folder.Path, count, Cancellation);
        await EndAsync(fuzzer, folder, signal);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(folder.File("artifacts")),
            file => !Path.GetFileName(file).StartsWith("minimized-from-", StringComparison.Ordinal)
                && (signal != Kill || !Path.GetFileName(file).StartsWith(".in-flight-", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(folder.File("counterexamples")));
    }

    private static async Task EndAsync(Process fuzzer, TemporaryFolder folder, string signal)
    {
        try
        {
            long start = Stopwatch.GetTimestamp();
            await FuzzProcesses.SignalAsync(fuzzer, signal, Cancellation);
            await FuzzProcesses.AssertNoneAsync(folder.Path, Limit, Cancellation);
            await fuzzer.WaitForExitAsync(Cancellation);
            Assert.True(Stopwatch.GetElapsedTime(start) < Limit, $"{signal} takes {Stopwatch.GetElapsedTime(start)}");
            Assert.Equal(signal == Kill ? Killed : Interrupted, fuzzer.ExitCode);
        }
        finally
        {
            fuzzer.Kill(entireProcessTree: true);
        }
    }

    private static TemporaryFolder Prepare(string input)
    {
        TemporaryFolder folder = new();
        foreach (string name in (string[])["artifacts", "corpus", "merged"])
        {
            _ = Directory.CreateDirectory(folder.File(name));
        }

        File.WriteAllText(folder.File("corpus/hang"), input);
        return folder;
    }

    private static IEnumerable<string> Words(string engine, TemporaryFolder folder, string[] words) =>
    [
        "death", $"--engine={engine}", $"--counterexamples={folder.File("counterexamples")}", "-rss_limit_mb=0",
        $"-artifact_prefix={folder.File("artifacts")}/", .. words,
    ];
}
