using System.Diagnostics;
using System.Globalization;
using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Sequences;
using MsrSpec.Registry;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>The sequence that runs when a checker dies is not lost.</summary>
public sealed class InFlightJournalTests
{
    private const int MaxWaits = 200;
    private const int WaitMilliseconds = 50;

    private static readonly Command[] Sequence = Lines.Commands(
        "vcpu1 wrmsr 0x10 0x123456789abcdef0 real16 cpl3 lock",
        "ioctl add-allowlist flags=0x1234 nmsrs=70 base=0x10 bits=3,5,64 readable=31",
        "destroy-vm");

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
        journal.Begin(CommandWords.Encode(Sequence));
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
        Assert.Equal(Sequence, recovered.Commands);
        Assert.Empty(folder.Files);
        Assert.Empty(Recover(folder));
    }

    [Fact]
    public async Task A_check_that_is_really_killed_leaves_its_sequence_behind()
    {
        using TemporaryFolder folder = new();
        string cli = Path.ChangeExtension(typeof(Cli.Verbs.CommandLine).Assembly.Location, ".dll");
        ProcessStartInfo start = new("dotnet")
        {
            ArgumentList =
            {
                cli, "check", "--machine", MachineRegistry.OptimizedDirect.Name, "--mode", "random", "--time", "60",
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
        Assert.Equal(MachineRegistry.OptimizedDirect.Name, recovered.Machine);
        Assert.NotEmpty(recovered.Commands);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(600)]
    public void A_journal_that_never_held_a_sequence_is_swept_away(int length)
    {
        using TemporaryFolder folder = new();
        WriteJournal(folder, "0", InFlightFormat.Header("posted", "v2-sound"), length);
        Assert.Empty(Recover(folder));
        Assert.Empty(folder.Files);
    }

    [Theory]
    [InlineData("")]
    [InlineData("something else")]
    [InlineData("\0\0\0\0")]
    [InlineData("msrspec-in-flighu 1\n")]
    public void A_strangers_file_is_left_alone_whatever_its_name(string text)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File(".in-flight-0"), text);
        Assert.Empty(JournalRecovery.Run(folder.Path, _ => "unused"));
        Assert.Equal(text, File.ReadAllText(Assert.Single(folder.Files)));
    }

    [Fact]
    public async Task What_is_no_regular_file_is_neither_opened_nor_deleted()
    {
        using TemporaryFolder folder = new();
        await RunAsync("mkfifo", folder.File(".in-flight-pipe"));
        Directory.CreateDirectory(folder.File(".in-flight-folder"));
        await File.WriteAllTextAsync(
            folder.File("target"), "msrspec-in-flight 1\n", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(folder.File(".in-flight-link"), folder.File("target"));
        File.CreateSymbolicLink(folder.File(".in-flight-zero"), "/dev/zero");
        Assert.Empty(JournalRecovery.Run(folder.Path, _ => "unused"));
        Assert.Equal(5, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [Fact]
    public void A_journal_of_another_format_is_kept_and_told()
    {
        using TemporaryFolder folder = new();
        WriteJournal(folder, "0", "msrspec-in-flight 2\n"u8, 600);
        WriteJournal(folder, "1", InFlightFormat.Header("posted", "v2-sound"), InFlightFormat.FileSize + 1);
        IReadOnlyList<(string Path, string Why)> kept = JournalRecovery.Run(folder.Path, _ => null);
        Assert.Equal(2, kept.Count);
        Assert.All(kept, journal => Assert.Contains("format", journal.Why, StringComparison.Ordinal));
        Assert.Equal(2, folder.Files.Count());
    }

    [Fact]
    public void A_journal_that_cannot_be_handled_is_kept_with_the_reason_and_told_again()
    {
        using TemporaryFolder folder = new();
        RunAndKill(folder);
        for (int run = 0; run < 2; run++)
        {
            (_, string why) = Assert.Single(JournalRecovery.Run(folder.Path, _ => "the reason"));
            Assert.Equal("the reason", why);
        }

        Assert.Equal(Sequence, Assert.Single(Recover(folder)).Commands);
    }

    [Fact]
    public void A_sequence_that_ends_three_checkers_that_recover_it_is_not_tried_again()
    {
        using TemporaryFolder folder = new();
        RunAndKill(folder);
        for (int checker = 0; checker < 3; checker++)
        {
            _ = Assert.Throws<InvalidOperationException>(
                () => JournalRecovery.Run(folder.Path, _ => throw new InvalidOperationException("the end")));
        }

        (_, string why) = Assert.Single(JournalRecovery.Run(folder.Path, _ => null));
        Assert.Contains("3 checkers died", why, StringComparison.Ordinal);
        Assert.Single(folder.Files);
    }

    [Fact]
    public void A_checker_that_is_killed_while_it_recovers_a_sequence_leaves_it_to_the_next()
    {
        using TemporaryFolder folder = new();
        RunAndKill(folder);
        _ = Assert.Throws<InvalidOperationException>(
            () => JournalRecovery.Run(folder.Path, _ => throw new InvalidOperationException("killed")));
        Assert.Equal(Sequence, Assert.Single(Recover(folder)).Commands);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_journal_has_its_blocks_from_the_beginning()
    {
        using TemporaryFolder folder = new();
        using InFlightJournal journal = InFlightJournal.Open(folder.Path, "posted", "v2-sound");
        using Process du = Process.Start(
            new ProcessStartInfo("du", ["-k", Assert.Single(folder.Files)]) { RedirectStandardOutput = true })!;
        int kilobytes = int.Parse(du.StandardOutput.ReadToEnd().Split('\t')[0], CultureInfo.InvariantCulture);
        Assert.InRange(kilobytes, InFlightFormat.FileSize / 1024, int.MaxValue);
    }

    [Fact]
    public void A_journal_that_is_complete_goes_when_it_is_closed()
    {
        using TemporaryFolder folder = new();
        using (InFlightJournal journal = InFlightJournal.Open(folder.Path, "posted", "v2-sound"))
        {
            journal.Begin(CommandWords.Encode(Sequence));
            journal.Complete();
        }

        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_folder_that_is_not_there_holds_no_journal() =>
        Assert.Empty(JournalRecovery.Run("/nonexistent/msrspec", _ => null));

    /// <summary>What a checker leaves that ends in the middle of a sequence.</summary>
    private static void RunAndKill(TemporaryFolder folder)
    {
        using InFlightJournal journal = InFlightJournal.Open(folder.Path, "posted", "v2-sound");
        journal.Begin([9, 9, 9, 9]);
        journal.Begin(CommandWords.Encode(Sequence));
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
        _ = JournalRecovery.Run(folder.Path, inFlight =>
        {
            recovered.Add(inFlight);
            return null;
        });
        return recovered;
    }

    private static void WriteJournal(TemporaryFolder folder, string name, ReadOnlySpan<byte> head, int length)
    {
        byte[] bytes = new byte[Math.Max(head.Length, length)];
        head.CopyTo(bytes);
        File.WriteAllBytes(folder.File($".in-flight-{name}"), bytes);
    }

    private static async Task RunAsync(string program, params string[] words)
    {
        using Process process = Process.Start(program, words);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }
}
