using System.Text;
using MsrSpec.Policies;
using MsrSpec.Policies.Compiling;
using MsrSpec.Policies.Proving;
using MsrSpec.Policies.Reading;
using MsrSpec.Policies.Reading.Forms;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.PropertyTests.House;
using MsrSpec.Spec.Readings;
using Xunit;

namespace MsrSpec.PropertyTests.Policies;

/// <summary>Lists that people use, and policies at the edges of what the interfaces can say.</summary>
public sealed class RangeListTests
{
    private const string Folder = "PropertyTests/Policies/Lists/";

    private static readonly CompileRequest ForAllowlist = new(Interface.Allowlist, false, false);
    private static readonly CompileRequest ForFilter = new(Interface.Filter, false, true);
    private static readonly CompileRequest ForFilterThatAllows = new(Interface.Filter, true, true);

    public static TheoryData<string> Lists { get; } =
        [.. Repository.Files.Where(file => file.StartsWith(Folder, StringComparison.Ordinal))];

    /// <summary>A policy, and how many ranges it takes: as posted, as merged; -1 if it cannot be.</summary>
    public static TheoryData<string, int, int> Edges { get; } = new()
    {
        { "default none", 1, 1 },
        { "0 rw", 1, 1 },
        { "0x7ff rw", 1, 1 },
        { "0x800 rw", 1, 1 },
        { "0x8ff rw", 1, 1 },
        { "0x900 rw", 1, 1 },
        { "0x7ff-0x900 rw", 1, 1 },
        { "0x0-0x2fff rw", 1, 1 },
        { "0x0-0x3000 rw", 2, 2 },
        { "0x0-0x2fff r\n0x1fff-0x4ffe w", 2, 2 },
        { "0x1fff rw\n0x2000 rw\n0xc0001fff rw\n0xc0002000 rw", 2, 2 },
        { "0xfffffffe rw", 1, 1 },
        { "0xffffcfff-0xfffffffe rw", 1, 1 },
        { "0xffffcffe-0xfffffffe rw", 2, 2 },
        { "0xfffffffe-0xffffffff rw", -1, -1 },
        { "0xfffffff0-0xffffffff r", -1, -1 },
        { "default rw", -1, -1 },
        { "0x0-0x1dfff rw", 10, 10 },
        { "0x0-0x1e000 rw", -1, 11 },
        { "0x0-0x2ffff rw", -1, 16 },
        { "0x0-0x30000 rw", -1, -1 },
        { Isolated(10), 10, 10 },
        { Isolated(11), -1, 11 },
        { Isolated(16), -1, 16 },
        { Isolated(17), -1, -1 },
        { "0x0-0x2fff r\n0x3000-0x5fff rw\n0x6000-0x8fff r\n0x2fff w\n0x6000 w", 4, 4 },
        { "0x0-0x1fff rw\n0x2000 r\n0x2001-0x3fff rw\n0x4000 r\n0x4001-0x8fff rw", 5, 4 },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_list_that_people_use_takes_five_ranges_at_most(string file)
    {
        PolicyInput read = PolicyReader.Read(File.ReadAllBytes(Repository.PathOf(file)), null);
        Assert.Equal(PolicyFormat.Msrs, read.Format);
        foreach (CompileRequest request in new[] { ForAllowlist, ForFilter })
        {
            Assert.InRange(Ranges(read.Policy!, request), 1, 5);
        }
    }

    [Fact]
    public void There_are_four_such_lists() => Assert.Equal(4, Lists.Count);

    [Theory]
    [MemberData(nameof(Edges))]
    public void A_policy_takes_as_few_ranges_as_it_can(string text, int asPosted, int asMerged)
    {
        MsrPolicy policy = Read(text);
        Assert.Equal(asPosted, Ranges(policy, ForAllowlist));
        Assert.Equal(asMerged, Ranges(policy, ForFilter));
    }

    [Theory]
    [InlineData("default rw", 0)]
    [InlineData("default rw\n0x1b none", 1)]
    [InlineData("default rw\n0x1b r\n0x35 w", 2)]
    [InlineData("default rw\n0x800-0x8ff none", 0)]
    [InlineData("0x0-0xffffffff rw", 0)]
    [InlineData("default none", -1)]
    [InlineData("default r", -1)]
    public void A_filter_that_allows_by_default_has_ranges_for_what_it_denies(string text, int ranges) =>
        Assert.Equal(ranges, Ranges(Read(text), ForFilterThatAllows));

    [Fact]
    public void What_a_filter_decides_whatever_it_says_is_refused_until_it_is_accepted()
    {
        CompileRequest strict = ForFilter with { AcceptsX2Apic = false };
        MsrPolicy some = Read("0x10 rw\n0x800-0x80f rw\n0x810 r");
        string refusal = Assert.Single(PolicyCompiler.Compile(some, strict).Refusals);
        Assert.Contains("denies reads of 239 and writes of 240", refusal, StringComparison.Ordinal);
        Assert.NotNull(PolicyCompiler.Compile(Read("0x10 rw\n0x800-0x8ff rw"), strict).Compiled);
        Assert.NotNull(PolicyCompiler.Compile(Read("0x10 rw"), ForAllowlist).Compiled);
    }

    /// <summary>The filter of today is not asked about writes of the deadline; the posted patch is not about more.
    /// </summary>
    [Fact]
    public void What_is_denied_and_nobody_asks_about_is_noted_with_the_kernels()
    {
        const string Deadline = "the policy denies writes of 0x6e0 (TSC_DEADLINE); "
            + "the guest has them all the same in linux-today: nobody asks";
        MsrPolicy none = Read("0x10 rw\n0x6e0 r");
        Assert.Contains(Deadline, PolicyCompiler.Compile(none, ForFilter).Notes);
        Assert.DoesNotContain(Deadline, PolicyCompiler.Compile(Read("0x6e0 w"), ForFilter).Notes);
        string posted = Assert.Single(
            PolicyCompiler.Compile(Read("0x10 w\n0x6e0 rw\n0xc0000100 rw\n0xc0000101 w"), ForAllowlist).Notes,
            note => note.Contains("v2-posted, v2-posted-32", StringComparison.Ordinal));
        Assert.Contains("denies reads of 0x10 (TSC), reads and writes of 0x174", posted, StringComparison.Ordinal);
        Assert.Contains(", reads of 0xc0000101 (GS_BASE)", posted, StringComparison.Ordinal);
        Assert.DoesNotContain("0x6e0", posted, StringComparison.Ordinal);
        Assert.DoesNotContain("0xc0000100", posted, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_that_no_range_can_hold_is_refused_with_the_reason()
    {
        MsrPolicy policy = Read("0xfffffffe-0xffffffff r");
        Assert.Contains(
            PolicyCompiler.Compile(policy, ForAllowlist).Refusals,
            refusal => refusal.Contains("0xffffffff is to be read", StringComparison.Ordinal));
        Assert.Contains(
            PolicyCompiler.Compile(policy, ForFilter).Refusals,
            refusal => refusal.Contains("the default's to say", StringComparison.Ordinal)
                && refusal.EndsWith("and no default allows one direction alone", StringComparison.Ordinal));
        Assert.Equal(2, PolicyCompiler.Compile(Read("default rw"), ForFilter).Refusals.Count(
            refusal => refusal.EndsWith("try --default allow", StringComparison.Ordinal)));
    }

    [Fact]
    public void Nothing_allowed_is_one_range_without_a_bit_and_a_note()
    {
        foreach (CompileRequest request in new[] { ForAllowlist, ForFilter })
        {
            Compilation compilation = PolicyCompiler.Compile(MsrPolicy.Nothing, request);
            Assert.All(Assert.Single(compilation.Compiled!.Ranges).Bitmap, bits => Assert.Equal(0, bits));
            Assert.Contains(
                compilation.Notes, note => note.Contains("one range without a bit", StringComparison.Ordinal));
        }
    }

    [Fact]
    [Consequence(46)]
    public void Every_bitmap_has_whole_longs() => Assert.All(
        Edges.SelectMany(row => new[] { ForAllowlist, ForFilter }.Select(request => (row.Data.Item1, request))),
        pair => Assert.All(
            PolicyCompiler.Compile(Read(pair.Item1), pair.request).Compiled?.Ranges ?? [],
            range => Assert.Equal(((int)range.Count + 63) / 64 * 8, range.Bitmap.Length)));

    [Fact]
    public void A_list_that_takes_more_slots_than_there_are_run_by_run_says_so()
    {
        string text = string.Join('\n', Enumerable.Range(0, 74).Select(i => $"0x{i * 4:x} r"));
        Compilation compilation = PolicyCompiler.Compile(Read(text), ForAllowlist);
        Assert.Single(compilation.Compiled!.Ranges);
        Assert.Contains(
            compilation.Notes, note => note.Contains("would be 74; there are 10 slots", StringComparison.Ordinal));
    }

    private static string Isolated(int count) =>
        string.Join('\n', Enumerable.Range(0, count).Select(i => $"0x{i * 0x10000:x} rw"));

    private static MsrPolicy Read(string text) =>
        PolicyReader.Read(Encoding.UTF8.GetBytes(text), PolicyFormat.Msrs).Policy!;

    /// <summary>How many ranges a policy takes, proved in every dialect of the interface.</summary>
    private static int Ranges(MsrPolicy policy, CompileRequest request)
    {
        Compilation compilation = PolicyCompiler.Compile(policy, request);
        Assert.Equal(compilation.Compiled is null, !compilation.Refusals.IsEmpty);
        Assert.All(PolicyProof.Dialects(request.Interface), dialect => Assert.Null(compilation.Compiled is { } compiled
            ? PolicyProof.Refute(policy, compilation.Exempt, dialect, compiled.Commands)
            : null));
        return compilation.Compiled?.Ranges.Length ?? -1;
    }
}
