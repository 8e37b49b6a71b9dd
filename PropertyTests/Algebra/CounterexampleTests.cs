using FsCheck;
using MsrSpec.PropertyTests.Algebra.Arbitraries;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using Xunit;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>Properties that are known to be false shrink to what is known to be the smallest that shows it.</summary>
public sealed class CounterexampleTests
{
    private const int Tests = 5_000;

    [Fact]
    public void The_simplest_range_of_all() => Is(
        RangeArbitraries.Range.ForAll(_ => false),
        "reference: v2-sound",
        "ioctl add-allowlist flags=none nmsrs=0 base=0x0 bits=none");

    [Fact]
    public void The_simplest_range_with_a_bit() => Is(
        RangeArbitraries.Range.ForAll(read => read.Range.Bitmap.All(bits => bits == 0)),
        "reference: v2-sound",
        "ioctl add-allowlist flags=none nmsrs=1 base=0x0 bits=0");

    [Fact]
    public void The_narrowest_range_that_reaches_the_top() => Is(
        RangeArbitraries.Range.ForAll(read => Ranges.SumOf(read.Range) < Ranges.Top),
        "reference: v2-sound",
        "ioctl add-allowlist flags=none nmsrs=1 base=0xffffffff bits=none");

    [Fact]
    public void The_smallest_header_beyond_the_limit() => Is(
        RangeArbitraries.Header.ForAll(header => header.Count <= AllowlistLayout.MaxCount),
        "ioctl add-allowlist flags=none nmsrs=0x3001 base=0x0 bits=none");

    [Fact]
    public void The_simplest_buffer_without_a_header() => Is(
        CallArbitraries.Call.ForAll(call => call.Argument.HasHeader),
        "reference: v2-sound",
        "ioctl add-allowlist bytes=");

    [Fact]
    public void The_simplest_three_ranges_that_a_table_stores_together() => Is(
        DecisionArbitraries.Query.ForAll(query => query.Stored.Length < 3),
        "reference: v2-sound",
        "ioctl add-allowlist flags=read nmsrs=1 base=0x2 bits=none",
        "ioctl add-allowlist flags=read nmsrs=1 base=0x1 bits=none",
        "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none",
        "vcpu0 rdmsr 0x0 long64 cpl0");

    [Fact]
    public void The_smallest_value_of_more_than_32_bits() => Is(
        HistoryArbitraries.AndHostWrite.ForAll(read => read.Write.Value <= uint.MaxValue),
        "reference: v2-sound",
        "vcpu0 set-msr 0x0 0x100000000");

    [Fact]
    public void The_shortest_history_that_ends_at_an_exit() => Is(
        HistoryArbitraries.Any.ForAll(
            given => Rules.OfTheSpecification.After(given).Vcpus.First.Exit is null),
        "reference: v2-sound",
        "ioctl enable-cap 184 args0=0x1",
        "vcpu0 rdmsr 0x0 long64 cpl0");

    [Fact]
    public void A_report_shows_commands_and_names_no_type()
    {
        string report = PropertyRun.Of(DecisionArbitraries.Query.ForAll(query => query.Stored.IsEmpty), Tests).Report!;
        Assert.Contains("Falsifiable", report, StringComparison.Ordinal);
        Assert.Contains("ioctl add-allowlist flags=", report, StringComparison.Ordinal);
        Assert.DoesNotContain("MsrSpec", report, StringComparison.Ordinal);
        Assert.DoesNotContain("ImmutableArray", report, StringComparison.Ordinal);
    }

    private static void Is(Property property, params IEnumerable<string> smallest) =>
        Assert.Equal(string.Join('\n', smallest), PropertyRun.Of(property, Tests).Counterexample);
}
