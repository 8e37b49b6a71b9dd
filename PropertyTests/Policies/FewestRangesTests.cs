using System.Collections.Immutable;
using MsrSpec.Policies;
using MsrSpec.Policies.Compiling;
using MsrSpec.Spec.Abi;
using Xunit;

namespace MsrSpec.PropertyTests.Policies;

/// <summary>
/// No ranges are fewer: of every policy over a few indices, for ranges of two and of three registers, as many as a
/// search of everything finds. The windows are also those that decide it, by a decision that is written out here.
/// </summary>
public sealed class FewestRangesTests
{
    private const int Indices = 6;
    private const int Slots = 8;

    private delegate ImmutableArray<Window>? Compiler(Needs needs, InterfaceLimits limits);

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public void No_policy_takes_more_ranges_than_it_must(uint largest, bool mayOverlap) =>
        Assert.Empty(Wrong(PolicyCompiler.Windows, new InterfaceLimits(Slots, largest, mayOverlap)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_compiler_that_takes_each_direction_alone_is_refused(bool mayOverlap) => Assert.NotEmpty(Wrong(
        (needs, limits) =>
            [.. Alone(needs.Read, AccessFlags.Read, limits), .. Alone(needs.Write, AccessFlags.Write, limits)],
        new InterfaceLimits(2 * Slots, 2, mayOverlap)));

    [Fact]
    public void A_compiler_that_does_not_let_the_first_of_two_decide_is_refused() => Assert.NotEmpty(Wrong(
        (needs, limits) => PolicyCompiler.Windows(needs, limits with { MayOverlap = false }),
        new InterfaceLimits(Slots, 2, MayOverlap: true)));

    [Fact]
    public void A_compiler_that_lets_ranges_overlap_where_they_may_not_is_refused() => Assert.NotEmpty(Wrong(
        (needs, limits) => PolicyCompiler.Windows(needs, limits with { MayOverlap = true }),
        new InterfaceLimits(Slots, 2, MayOverlap: false)));

    [Fact]
    public void A_range_too_many_has_no_answer()
    {
        Needs needs = new(IndexSet.Of([0u, 2u, 4u]), IndexSet.Empty);
        Assert.Null(PolicyCompiler.Windows(needs, new InterfaceLimits(2, 1, true)));
        Assert.Equal(3, PolicyCompiler.Windows(needs, new InterfaceLimits(3, 1, true))!.Value.Length);
    }

    /// <summary>The first policies for which a compiler is wrong, and how.</summary>
    private static IEnumerable<string> Wrong(Compiler compiler, InterfaceLimits limits)
    {
        SmallInterface all = new(Indices, limits);
        for (int wanted = 0; wanted < 1 << (2 * Indices); wanted++)
        {
            MsrPolicy policy = new(Set(wanted, 0), Set(wanted, 1));
            int? fewest = all.Fewest(wanted);
            ImmutableArray<Window>? windows =
                compiler(new Needs(policy.Read, policy.Write), limits);
            if (windows?.Length != fewest)
            {
                yield return $"{wanted:x}: {windows?.Length} ranges, and {fewest} suffice";
            }
            else if (windows is { } found && Decided(found, policy, limits) != wanted)
            {
                yield return $"{wanted:x}: {string.Join(", ", found)}";
            }
        }
    }

    /// <summary>What ranges decide; -1 if the interface does not take them.</summary>
    private static int Decided(ImmutableArray<Window> windows, MsrPolicy policy, InterfaceLimits limits)
    {
        int decided = 0;
        int allowed = 0;
        foreach (Spec.Allowlist.AllowlistRange range in RangeMaker.Fill(windows, policy))
        {
            int covered = 0;
            for (uint bit = 0; bit < range.Count; bit++)
            {
                int pairs = (int)range.Flags << (2 * (int)(range.Base + bit));
                covered |= pairs;
                allowed |= range.IsSet(bit) ? pairs & ~decided : 0;
            }

            if (range.Count > limits.LargestRange || (!limits.MayOverlap && (covered & decided) != 0))
            {
                return -1;
            }

            decided |= covered;
        }

        return allowed;
    }

    private static IndexSet Set(int wanted, int direction) => IndexSet.Of(
        Enumerable.Range(0, Indices).Where(i => (wanted >> ((2 * i) + direction) & 1) != 0).Select(i => (uint)i));

    private static IEnumerable<Window> Alone(IndexSet needed, AccessFlags type, InterfaceLimits limits)
    {
        IndexSet left = needed;
        while (!left.IsEmpty)
        {
            uint first = left.Runs[0].First;
            IndexRun run = new(first, first + limits.LargestRange - 1);
            yield return new Window(type, run);
            left = left.Except(IndexSet.Of([run]));
        }
    }
}
