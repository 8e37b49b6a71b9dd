using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Racing;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.Registry;
using Xunit;

namespace MsrSpec.PropertyTests.Interleaving;

/// <summary>A trace with threads is a counterexample like any other.</summary>
public sealed class RaceReplayTests
{
    private const string Overlap = """
        msrspec-trace 1
        machine: posted-c
        reference: v2-posted
        clause: allowlist.add.overlap-releases-the-lock
        end: mismatch
        schedule: thread0, thread1

        ioctl add-allowlist flags=read nmsrs=1 base=0x1000 bits=none -> ok
        thread0 ioctl add-allowlist flags=read nmsrs=1 base=0x1000 bits=none -> EINVAL
        thread1 ioctl add-allowlist flags=none nmsrs=0 base=0x0 bits=none -> ok !! blocked

        """;

    private static readonly Replayer Replayer =
        new(MachineRegistry.MakerOf) { Threaded = MachineRegistry.ThreadedMakerOf };

    [Fact]
    public void What_is_found_replays_from_its_file()
    {
        using TemporaryFolder folder = new();
        RaceReport report = Races.Explore(
            Races.Plan(Races.Machine("posted-c")), folder.Path, Races.OfThePostedPatch.Values);
        Assert.All(report.Results, result =>
        {
            Assert.True(result.Written, result.File);
            ReplayResult replayed = Replayer.ReplayFile(result.File);
            Assert.True(replayed.Verdict == ReplayVerdict.Holds, replayed.Message);
        });
    }

    [Theory]
    [InlineData("", "", ReplayVerdict.Holds, "")]
    [InlineData("thread0, thread1", "thread1, thread0", ReplayVerdict.NoLongerFails, "no longer differs")]
    [InlineData("thread0, thread1", "thread0 until nowhere, thread1", ReplayVerdict.FailsOtherwise, "nowhere")]
    [InlineData("thread0, thread1", "thread2, thread1", ReplayVerdict.FailsOtherwise, "thread2")]
    [InlineData("!! blocked", "!! denied", ReplayVerdict.FailsOtherwise, "shows 'blocked'")]
    [InlineData("overlap-releases-the-lock", "full-table-releases-the-lock", ReplayVerdict.FailsOtherwise, "breaks")]
    [InlineData("-> ok !!", "-> E2BIG !!", ReplayVerdict.ChangedExpectation, "expects 'E2BIG'")]
    [InlineData("thread1 ioctl", "ioctl", ReplayVerdict.FailsOtherwise, "thread1")]
    [InlineData("thread0 ioctl", "ioctl", ReplayVerdict.Incomplete, "no thread0")]
    [InlineData("machine: posted-c", "machine: posted", ReplayVerdict.Incomplete, "several threads")]
    [InlineData("thread1 ioctl add-allowlist flags=none nmsrs=0 base=0x0 bits=none -> ok", "thread1 destroy-vm -> ok",
        ReplayVerdict.Incomplete, "threads add ranges")]
    [InlineData("bits=none -> ok\nthread0", "bits=none -> EINVAL\nthread0", ReplayVerdict.ChangedExpectation,
        "command 1: the file expects 'EINVAL'")]
    [InlineData("-> EINVAL\n", "-> ok\n", ReplayVerdict.ChangedExpectation, "command 2: the file expects 'ok'")]
    [InlineData("!! blocked\n", "!! blocked\ndecision read 0x10 -> denied\n", ReplayVerdict.Incomplete, "behind")]
    [InlineData("thread1 ioctl add-allowlist flags=none nmsrs=0 base=0x0 bits=none", "thread1 fail-next-allocation",
        ReplayVerdict.Incomplete, "threads add ranges")]
    public void A_file_that_was_changed_says_what_no_longer_holds(
        string old, string now, ReplayVerdict verdict, string said)
    {
        _ = Races.Machine("posted-c");
        ReplayResult result = Replayer.Replay(
            "f", old.Length == 0 ? Overlap : Overlap.Replace(old, now, StringComparison.Ordinal));
        Assert.Equal(verdict, result.Verdict);
        Assert.Contains(said, result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_in_which_all_agree_is_a_trace_too()
    {
        _ = Races.Machine("sound-c");
        ReplayResult result = Replayer.Replay("f", """
            msrspec-trace 1
            machine: sound-c
            reference: v2-sound
            end: agreement
            schedule: thread0 until mutex_unlock, thread1

            thread0 ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=none -> ok
            thread1 decision read 0x10 -> denied

            """);
        Assert.True(result.Verdict == ReplayVerdict.Holds, result.Message);
    }
}
