using FsCheck.Xunit;
using MsrSpec.Policies;
using Xunit;

namespace MsrSpec.PropertyTests.Policies;

/// <summary>Sets of indices are sets, in one form.</summary>
public sealed class IndexSetTests
{
    private static readonly uint[] Bases = [0, 0x10, 0x7FFFFFF8, 0xFFFFFFF0];

    public static TheoryData<string, IndexSet> Same { get; } = new()
    {
        { "neighbours are one run", IndexSet.Of([new IndexRun(0, 3), new IndexRun(4, 7)]) },
        { "overlapping ones too", IndexSet.Of([new IndexRun(2, 7), new IndexRun(0, 5), new IndexRun(3, 4)]) },
        { "and single indices", IndexSet.Of([7u, 0u, 1u, 2u, 3u, 6u, 5u, 4u, 4u]) },
    };

    [Theory]
    [MemberData(nameof(Same))]
    public void Equal_sets_have_equal_runs(string how, IndexSet set)
    {
        Assert.NotEmpty(how);
        Assert.Equal([new IndexRun(0, 7)], set.Runs);
        Assert.Equal(IndexSet.Of([new IndexRun(0, 7)]), set);
        Assert.Equal(IndexSet.Of([new IndexRun(0, 7)]).GetHashCode(), set.GetHashCode());
    }

    [Fact]
    public void The_whole_index_space_is_the_complement_of_nothing()
    {
        Assert.Equal(1L << 32, IndexSet.All.Count);
        Assert.Equal(IndexSet.All, IndexSet.Empty.Complement);
        Assert.Equal(IndexSet.Empty, IndexSet.All.Complement);
        Assert.Equal([new IndexRun(0, uint.MaxValue - 1)], IndexSet.Of([uint.MaxValue]).Complement.Runs);
    }

    [Property]
    public void Every_operation_is_what_it_says_of_each_index((byte First, byte Length)[] left, (byte, byte)[] right)
    {
        IndexSet one = Set(left);
        IndexSet other = Set(right);
        foreach (uint index in Bases.SelectMany(start => Enumerable.Range(-1, 34).Select(i => start + (uint)i)))
        {
            (bool isIn, bool isInOther) = (one.Contains(index), other.Contains(index));
            Assert.Equal(isIn, one.Runs.Any(run => index >= run.First && index <= run.Last));
            Assert.Equal(!isIn, one.Complement.Contains(index));
            Assert.Equal(isIn || isInOther, one.Union(other).Contains(index));
            Assert.Equal(isIn && isInOther, one.Intersect(other).Contains(index));
            Assert.Equal(isIn && !isInOther, one.Except(other).Contains(index));
        }
    }

    [Property]
    public void Between_two_runs_there_is_an_index((byte First, byte Length)[] parts) => Assert.All(
        Set(parts).Runs.Zip(Set(parts).Runs.Skip(1)), pair => Assert.True(pair.Second.First > pair.First.Last + 1UL));

    private static IndexSet Set((byte First, byte Length)[] parts) => IndexSet.Of(parts.Select(part =>
    {
        uint first = Bases[part.First % Bases.Length] + (uint)(part.First / 16);
        return new IndexRun(first, (uint)Math.Min(uint.MaxValue, first + (ulong)(part.Length % 20)));
    }));
}
