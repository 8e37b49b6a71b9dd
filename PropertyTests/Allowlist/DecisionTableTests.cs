using CsCheck;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.PropertyTests.House;
using MsrSpec.Spec.Abi;
using Xunit;

namespace MsrSpec.PropertyTests.Allowlist;

/// <summary>The decision table against a scan over a list of ranges, and what it promises beside its answers.</summary>
public sealed class DecisionTableTests
{
    private static readonly AccessFlags[] Directions = [AccessFlags.Read, AccessFlags.Write];

    [Fact]
    public void Without_a_range_every_access_is_allowed()
    {
        DecisionTableGens.Index.Select(DecisionTableGens.Direction)
            .Sample((index, type) => DecisionTable.AllowAll.Allows(index, type));
    }

    [Fact]
    public void The_table_that_grants_nothing_denies_every_access()
    {
        DecisionTableGens.Index.Select(DecisionTableGens.Direction)
            .Sample((index, type) => !DecisionTable.DenyAll.Allows(index, type));
    }

    [Fact]
    public void The_table_answers_as_a_scan_over_the_ranges_does()
    {
        DecisionTableGens.Ranges.Select(DecisionTableGens.Index.Array[0, 20]).Sample((ranges, indices) =>
            AgreesWithScan(GrantedRange.Table(ranges), ranges, DecisionTableGens.Probes(ranges).Concat(indices)));
    }

    [Fact]
    public void Every_single_bit_of_a_range_lands_at_its_own_register()
    {
        DecisionTableGens.Range.Where(range => range.Count <= 400).Sample(
            range => AgreesWithScan(GrantedRange.Table([range]), [range], AllAround(range)), iter: 2_000);
    }

    [Fact]
    public void Every_alignment_within_a_word_places_every_bit()
    {
        byte[] bitmap = [.. Enumerable.Range(0, 26).Select(i => (byte)((i * 73) ^ 0xA5))];
        for (uint shift = 0; shift < 64; shift++)
        {
            for (uint count = 1; count <= 200; count++)
            {
                GrantedRange range = new(AccessFlags.ReadWrite, 0xFC0 + shift, count, bitmap);
                Assert.True(AgreesWithScan(GrantedRange.Table([range]), [range], AllAround(range)), $"{range}");
            }
        }
    }

    [Fact]
    public void A_largest_range_across_a_middle_node_is_placed_whole()
    {
        GrantedRange range = new(AccessFlags.Write, 0x3FFFFF, AllowlistLayout.MaxCount, Pattern());
        Assert.True(AgreesWithScan(GrantedRange.Table([range]), [range], AllAround(range)));
    }

    [Fact]
    public void A_range_that_ends_exactly_at_two_to_the_32_is_matched_to_its_last_register()
    {
        foreach (uint count in new uint[] { 1, 63, 64, 65, 0x1000, AllowlistLayout.MaxCount })
        {
            GrantedRange range = new(AccessFlags.Read, uint.MaxValue - count + 1, count, Ones());
            DecisionTable table = GrantedRange.Table([range]);
            Assert.True(table.Allows(uint.MaxValue, AccessFlags.Read));
            Assert.True(table.Allows(range.Base, AccessFlags.Read));
            Assert.False(table.Allows(range.Base - 1, AccessFlags.Read));
            Assert.False(table.Allows(0, AccessFlags.Read));
            Assert.False(table.Allows(uint.MaxValue, AccessFlags.Write));
        }
    }

    [Fact]
    public void Adding_a_range_leaves_the_earlier_snapshot_as_it_was()
    {
        DecisionTableGens.Ranges.Select(DecisionTableGens.Range).Sample((ranges, added) =>
        {
            DecisionTable before = GrantedRange.Table(ranges);
            _ = added.AddedTo(before);
            return AgreesWithScan(before, ranges, DecisionTableGens.Probes([.. ranges, added]));
        });
    }

    [Fact]
    public void Two_successors_of_one_snapshot_do_not_know_each_other()
    {
        DecisionTableGens.Ranges.Select(DecisionTableGens.Range, DecisionTableGens.Range).Sample((ranges, one, two) =>
        {
            DecisionTable before = GrantedRange.Table(ranges);
            DecisionTable first = one.AddedTo(before);
            DecisionTable second = two.AddedTo(before);
            uint[] probes = [.. DecisionTableGens.Probes([.. ranges, one, two])];
            return AgreesWithScan(first, [.. ranges, one], probes) && AgreesWithScan(second, [.. ranges, two], probes);
        });
    }

    [Fact]
    public void A_range_of_one_direction_changes_no_answer_of_the_other()
    {
        DecisionTableGens.Ranges.Where(ranges => ranges.Length > 0)
            .Select(DecisionTableGens.Range, DecisionTableGens.Direction)
            .Sample((ranges, range, direction) =>
            {
                AccessFlags other = AccessFlags.ReadWrite & ~direction;
                DecisionTable before = GrantedRange.Table(ranges);
                DecisionTable after = (range with { Flags = direction }).AddedTo(before);
                return DecisionTableGens.Probes([.. ranges, range])
                    .All(index => before.Allows(index, other) == after.Allows(index, other));
            });
    }

    [Fact]
    public void The_order_of_the_ranges_changes_no_answer()
    {
        DecisionTableGens.Ranges.Sample(ranges =>
            AgreesWithScan(GrantedRange.Table(ranges.Reverse()), ranges, DecisionTableGens.Probes(ranges)));
    }

    [Fact]
    public void A_range_without_a_direction_grants_nothing_but_arms()
    {
        DecisionTableGens.Range.Sample(range =>
            ReferenceEquals(GrantedRange.Table([range with { Flags = AccessFlags.None }]), DecisionTable.DenyAll));
    }

    [Fact]
    public void Bits_beyond_the_count_grant_nothing()
    {
        DecisionTable table = DecisionTable.AllowAll.With(AccessFlags.ReadWrite, 0x40, 3, Ones());
        Assert.Equal([0x40U, 0x41U, 0x42U], Granted(table, 0, 0x2000));
    }

    [Fact]
    public void Ten_ranges_that_touch_as_many_nodes_as_they_can_fit()
    {
        GrantedRange[] ranges = [.. Widest(AllowlistLayout.Slots)];
        Assert.True(AgreesWithScan(GrantedRange.Table(ranges), ranges, DecisionTableGens.Probes(ranges)));
    }

    [Fact]
    public void More_ranges_than_node_numbers_can_tell_apart_are_refused_not_mixed_up()
    {
        // 42 * 6 nodes beside the first two, and the last two of 256.
        GrantedRange[] fit = [.. Widest(42), new(AccessFlags.Read, 0xC0000000, 1, Ones())];
        DecisionTable table = GrantedRange.Table(fit);
        Assert.True(AgreesWithScan(table, fit, DecisionTableGens.Probes(fit)));
        Assert.Throws<InvalidOperationException>(() => Widest(43).Last().AddedTo(table));
        GrantedRange neighbour = new(AccessFlags.Read, 0xC0001000, 1, Ones());
        Assert.Throws<InvalidOperationException>(() => neighbour.AddedTo(table));
    }

    [Fact]
    public void A_full_table_takes_more_ranges_where_it_has_nodes()
    {
        GrantedRange[] fit = [.. Widest(42), new(AccessFlags.Read, 0xC0000000, 1, Ones())];
        GrantedRange inside = new(AccessFlags.ReadWrite, 0xC0000001, 0xFFF, Ones());
        DecisionTable table = fit[0].AddedTo(inside.AddedTo(GrantedRange.Table(fit)));
        GrantedRange[] all = [.. fit, inside];
        Assert.True(AgreesWithScan(table, all, DecisionTableGens.Probes(all)));
    }

    [Theory]
    [InlineData(4U, 0U, 1U, 8)] // a direction that does not exist
    [InlineData(1U, 0U, 0U, 8)] // no register
    [InlineData(1U, 0U, 0x3001U, 0x601)] // one more than the largest bitmap holds
    [InlineData(1U, 0xFFFFFFFFU, 2U, 8)] // one past the last register
    [InlineData(1U, 0U, 9U, 1)] // bits missing from the bitmap
    public void A_range_that_cannot_be_is_our_own_mistake(uint flags, uint first, uint count, int bitmapSize)
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => DecisionTable.DenyAll.With((AccessFlags)flags, first, count, new byte[bitmapSize]));
    }

    [Fact]
    public void A_lookup_allocates_nothing()
    {
        DecisionTable table = GrantedRange.Table(Widest(AllowlistLayout.Slots));
        Assert.Equal(0, AllocatedBytes.LeastOf(() => _ = AllowedAmong(table, 100_000)));
    }

    [Fact]
    public async Task A_reader_sees_the_old_or_the_new_snapshot_and_never_a_mixture()
    {
        GrantedRange[] ranges = [.. Widest(AllowlistLayout.Slots)];
        uint[] probes = [.. ranges.Select(range => range.Base)];
        DecisionTable published = DecisionTable.AllowAll;
        bool finished = false;

        Task writer = Task.Run(
            () =>
            {
                for (int round = 0; round < 2_000; round++)
                {
                    Volatile.Write(ref published, DecisionTable.DenyAll);
                    foreach (GrantedRange range in ranges)
                    {
                        Volatile.Write(ref published, range.AddedTo(published));
                    }
                }

                Volatile.Write(ref finished, true);
            },
            TestContext.Current.CancellationToken);

        bool last;
        do
        {
            last = Volatile.Read(ref finished);
            DecisionTable seen = Volatile.Read(ref published);
            bool[] answers = [.. probes.Select(index => seen.Allows(index, AccessFlags.Write))];
            Assert.True(IsPrefixGranted(answers), string.Join(' ', answers));
        }
        while (!last);

        await writer;
    }

    /// <summary>Ranges were published in order, so what is granted never follows what is not.</summary>
    private static bool IsPrefixGranted(bool[] answers)
    {
        return answers.SkipWhile(granted => granted).All(granted => !granted);
    }

    private static bool AgreesWithScan(DecisionTable table, GrantedRange[] ranges, IEnumerable<uint> indices)
    {
        return indices.All(index => Directions.All(
            type => table.Allows(index, type) == GrantedRange.Allows(ranges, index, type)));
    }

    /// <summary>Ranges that each cross a middle node, and so take six nodes: two middle ones and four leaves.</summary>
    private static IEnumerable<GrantedRange> Widest(int ranges)
    {
        return Enumerable.Range(0, ranges).Select(i => new GrantedRange(
            AccessFlags.ReadWrite, ((uint)(i + 1) * 0x800000) - 0x1FFF, AllowlistLayout.MaxCount, Ones()));
    }

    private static IEnumerable<uint> AllAround(GrantedRange range)
    {
        return Enumerable.Range(-3, (int)range.Count + 6).Select(offset => unchecked(range.Base + (uint)offset));
    }

    private static IEnumerable<uint> Granted(DecisionTable table, uint first, uint count)
    {
        return Enumerable.Range(0, (int)count).Select(offset => first + (uint)offset)
            .Where(index => table.Allows(index, AccessFlags.Read) || table.Allows(index, AccessFlags.Write));
    }

    private static int AllowedAmong(DecisionTable table, uint count)
    {
        int allowed = 0;
        for (uint i = 0; i < count; i++)
        {
            allowed += table.Allows(i * 0x9E3779B9, (AccessFlags)(1 + (i & 1))) ? 1 : 0;
        }

        return allowed;
    }

    private static byte[] Ones()
    {
        byte[] bitmap = new byte[AllowlistLayout.MaxBitmapSize];
        bitmap.AsSpan().Fill(byte.MaxValue);
        return bitmap;
    }

    private static byte[] Pattern()
    {
        return [.. Enumerable.Range(0, AllowlistLayout.MaxBitmapSize).Select(i => (byte)((i * 167) ^ (i >> 3)))];
    }
}
