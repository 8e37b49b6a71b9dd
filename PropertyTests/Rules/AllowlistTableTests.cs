using System.Collections.Immutable;
using FsCheck.Xunit;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>The rows of the validation table in their order, by the clause that decides, not by errno alone.</summary>
[Properties(Arbitrary = [typeof(RuleArbitraries)], MaxTest = 300, QuietOnSuccess = true)]
public sealed class AllowlistTableTests
{
    private static readonly ReadingSet PadMatters = Dialect.Sound.Readings with { PadWord = PadWord.MustBeZero };

    /// <summary>Each row is wrong in two adjacent ways, or in a last one alone; the first must decide.</summary>
    public static TheoryData<uint, uint, uint, uint, int, bool, string> Precedence { get; } = new()
    {
        // flags, nmsrs,  base,        pad, readable, no memory, the row that decides
        { 1,      0x3001, 0,           0,   15,       false, "allowlist.add.unreadable-header-is-EFAULT" },
        { 1,      0x3001, 0,           0,   16,       true,  "allowlist.add.oversize-bitmap-is-EINVAL" },
        { 1,      64,     0,           0,   23,       true,  "allowlist.add.failed-allocation-is-ENOMEM" },
        { 4,      64,     0,           0,   23,       false, "allowlist.add.unreadable-bitmap-is-EFAULT" },
        { 4,      0,      0,           0,   16,       true,  "allowlist.add.unknown-flags-are-EINVAL" },
        { 0,      0,      0,           0,   16,       true,  "allowlist.add.flagless-range-is-EINVAL" },
        { 1,      0,      0,           1,   16,       true,  "allowlist.add.empty-range-is-EINVAL" },
        { 1,      2,      0xFFFFFFFF,  1,   24,       false, "allowlist.add.end-past-the-top-is-EINVAL" },
        { 1,      1,      0xFFFFFFFF,  1,   24,       false, "allowlist.add.nonzero-pad-is-EINVAL" },
    };

    [Theory]
    [MemberData(nameof(Precedence))]
    [Consequence(16)]
    public void A_row_beats_the_one_below_it(
        uint flags, uint count, uint start, uint pad, int readable, bool noMemory, string clause)
    {
        UserBuffer argument = UserBuffer.Allowlist(new AllowlistHeader(flags, count, start, pad), [], readable);
        Assert.Equal(clause, OfTheArgument(argument, noMemory, PadMatters).Clause?.Id);
    }

    [Fact]
    [Covers("allowlist.add.nonzero-pad-is-EINVAL")]
    public void Where_a_dialect_reserves_pad_a_call_with_one_is_refused()
    {
        AllowlistHeader header = new(1, 1, 0, Pad: 1);
        UserBuffer argument = UserBuffer.Allowlist(header, [], header.ArgumentSize);
        IMachine machine = ClauseWitness.Of(new ModelMachine(PadMatters));
        Assert.Equal(Outcome.Error(Errno.EINVAL), machine.Step(new Command.AddAllowlist(argument)));
    }

    [Fact]
    [Consequence(16)]
    public void A_full_table_beats_an_overlap()
    {
        AllowlistRange range = new(AccessFlags.Read, 0, 1, [.. new byte[8]]);
        ImmutableArray<AllowlistRange> ten = [.. Enumerable.Repeat(range, AllowlistLayout.Slots)];
        UserBuffer argument = Argument(range, 0);
        Assert.Equal(
            AllowlistClauses.FullTable,
            AllowlistTable.Judge(AllowlistCall.Of(argument, false, false, ten, PadMatters)).Clause);
        Assert.Equal(
            AllowlistClauses.Overlap,
            AllowlistTable.Judge(AllowlistCall.Of(argument, false, false, ten[1..], PadMatters)).Clause);
    }

    [Property]
    public bool The_pad_word_is_ignored_unless_a_reading_forbids_it(AllowlistRange range, uint pad, ReadingSet readings)
    {
        ReadingSet ignoring = readings with { PadWord = PadWord.Ignored };
        return OfTheArgument(Argument(range, pad), false, ignoring)
            == OfTheArgument(Argument(range, 0), false, ignoring);
    }

    [Property]
    [Consequence(20)]
    public bool What_every_dialect_refuses_it_refuses_for_the_same_reason(AllowlistRange range, ReadingSet readings)
    {
        UserBuffer cut = UserBuffer.Allowlist(new AllowlistHeader(4, range.Count, range.Base, 0), [], 16);
        Clause? sound = OfTheArgument(cut, false, Dialect.Sound.Readings).Clause;
        return OfTheArgument(cut, false, readings with { FailedCopy = FailedCopy.FreesNothing }).Clause == sound;
    }

    [Property]
    public bool The_range_of_an_argument_is_the_range_that_was_asked_for(AllowlistRange range)
    {
        AllowlistRange decoded = AllowlistRange.Of(Argument(range, 0));
        return decoded.Bitmap.SequenceEqual(range.Bitmap)
            && decoded with { Bitmap = range.Bitmap } == range;
    }

    [Property]
    [Consequence(17)]
    public bool The_argument_is_sixteen_bytes_and_eight_for_each_started_long(uint count)
    {
        AllowlistHeader header = new(1, count, 0, 0);
        long longs = ((long)count + 63) / 64;
        int expected = 16 + (longs > 192 ? 0 : (int)longs * 8);
        return header.BitmapSize == longs * 8 && header.ArgumentSize == expected;
    }

    private static Row<AllowlistCall> OfTheArgument(UserBuffer argument, bool noMemory, ReadingSet readings) =>
        AllowlistTable.OfTheArgument.First(AllowlistCall.Of(argument, noMemory, false, [], readings), readings);

    private static UserBuffer Argument(AllowlistRange range, uint pad)
    {
        AllowlistHeader header = new((uint)range.Flags, range.Count, range.Base, pad);
        return UserBuffer.Allowlist(header, range.Bitmap.AsSpan(), header.ArgumentSize);
    }
}
