using System.Collections.Immutable;
using CsCheck;
using MsrSpec.Checker.Sampling;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Filter;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;
using static MsrSpec.PropertyTests.Filter.FilterTraces;

namespace MsrSpec.PropertyTests.Filter;

/// <summary>What a filter decides.</summary>
public sealed class FilterDecisionTests
{
    private const string Deny = "ioctl set-filter default=deny";
    private const string Allow = "ioctl set-filter default=allow";

    public static TheoryData<string> Filters { get; } = [.. Dialect.OfTheFilter.Select(dialect => dialect.Name)];

    [Fact]
    [Covers("filter.decision.x2apic-is-exempt", "filter.decision.without-a-filter-everything-is-allowed")]
    [Consequence(12)]
    public void The_registers_of_the_x2APIC_are_exempt_and_their_neighbours_are_not()
    {
        const string Around = "filter-slot flags=read nmsrs=0x200 base=0x780 bits=none";
        string[] edges =
        [
            "decision read 0x7ff -> denied", "decision read 0x800 -> allowed", "decision read 0x8ff -> allowed",
            "decision read 0x900 -> denied",
        ];
        Holds(Dialect.Linux61, ["decision read 0x7ff -> allowed", Around, Allow, .. edges]);
        Holds(Dialect.Linux510First, Around, Allow, "decision read 0x800 -> denied");
    }

    [Theory]
    [MemberData(nameof(Filters))]
    [Covers(
        "filter.decision.the-first-covering-range-decides", "filter.decision.directions-are-independent",
        "filter.decision.the-end-of-a-range-is-not-in-it",
        "filter.decision.what-no-range-covers-is-decided-by-the-default")]
    [Consequence(2, 3, 7, 10)]
    public void The_lowest_slot_that_covers_decides_whatever_the_default_is(string name)
    {
        Dialect dialect = Dialect.Find(name)!;
        const string Yes = "filter-slot flags=read nmsrs=2 base=0x10 bits=0-1";
        const string No = "filter-slot flags=read nmsrs=2 base=0x11 bits=none";
        foreach ((string set, string otherwise) in new[] { (Deny, "denied"), (Allow, "allowed") })
        {
            Holds(
                dialect, Yes, No, set, "decision read 0x10 -> allowed", "decision read 0x11 -> allowed",
                "decision read 0x12 -> denied", $"decision read 0x13 -> {otherwise}",
                $"decision write 0x10 -> {otherwise}", $"decision read 0xf -> {otherwise}");
            Holds(dialect, No, Yes, set, "decision read 0x11 -> denied");
        }
    }

    [Theory]
    [MemberData(nameof(Filters))]
    [Covers("filter.decision.a-range-whose-end-wraps-covers-nothing")]
    [Consequence(13)]
    public void A_range_that_ends_at_the_top_or_past_it_covers_nothing(string name)
    {
        foreach (string slot in new[]
        {
            "filter-slot flags=both nmsrs=1 base=0xffffffff bits=0",
            "filter-slot flags=both nmsrs=3 base=0xfffffffe bits=0-2",
        })
        {
            Holds(
                Dialect.Find(name)!, slot.Replace("both", "read|write", StringComparison.Ordinal), Deny,
                "decision read 0xffffffff -> denied", "decision write 0xfffffffe -> denied",
                "decision read 0x0 -> denied");
        }
    }

    [Fact]
    [Covers("exits.enable-takes-reasons", "exits.unknown-reasons-are-EINVAL")]
    [Consequence(36)]
    public void An_exit_comes_for_the_reasons_that_were_asked_for_and_says_which()
    {
        const string Filter = "filter-slot flags=read nmsrs=1 base=0x10 bits=none";
        string[] accesses =
            [.. new[] { "0x10", "0x3", "0x49" }.Select(index => $"vcpu0 rdmsr {index} long64 cpl0")];
        string[] reasons = ["filter", "unknown", "invalid"];
        uint[] bits = [4, 2, 1];
        for (uint mask = 0; mask <= (uint)MsrExitReasons.All; mask++)
        {
            List<string> lines = [Filter, Allow, $"ioctl enable-cap 188 args0=0x{mask:x}"];
            for (int access = 0; access < accesses.Length; access++)
            {
                string index = accesses[access].Split(' ')[2];
                lines.AddRange((mask & bits[access]) == 0
                    ? [$"{accesses[access]} -> #GP(0)"]
                    :
                    [
                        $"{accesses[access]} -> exit rdmsr {index} 0x0 reason={reasons[access]}",
                        "vcpu0 complete error=0 data=0x5 -> retired 0x5",
                    ]);
            }

            Holds(Dialect.Linux61, lines);
        }

        Holds(Dialect.Linux61, "ioctl enable-cap 188 args0=0x8 -> EINVAL", "ioctl enable-cap 184 args0=0x1 -> EINVAL");
        Holds(Dialect.Linux512, "ioctl enable-cap 188 args0=0x8", "vcpu0 rdmsr 0x3 long64 cpl0 -> #GP(0)");
        Holds(
            Dialect.Linux61, "ioctl check-extension 188 -> value 0x1", "ioctl check-extension 189 -> value 0x1",
            "ioctl check-extension 184 -> value 0x0");
    }

    [Theory]
    [InlineData("0x7ff", "unknown")]
    [InlineData("0x800", "invalid")]
    [InlineData("0x8ff", "invalid")]
    [InlineData("0x900", "unknown")]
    public void A_register_of_the_x2APIC_is_invalid_and_not_unknown(string index, string reason) => Holds(
        Dialect.Linux61, "ioctl enable-cap 188 args0=0x7",
        $"vcpu0 rdmsr {index} long64 cpl0 -> exit rdmsr {index} 0x0 reason={reason}");

    [Fact]
    [Consequence(39)]
    public void A_filter_that_comes_between_an_exit_and_its_answer_is_not_asked()
    {
        Holds(
            Dialect.Linux61, "filter-slot flags=read nmsrs=1 base=0x10 bits=none", Allow,
            "ioctl enable-cap 188 args0=0x4", "vcpu0 rdmsr 0x10 long64 cpl0 -> exit rdmsr 0x10 0x0 reason=filter",
            Allow, "vcpu0 complete error=1 data=0x0 -> #GP(0)", "vcpu0 rdmsr 0x10 long64 cpl0 -> retired 0x0");
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void The_fast_decision_is_that_of_the_rows(string name)
    {
        Dialect dialect = Dialect.Find(name)!;
        ModelMachine model = new(dialect.Readings);
        SequenceGenerator generator = new(target: Interface.Filter);
        PCG random = new(0, 1);
        for (int sequence = 0; sequence < 300; sequence++)
        {
            model.Reset();
            foreach (Command command in generator.Generate(random, null, out _))
            {
                _ = model.Step(command);
                MsrFilter? filter = model.State.Filter.Installed;
                foreach (uint index in Edges(filter))
                {
                    foreach (AccessFlags type in new[] { AccessFlags.Read, AccessFlags.Write })
                    {
                        Decision fast = FastFilterDecision.Decide(filter, index, type, dialect.Readings);
                        Assert.Equal(
                            FilterDecisionRules.Judge(new FilterQuery(filter, index, type, dialect.Readings)), fast);
                    }
                }
            }
        }
    }

    [Fact]
    [Consequence(28)]
    public void Every_list_has_a_filter_that_decides_the_same_outside_of_the_x2APIC()
    {
        ReadingSet list = Dialect.Sound.Readings;
        ModelMachine model = new(list);
        SequenceGenerator generator = new();
        PCG random = new(0, 1);
        for (int sequence = 0; sequence < 500; sequence++)
        {
            model.Reset();
            Array.ForEach(generator.Generate(random, null, out _), command => _ = model.Step(command));
            ImmutableArray<AllowlistRange> stored = model.State.Slots;
            MsrFilter? filter = stored.IsEmpty
                ? null
                : new(DefaultAllows: false, [.. stored.SelectMany(BelowTheTop)]);
            Assert.All(Edges(filter).Where(index => index is < 0x800 or > 0x8FF and < uint.MaxValue), index =>
            {
                foreach (AccessFlags type in new[] { AccessFlags.Read, AccessFlags.Write })
                {
                    Assert.Equal(
                        DecisionRules.Judge(new DecisionQuery(stored, index, type, list)).Allowed,
                        FilterDecisionRules.Judge(
                            new FilterQuery(filter, index, type, Dialect.Linux61.Readings)).Allowed);
                }
            });
        }
    }

    /// <summary>No range of a filter holds the last index: what reaches the top ends one earlier.</summary>
    private static IEnumerable<AllowlistRange> BelowTheTop(AllowlistRange range) =>
        Ranges.SumOf(range) < Ranges.Top ? [range]
        : range.Count > 1 ? [range with { Count = range.Count - 1 }]
        : [];

    private static IEnumerable<uint> Edges(MsrFilter? filter) => new uint[] { 0, 0x7FF, 0x800, 0x8FF, 0x900 }
        .Concat((filter?.Ranges ?? []).SelectMany(range => new[]
        {
            range.Base - 1, range.Base, range.Base + range.Count - 1, range.Base + range.Count, uint.MaxValue,
        }));
}
