using System.Diagnostics;
using MsrSpec.Checker.Counterexamples;
using Xunit;
using NamedMachines = MsrSpec.Cli.Machines;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>The sequence that runs when a checker dies is not lost.</summary>
public sealed class InFlightJournalTests
{
    private const int MaxWaits = 200;
    private const int WaitMilliseconds = 50;

    private static readonly ulong[] Words = [1, ulong.MaxValue, 3];

    [Fact]
    public void A_journal_that_is_closed_in_the_middle_of_a_sequence_stays()
    {
        using TemporaryFolder folder = new();
        RunAndKill(folder);
        Assert.Single(folder.Files);
    }

    [Fact]
    public void A_journal_that_is_open_is_left_alone()
    {
        using TemporaryFolder folder = new();
        using InFlightJournal journal = InFlightJournal.Open(folder.Path, "posted", "v2-sound");
        journal.Begin(Words);
        Assert.Empty(Recover(folder));
        Assert.Single(folder.Files);
    }

    [Fact]
    public void Of_a_checker_that_was_killed_the_last_sequence_is_recovered_once()
    {
        using TemporaryFolder folder = new();
        RunAndKill(folder);
        InFlight recovered = Assert.Single(Recover(folder));
        Assert.Equal("posted", recovered.Machine);
        Assert.Equal("v2-sound", recovered.Reference);
        Assert.Equal(Words, recovered.Words);
        Assert.Empty(folder.Files);
        Assert.Empty(Recover(folder));
    }

    [Fact]
    public async Task A_check_that_is_really_killed_leaves_its_sequence_behind()
    {
        using TemporaryFolder folder = new();
        string cli = Path.ChangeExtension(typeof(NamedMachines).Assembly.Location, ".dll");
        ProcessStartInfo start = new("dotnet")
        {
            ArgumentList =
            {
                cli, "check", "--machine", NamedMachines.OptimizedDirect, "--mode", "random", "--time", "60",
                "--sequences", "1000000000", "--counterexamples", folder.Path,
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process check = Process.Start(start)!;
        for (int waits = 0; waits < MaxWaits && !IsRunningASequence(folder); waits++)
        {
            await Task.Delay(WaitMilliseconds, TestContext.Current.CancellationToken);
        }

        check.Kill();
        await check.WaitForExitAsync(TestContext.Current.CancellationToken);
        InFlight recovered = Assert.Single(Recover(folder));
        Assert.Equal(NamedMachines.OptimizedDirect, recovered.Machine);
        Assert.NotEmpty(recovered.Words);
    }

    [Theory]
    [InlineData("")]
    [InlineData("msrspec-in-flight 1\n")]
    [InlineData("something else")]
    public void A_journal_without_a_sequence_is_swept_away(string text)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File(".in-flight-0"), text.PadRight(600, '\0'));
        Assert.Empty(Recover(folder));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_journal_of_another_format_or_of_an_unknown_machine_stays()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File(".in-flight-0"), "msrspec-in-flight 2\n".PadRight(600, 'x'));
        RunAndKill(folder);
        Assert.Equal(2, InFlightJournal.Recover(folder.Path, _ => false).Count);
        Assert.Equal(2, folder.Files.Count());
    }

    [Fact]
    public void A_journal_that_is_complete_goes_when_it_is_closed()
    {
        using TemporaryFolder folder = new();
        using (InFlightJournal journal = InFlightJournal.Open(folder.Path, "posted", "v2-sound"))
        {
            journal.Begin(Words);
            journal.Complete();
        }

        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_folder_that_is_not_there_holds_no_journal() =>
        Assert.Empty(InFlightJournal.Recover("/nonexistent/msrspec", _ => false));

    /// <summary>What a checker leaves that ends in the middle of a sequence.</summary>
    private static void RunAndKill(TemporaryFolder folder)
    {
        using InFlightJournal journal = InFlightJournal.Open(folder.Path, "posted", "v2-sound");
        journal.Begin([9, 9, 9, 9]);
        journal.Begin(Words);
    }

    /// <summary>Whether the journal holds a sequence; a copy of it is looked at, for it is locked.</summary>
    private static bool IsRunningASequence(TemporaryFolder folder)
    {
        using TemporaryFolder copies = new();
        foreach (string live in folder.Files)
        {
            using Process copy = Process.Start("cp", [live, copies.Path]);
            copy.WaitForExit();
        }

        return Recover(copies).Count > 0;
    }

    private static List<InFlight> Recover(TemporaryFolder folder)
    {
        List<InFlight> recovered = [];
        _ = InFlightJournal.Recover(folder.Path, inFlight =>
        {
            recovered.Add(inFlight);
            return true;
        });
        return recovered;
    }
}
