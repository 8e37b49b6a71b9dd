using System.Text;
using CsCheck;
using MsrSpec.Policies;
using MsrSpec.Policies.Installing;
using MsrSpec.Policies.Linting;
using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Proving;
using MsrSpec.Policies.Linting.Reading;
using MsrSpec.Policies.Linting.Rules;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.PropertyTests.TraceText;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Linting;

/// <summary>What holds of the rules together, whatever is judged.</summary>
public sealed class LintProperties
{
    private const int Iterations = 2_000;
    private const int MostIterations = 50_000;

    /// <summary>The rules without which something that the kernel refuses is named by none.</summary>
    public static TheoryData<string> Refusals { get; } =
    [
        "struct-too-short", "bitmap-too-short", "too-many-registers", "unknown-flags", "no-flags",
        "unknown-filter-flags", "deny-without-a-range", "overlap-refused", "unknown-reasons",
    ];

    private static Gen<Command[]> Adds { get; } = Gen.OneOf(
        TraceGens.Buffer.Select(buffer => (Command)new Command.AddAllowlist(buffer)),
        NearRange.Select(slot => (Command)new Command.AddAllowlist(UserBuffer.Allowlist(
            new AllowlistHeader(slot.Flags, slot.Count, slot.Base, 0), slot.Bitmap.Bytes.AsSpan(), 24)))).Array[1, 12];

    private static Gen<Command[]> Filters { get; } = Gen.Frequency(
        (3, TraceGens.Slot.Select(slot => (Command)new Command.WriteFilterSlot(slot))),
        (3, Gen.OneOf(0u, 1u, 1u, 2u, uint.MaxValue).Select(
            Gen.Enum<CallerBits>(), Gen.Frequency((5, Gen.Const(FilterLayout.NativeSize)), (1, Gen.Int[0, 400])),
            (flags, caller, readable) => (Command)new Command.SetFilter(
                flags, caller, Math.Min(readable, FilterLayout.SizeOf(caller))))),
        (1, Gen.ULong[0, 9].Select(reasons =>
            (Command)new Command.EnableCapability(Capability.LinuxUserSpaceMsr, 0, reasons)))).Array[1, 12];

    /// <summary>Ranges of at most 64 registers near one another, so that they overlap or lie side by side.</summary>
    private static Gen<FilterSlot> NearRange => Gen.Select(
        Gen.UInt[1, 3], Gen.UInt[1, 64], Gen.UInt[0x7F0, 0x9FF], Gen.Byte.Array[8],
        (flags, count, start, bytes) => new FilterSlot(flags, count, start, new UserBuffer([.. bytes])));

    /// <summary>Ranges of which some fit into one and some do not, so that it takes ranges that overlap.</summary>
    private static Gen<FilterSlot> FarRange => Gen.Select(
        NearRange, Gen.UInt[0, 12], (slot, place) => slot with { Base = place * 0x800 });

    [Fact]
    public void Whatever_the_kernel_refuses_an_error_names() =>
        Gen.OneOf(Adds, Filters).Sample(commands => IsNamed(commands, LintRules.All), iter: Iterations);

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Without_a_rule_something_that_the_kernel_refuses_is_not_named(string id) =>
        Assert.ThrowsAny<Exception>(() => Gen.OneOf(Adds, Filters).Sample(
            commands => IsNamed(commands, LintRules.All.Where(rule => rule.Id != id)),
            iter: MostIterations, threads: 1));

    [Theory]
    [InlineData(Interface.Allowlist, false)]
    [InlineData(Interface.Filter, false)]
    [InlineData(Interface.Filter, true)]
    public void The_fewest_ranges_decide_as_all_of_them_do(Interface of, bool allows) =>
        NearRange.Array[1, 6].Sample(slots => DecidesTheSame(slots, of, allows, FewestRanges.Of), iter: Iterations);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nobody_is_told_to_change_the_order_or_the_number_of_compiled_ranges(bool allows) =>
        FarRange.Array[2, 8].Sample(
            slots => FewestRanges.Of(SubjectOf(Filter(slots, allows), Interface.Filter).Lists.Single())
                is not { } fewest
                || !LintRules.All.Where(rule => rule.Id is "order-decides" or "mergeable-ranges")
                    .SelectMany(rule => rule.Judge(SubjectOf([.. fewest.Commands], Interface.Filter))).Any(),
            iter: Iterations);

    [Theory]
    [InlineData(Interface.Allowlist, false)]
    [InlineData(Interface.Filter, true)]
    public void One_range_over_all_that_allows_what_lies_between_does_not(Interface of, bool allows) =>
        Assert.ThrowsAny<Exception>(() => NearRange.Array[1, 6].Sample(
            slots => DecidesTheSame(slots, of, allows, OneOverAll), iter: MostIterations, threads: 1));

    /// <summary>Whether some rules say of all calls what the kernel does.</summary>
    private static bool IsNamed(Command[] commands, IEnumerable<LintRule> rules)
    {
        bool isFilter = !commands.Any(command => command is Command.AddAllowlist);
        LintSubject subject = SubjectOf(commands, isFilter ? Interface.Filter : Interface.Allowlist);
        return LintProof.Refute(subject, rules.SelectMany(rule => rule.Judge(subject))) is null;
    }

    private static bool DecidesTheSame(
        FilterSlot[] slots, Interface of, bool allows, Func<LintList, CompiledPolicy?> merge)
    {
        Command[] commands = of == Interface.Filter
            ? Filter(slots, allows)
            :
            [
                .. slots.Select(slot => new Command.AddAllowlist(UserBuffer.Allowlist(
                    new AllowlistHeader(slot.Flags, slot.Count, slot.Base, 0), slot.Bitmap.Bytes.AsSpan(), 24))),
            ];
        LintList list = SubjectOf(commands, of).Lists.Single();
        return merge(list) is not { } fewest
            || (fewest.Ranges.Length <= slots.Length
                && Decided(fewest.Commands, of).Equals(Decided(commands, of)));
    }

    private static Command[] Filter(FilterSlot[] slots, bool allows) =>
    [
        .. slots.Select(slot => new Command.WriteFilterSlot(slot)),
        new Command.SetFilter(allows ? 0 : FilterLayout.DefaultDeny, CallerBits.Native, FilterLayout.NativeSize),
    ];

    private static MsrPolicy Decided(IEnumerable<Command> commands, Interface of)
    {
        Installation kernel = new(of == Interface.Filter ? Dialect.Linux61 : Dialect.Posted);
        foreach (Command command in commands)
        {
            kernel.Step(command, out _);
        }

        return kernel.Decided();
    }

    /// <summary>A merge that is wrong: what lies between the ranges is allowed.</summary>
    private static CompiledPolicy? OneOverAll(LintList list)
    {
        LintRange[] sorted = [.. list.Ranges.OrderBy(range => range.Base)];
        if (FewestRanges.Of(list) is null || sorted.Any(range => range.Flags != sorted[0].Flags))
        {
            return null;
        }

        uint count = (uint)(sorted[^1].End - sorted[0].Base);
        byte[] bitmap = new byte[(count + 63) / 64 * 8];
        for (uint bit = 0; bit < count; bit++)
        {
            ulong index = sorted[0].Base + bit;
            LintRange? holder = sorted.FirstOrDefault(range => index >= range.Base && index < range.End);
            bitmap[bit / 8] |= (byte)((holder?.Allows(index) ?? !list.Allows) ? 1 << (int)(bit % 8) : 0);
        }

        return new CompiledPolicy(
            list.Interface, list.Allows, [new(sorted[0].Flags, sorted[0].Base, count, [.. bitmap])]);
    }

    private static LintSubject SubjectOf(IEnumerable<Command> commands, Interface of)
    {
        string text = "msrspec-trace 1\n" + string.Join('\n', commands.Select(CommandPrinter.Print));
        Assert.Null(SubjectReader.Read(Encoding.UTF8.GetBytes(text), of, isRaw: false, out LintSubject? subject));
        return subject!;
    }
}
