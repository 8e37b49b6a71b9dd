using MsrSpec.Checker.Comparing;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Model;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>What tells dialects apart: the commands that are tried, and what is said of each reading.</summary>
public sealed class ComparingTests
{
    /// <summary>No generated sequence: what is found is found among the short ones.</summary>
    private const long NoSequences = 0;

    [Fact]
    public void The_commands_that_tell_readings_apart_are_one_for_each_edge_and_what_shows_it() => Assert.Equal(
        [
            "vcpu0 rdmsr 0xc0000081 long64 cpl0",
            "vcpu0 rdmsr 0xc0000082 long64 cpl0",
            "vcpu0 wrmsr 0xc0000081 0x0 long64 cpl0",
            "vcpu0 rdmsr 0xffffffff long64 cpl0",
            "vcpu0 rdmsr 0x0 long64 cpl0",
            "ioctl add-allowlist flags=read nmsrs=1 base=0xc0000081 bits=0",
            "ioctl add-allowlist flags=read nmsrs=1 base=0xc0000081 bits=1",
            "ioctl add-allowlist flags=write nmsrs=1 base=0xc0000081 bits=0",
            "ioctl add-allowlist flags=read nmsrs=1 base=0xc0000082 bits=0",
            "ioctl add-allowlist flags=read nmsrs=0 base=0xc0000081 bits=none",
            "ioctl add-allowlist flags=none nmsrs=1 base=0xc0000081 bits=0",
            "ioctl add-allowlist flags=0x4 nmsrs=1 base=0xc0000081 bits=0",
            "ioctl add-allowlist flags=read nmsrs=1 base=0xffffffff bits=0",
            "ioctl add-allowlist flags=read nmsrs=2 base=0xffffffff bits=0",
            "ioctl add-allowlist flags=read nmsrs=0x3001 base=0xc0000081 bits=none",
            "ioctl add-allowlist bytes=0100000001000000810000c0000000",
            "ioctl add-allowlist flags=read nmsrs=1 base=0xc0000081 bits=none readable=16",
            "ioctl add-allowlist flags=read nmsrs=1 base=0xc0000081 bits=0 pad=0x1",
            "fail-next-allocation",
            "change-argument flags after-read-1 to=0x4",
            "decision read 0xc0000081",
            "ioctl enable-cap 184 args0=0x1",
            "ioctl enable-cap 184 args0=0x0",
            "ioctl check-extension 184",
            "vcpu0 complete error=0 data=0x1",
            "vcpu0 complete error=1 data=0x0",
            "vcpu0 get-msr 0xc0000081",
            "vcpu0 set-msr 0xc0000081 0x1",
            "vcpu0 rdmsr 0xc0000100 long64 cpl0",
            "vcpu0 wrmsr 0x6e0 0x0 long64 cpl0",
            "vcpu0 set-msr 0x1b 0xc00",
            "vcpu0 wrmsr 0x830 0x0 long64 cpl0",
            "vcpu0 interception read 0xc0000100",
            "vcpu0 emulate rdpid",
            "vcpu0 wrmsrns 0xc0000081 0x0 long64 cpl0",
            "fail-next-efer-write",
            "vcpu0 wrmsr 0xc0000080 0x500 long64 cpl0",
            "destroy-vm",
        ],
        TellingCommands.All.Select(CommandPrinter.Print));

    [Fact]
    public void Between_a_dialect_and_itself_nothing_differs() => Assert.All(
        Dialect.All,
        dialect => Assert.Empty(Compare(dialect, dialect)));

    [Fact]
    public void Each_reading_that_differs_has_both_choices_and_a_trace_that_shows_them_at_its_last_command()
    {
        ReadingDifference[] differences = [.. Compare(Dialect.Posted, Dialect.Sound)];
        Assert.Equal(
            Reading.All.Where(reading => !reading.Choice(Dialect.Posted.Readings).Equals(
                reading.Choice(Dialect.Sound.Readings))),
            differences.Select(difference => difference.Reading));
        Assert.All(differences, difference =>
        {
            Assert.NotEqual(difference.Left, difference.Right);
            if (difference.Witness is { } witness)
            {
                LockstepRunner runner =
                    new(new ModelMachine(Dialect.Posted.Readings), new ModelMachine(Dialect.Sound.Readings));
                Assert.Equal(witness.Commands.Count - 1, runner.Run([.. witness.Commands])!.Step);
                Assert.Equal(witness.Commands.Count - 1, witness.Divergence.Step);
            }
        });
        Assert.Contains(differences, difference => difference.Witness is not null);
    }

    private static IEnumerable<ReadingDifference> Compare(Dialect left, Dialect right) => DialectComparison.Compare(
        left, right, new WitnessSearch(1, NoSequences), TestContext.Current.CancellationToken);
}
