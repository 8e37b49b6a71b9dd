using System.Diagnostics;
using System.Runtime.CompilerServices;
using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Running;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Registry;
using MsrSpec.Spec.Lifetime;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>However a machine fails, and whenever: that is a finding like any other, and ends nothing else.</summary>
public sealed class FailingMachineTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>A grace that is over when a machine has been made that takes a few of it.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    /// <summary>Exceptions that end a thread or its work, where somebody else throws them.</summary>
    private static readonly Exception[] OfThreads =
    [
        new ThreadInterruptedException(), new OperationCanceledException(), new TaskCanceledException(),
        (Exception)RuntimeHelpers.GetUninitializedObject(typeof(ThreadAbortException)),
    ];

    public static TheoryData<CheckMode, string> Ends { get; } =
    [
        .. from mode in Enum.GetValues<CheckMode>()
           from exception in OfThreads
           select new TheoryDataRow<CheckMode, string>(mode, exception.GetType().FullName!),
    ];

    [Theory]
    [MemberData(nameof(Ends))]
    public void An_exception_that_usually_ends_a_thread_is_the_machine_s_if_it_throws_it(CheckMode mode, string type)
    {
        Exception thrown = OfThreads.Single(exception => exception.GetType().FullName == type);
        (ShrunkFinding finding, ReplayResult replay) = SpoiltCheck.Keep(mode, () => new SpoiltMachine(
            (command, _) => command is Command.AddAllowlist ? throw thrown : null));
        Assert.StartsWith($"crashed {type} at MsrSpec.PropertyTests.Checking", finding.Divergence.Claim,
            StringComparison.Ordinal);
        Assert.Equal(LifetimeClauses.MachineAnswers, finding.Divergence.Clause);
        Assert.True(replay.Verdict == ReplayVerdict.Holds, replay.Message);
    }

    [Fact]
    public void A_machine_that_interrupts_the_thread_that_it_runs_on_ends_no_check()
    {
        using TemporaryFolder folder = new();
        JobReport report = SpoiltCheck.Run(CheckMode.Random, folder, () => new SpoiltMachine((_, _) =>
        {
            Thread.CurrentThread.Interrupt();
            return null;
        }));
        Assert.All(report.Findings, finding => Assert.StartsWith(
            "crashed System.Threading.ThreadInterruptedException", finding.Divergence.Claim,
            StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(CheckMode.Random)]
    [InlineData(CheckMode.Exhaustive)]
    public void A_machine_that_cannot_be_made_shows_that_at_its_first_command(CheckMode mode) =>
        ShowsAtOnce("crashed System.IO.InvalidDataException at MsrSpec", mode,
            () => throw new InvalidDataException("planted"));

    [Theory]
    [InlineData(CheckMode.Random)]
    [InlineData(CheckMode.Exhaustive)]
    public void A_machine_that_is_never_made_hangs_at_its_first_command(CheckMode mode) =>
        ShowsAtOnce("hung", mode, () =>
        {
            Thread.Sleep(Timeout.Infinite);
            return new ModelMachine(Dialect.Sound.Readings);
        });

    [Theory]
    [InlineData(CheckMode.Random)]
    [InlineData(CheckMode.Exhaustive)]
    public void A_machine_that_cannot_say_what_it_cannot_show_shows_that_at_its_first_command(CheckMode mode) =>
        ShowsAtOnce("crashed System.NotSupportedException at MsrSpec", mode, () => new SilentMachine());

    [Fact]
    public void A_signal_ends_shrinking_and_the_smallest_trace_so_far_is_kept()
    {
        using CancellationTokenSource signal = new();
        EndsSoon(TimeSpan.FromHours(1), signal, TestContext.Current.CancellationToken, signal.Token);
    }

    [Fact]
    public void The_end_of_the_time_ends_shrinking_after_a_grace()
    {
        using CancellationTokenSource time = new();
        EndsSoon(Short, time, time.Token, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_signal_ends_a_check_of_a_machine_that_takes_its_time_over_every_command()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource signal = new(Soon);
        long start = Stopwatch.GetTimestamp();
        JobReport report = SpoiltCheck.Run(
            CheckMode.Random, folder,
            () => new SpoiltMachine((_, _) =>
            {
                Thread.Sleep(Soon);
                return null;
            }),
            TimeSpan.Zero, TestContext.Current.CancellationToken, signal.Token);
        Assert.False(report.Complete);
        Assert.Empty(report.Findings);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 20);
    }

    [Fact]
    public void A_reference_that_fails_itself_judges_nothing()
    {
        const string Text = "msrspec-trace 1\nmachine: v2-sound\nreference: broken\nend: agreement\n\n"
            + "destroy-vm -> destroyed leaked=0\n";
        Replayer replayer = new(name => name == "broken"
            ? () => throw new InvalidDataException("planted")
            : MachineRegistry.MakerOf(name));
        ReplayResult result = replayer.Replay("f", Text);
        Assert.Equal(ReplayVerdict.FailsOtherwise, result.Verdict);
        Assert.StartsWith("f: command 1: the reference broken itself fails: 'crashed System.IO.InvalidDataException",
            result.Message, StringComparison.Ordinal);
    }

    private static void ShowsAtOnce(string claim, CheckMode mode, Func<IMachine> create)
    {
        (ShrunkFinding finding, ReplayResult replay) = SpoiltCheck.Keep(mode, create);
        Assert.StartsWith(claim, finding.Divergence.Claim, StringComparison.Ordinal);
        Assert.Single(finding.Trace.Steps);
        Assert.True(replay.Verdict == ReplayVerdict.Holds, replay.Message);
    }

    /// <summary>A check whose finding takes thousands of commands, and far longer to shrink than it is given.</summary>
    /// <summary>
    /// It ends in the midst of shrinking, each try of which makes a machine, and few tries later: how long one takes
    /// is the computer's affair.
    /// </summary>
    private static void EndsSoon(
        TimeSpan grace, CancellationTokenSource cancelled, CancellationToken end, CancellationToken signal)
    {
        const int Last = 2_000;
        const int Before = 40;
        const int Behind = 100;
        int made = 0;
        using TemporaryFolder folder = new();
        JobReport report = SpoiltCheck.Run(
            CheckMode.Random, folder,
            () =>
            {
                if (++made == Before)
                {
                    cancelled.Cancel();
                    Thread.Sleep(grace == Short ? 5 * Short : TimeSpan.Zero);
                }

                int commands = 0;
                return new SpoiltMachine((command, _) => command is not null && ++commands == Last
                    ? throw new InvalidOperationException("planted")
                    : null);
            },
            grace, end, signal);
        ShrunkFinding finding = Assert.Single(report.Findings);
        Assert.True(finding.Confirmed, finding.Problem);
        Assert.False(finding.LocallyMinimal);
        Assert.InRange(finding.Trace.Steps.Length, Last, finding.FoundLength);
        Assert.Single(folder.Files);
        Assert.InRange(made, Before, Before + Behind);
    }

    private sealed class SilentMachine() : MachineAround(new ModelMachine(Dialect.Sound.Readings))
    {
        public override IReadOnlyList<HiddenField> CannotShow => throw new NotSupportedException("planted");
    }
}
