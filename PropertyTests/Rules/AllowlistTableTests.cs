using System.Collections.Immutable;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>The rows of the validation table in their order, by the clause that decides, not by errno alone.</summary>
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
        UserBuffer argument = Argument(range);
        Assert.Equal(
            AllowlistClauses.FullTable,
            AllowlistTable.Judge(AllowlistCall.Of(argument, false, false, ten, PadMatters)).Clause);
        Assert.Equal(
            AllowlistClauses.Overlap,
            AllowlistTable.Judge(AllowlistCall.Of(argument, false, false, ten[1..], PadMatters)).Clause);
    }

    private static Row<AllowlistCall> OfTheArgument(UserBuffer argument, bool noMemory, ReadingSet readings) =>
        AllowlistTable.OfTheArgument.First(AllowlistCall.Of(argument, noMemory, false, [], readings), readings);

    private static UserBuffer Argument(AllowlistRange range)
    {
        AllowlistHeader header = new((uint)range.Flags, range.Count, range.Base, 0);
        return UserBuffer.Allowlist(header, range.Bitmap.AsSpan(), header.ArgumentSize);
    }
}
