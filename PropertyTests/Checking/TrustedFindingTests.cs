using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Running;
using MsrSpec.Checker.Sampling;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>What is kept of a finding shows it on a machine made afresh, whatever happened to the first one.</summary>
public sealed class TrustedFindingTests
{
    public static TheoryData<CheckMode> Modes { get; } = [CheckMode.Random, CheckMode.Exhaustive];

    [Theory]
    [MemberData(nameof(Modes))]
    public void An_exception_is_an_outcome_that_is_shrunk_kept_and_replayed(CheckMode mode)
    {
        (ShrunkFinding finding, ReplayResult replay) = SpoiltCheck.Keep(mode, () => new SpoiltMachine(
            (command, _) => command is Command.AddAllowlist ? throw new InvalidDataException("planted") : null));
        Assert.StartsWith(
            "crashed System.IO.InvalidDataException at MsrSpec.PropertyTests.Checking.TrustedFindingTests",
            finding.Divergence.Claim, StringComparison.Ordinal);
        Assert.Equal("ioctl add-allowlist flags=none nmsrs=0 base=0x0 bits=none", Commands(finding));
        Assert.True(replay.Verdict == ReplayVerdict.Holds, replay.Message);
    }

    [Fact]
    public void An_exception_of_a_reset_is_shown_by_the_end_of_a_vm()
    {
        (ShrunkFinding finding, ReplayResult replay) = SpoiltCheck.Keep(CheckMode.Random, () =>
        {
            bool used = false;
            return new SpoiltMachine((command, _) =>
            {
                bool crashes = used && command is null or Command.DestroyVm;
                used |= command is not null;
                return crashes && used ? throw new InvalidOperationException("planted") : null;
            });
        });
        Assert.Equal("vcpu0 rdmsr 0x0 long64 cpl0\ndestroy-vm", Commands(finding));
        Assert.True(replay.Verdict == ReplayVerdict.Holds, replay.Message);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void State_that_outlives_a_vm_is_shown_behind_the_end_of_that_vm(CheckMode mode)
    {
        (ShrunkFinding finding, ReplayResult replay) = SpoiltCheck.Keep(mode, () =>
        {
            int armedIn = 0;
            return new SpoiltMachine((command, vm) =>
            {
                armedIn = command is Command.FailNextAllocation && armedIn == 0 ? vm : armedIn;
                return command is Command.EnableCapability && armedIn > 0 && vm > armedIn
                    ? Outcome.Value(7)
                    : null;
            });
        });
        Assert.True(finding.Earlier > 0);
        Assert.Equal(3, finding.Trace.Steps.Length);
        Assert.StartsWith(
            "fail-next-allocation\ndestroy-vm\nioctl enable-cap ", Commands(finding), StringComparison.Ordinal);
        Assert.True(replay.Verdict == ReplayVerdict.Holds, replay.Message);
    }

    [Fact]
    public void State_that_outlives_a_vm_of_one_sequence_is_said_to_cross_its_end()
    {
        (ShrunkFinding finding, _) = SpoiltCheck.Keep(CheckMode.Random, () =>
        {
            int armedIn = int.MaxValue;
            return new SpoiltMachine((command, vm) =>
            {
                armedIn = command is null ? int.MaxValue : command is Command.FailNextAllocation ? vm : armedIn;
                return command is Command.EnableCapability && vm > armedIn ? Outcome.Value(7) : null;
            });
        });
        Assert.StartsWith(
            "fail-next-allocation\ndestroy-vm\nioctl enable-cap ", Commands(finding), StringComparison.Ordinal);
        Assert.True(finding.FoundLength <= SequenceGenerator.DefaultMaxLength);
        Assert.Equal(1, finding.Earlier);
    }

    [Fact]
    public void A_trace_that_needs_no_earlier_vm_once_it_is_small_is_not_said_to_need_one()
    {
        const int Last = 70;
        (ShrunkFinding finding, _) = SpoiltCheck.Keep(CheckMode.Random, () =>
        {
            int commands = 0;
            return new SpoiltMachine((command, _) =>
                command is not null && ++commands == Last ? throw new InvalidOperationException("planted") : null);
        });
        Assert.Equal(Last, finding.Trace.Steps.Length);
        Assert.True(finding.FoundLength > SequenceGenerator.DefaultMaxLength);
        Assert.DoesNotContain(finding.Trace.Commands, command => command is Command.DestroyVm);
        Assert.Equal(0, finding.Earlier);
    }

    [Fact]
    public void What_no_machine_made_afresh_shows_is_told_and_not_written()
    {
        using TemporaryFolder folder = new();
        int machines = 0;
        JobReport report = SpoiltCheck.Run(CheckMode.Random, folder, () =>
        {
            bool isFirst = ++machines == 1;
            return new SpoiltMachine((command, _) => isFirst && command is Command.HostRead ? Outcome.Success : null);
        });
        ShrunkFinding finding = Assert.Single(report.Findings);
        Assert.False(finding.Confirmed);
        Assert.Contains("neither in this sequence nor behind", finding.Problem, StringComparison.Ordinal);
        Assert.Equal(JobVerdict.NotExpected, report.Judge(interrupted: false));
        Assert.Empty(folder.Files);
    }

    private static string Commands(ShrunkFinding finding) =>
        string.Join('\n', finding.Trace.Commands.Select(CommandPrinter.Print));
}
