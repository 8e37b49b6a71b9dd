using MsrSpec.Checker.Comparing;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Filter;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>An allowlist that is carried over to a kernel with the filter.</summary>
public sealed class AllowlistOverFilterTests
{
    private const string First = "ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0";
    private const string Second = "ioctl add-allowlist flags=read nmsrs=1 base=0x11 bits=0";
    private const string Flagless = "ioctl add-allowlist flags=none nmsrs=1 base=0x12 bits=0";

    [Fact]
    public void A_range_joins_those_before_it_and_everything_else_is_denied() => Holds(
        "decision read 0x20 -> allowed", First, Second, "decision read 0x10 -> allowed",
        "decision read 0x11 -> allowed", "decision read 0x20 -> denied", "decision write 0x10 -> denied");

    [Fact]
    public void A_range_that_is_refused_is_not_kept() => Holds(
        First, $"{Flagless} -> EINVAL", Second, "decision read 0x10 -> allowed", "decision read 0x11 -> allowed",
        "decision read 0x12 -> denied");

    [Fact]
    public void Of_a_header_that_cannot_be_read_nothing_is_carried_over() => Holds(
        "ioctl add-allowlist bytes=0100000001000000810000c0000000 -> EFAULT", First);

    [Fact]
    public void The_list_ends_with_its_VM() => Holds(
        First, "destroy-vm -> destroyed leaked=0", Second, "decision read 0x10 -> denied",
        "decision read 0x11 -> allowed");

    [Fact]
    public void Sixteen_ranges_can_be_carried_over() => Holds(
    [
        .. Enumerable.Range(0, 16).Select(index => $"ioctl add-allowlist flags=read nmsrs=1 base={index} bits=0"),
        $"{First} -> refused no-slot-left", "decision read 0xf -> allowed",
    ]);

    [Fact]
    public void Capabilities_go_by_the_other_number_and_exits_tell_no_reason() => Holds(
        "ioctl check-extension 184 -> value 0x1", "ioctl check-extension 185 -> value 0x1",
        "ioctl check-extension 188 -> value 0x0", "ioctl check-extension 189 -> value 0x0",
        "ioctl enable-cap 188 args0=0x1 -> EINVAL", "ioctl enable-cap 184 args0=0x8", First,
        "vcpu0 rdmsr 0xc0000081 long64 cpl0 -> exit rdmsr 0xc0000081 0x0");

    [Fact]
    public void A_difference_that_was_there_before_a_command_looks_at_it_did_not_begin_with_it()
    {
        MutualRunner runner = new DialectPair(Dialect.Sound, Dialect.Linux61).Runners.Single();
        const string NextToTheX2Apic = "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none";
        Assert.False(BeganBefore(NextToTheX2Apic));
        Assert.True(BeganBefore("ioctl add-allowlist flags=read nmsrs=1 base=0x100 bits=0", NextToTheX2Apic));

        bool? BeganBefore(params string[] lines) =>
            runner.Run([.. lines.Select(line => CommandParser.Parse(line, 1).Value!)])?.BeganBefore;
    }

    private static void Holds(params IEnumerable<string> lines) =>
        FilterTraces.Holds(new AllowlistOverFilter(new ModelMachine(Dialect.Linux61.Readings)), lines);
}
