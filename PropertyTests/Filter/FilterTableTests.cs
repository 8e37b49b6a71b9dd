using System.Globalization;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Filter;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;
using static MsrSpec.PropertyTests.Filter.FilterTraces;

namespace MsrSpec.PropertyTests.Filter;

/// <summary>KVM_X86_SET_MSR_FILTER: its rows in their order, what it leaves, and who takes it.</summary>
public sealed class FilterTableTests
{
    private const string One = "filter-slot flags=read nmsrs=1 base=0x10 bits=none";
    private const string Set = "ioctl set-filter default=allow";
    private const string Denied = "decision read 0x10 -> denied";
    private const string Allowed = "decision read 0x10 -> allowed";

    public static TheoryData<string> Filters { get; } = [.. Dialect.OfTheFilter.Select(dialect => dialect.Name)];

    /// <summary>Each slot is wrong in two adjacent ways, or in a last one alone; the first must decide.</summary>
    public static TheoryData<string, uint, uint, int, bool, string?> Precedence { get; } = new()
    {
        // dialect,    flags, nmsrs, readable, no memory, the row that decides
        { "linux-6.1",  4,     0,      0, true,  "filter.set.empty-slots-are-skipped" },
        { "linux-6.1",  4,     0x3001, 0, true,  "filter.set.unknown-range-flags-are-EINVAL" },
        { "linux-6.1",  0,     0x3001, 0, true,  "filter.set.flagless-range-is-EINVAL" },
        { "linux-6.1",  1,     0x3001, 0, true,  "filter.set.oversize-bitmap-is-EINVAL" },
        { "linux-6.1",  1,     64,     7, true,  "filter.set.failed-allocation-is-ENOMEM" },
        { "linux-6.1",  1,     64,     7, false, "filter.set.unreadable-bitmap-is-EFAULT" },
        { "linux-6.1",  1,     64,     8, false, null },
        { "linux-5.12", 4,     0,      0, true,  "filter.set.empty-slots-are-skipped" },
        { "linux-5.12", 4,     0x3001, 0, true,  "filter.set.oversize-bitmap-is-EINVAL" },
        { "linux-5.12", 4,     64,     7, true,  "filter.set.failed-allocation-is-ENOMEM" },
        { "linux-5.12", 4,     64,     7, false, "filter.set.unreadable-bitmap-is-EFAULT" },
        { "linux-5.12", 4,     64,     8, false, "filter.set.unknown-range-flags-are-EINVAL" },
        { "linux-5.12", 0,     64,     8, false, "filter.set.flagless-range-is-EINVAL" },
    };

    [Theory]
    [MemberData(nameof(Precedence))]
    [Consequence(16)]
    public void A_row_of_a_slot_beats_the_one_below_it(
        string dialect, uint flags, uint count, int readable, bool noMemory, string? clause)
    {
        SlotCall slot = new(new FilterSlot(flags, count, 0, new UserBuffer([.. new byte[readable]])), noMemory);
        Assert.Equal(clause, FilterTable.OfASlot.First(slot, Dialect.Find(dialect)!.Readings).Clause?.Id);
    }

    [Theory]
    [InlineData("v2-sound", 1, 391, true, "filter.set.an-unknown-call-is-ENOTTY")]
    [InlineData("linux-5.12", 1, 259, true, "filter.set.an-unknown-call-is-ENOTTY")]
    [InlineData("linux-6.1", 3, 259, true, "filter.set.unreadable-struct-is-EFAULT")]
    [InlineData("linux-6.1", 3, 260, true, "filter.set.unknown-flags-are-EINVAL")]
    [InlineData("linux-6.1", 1, 260, true, "filter.set.denying-without-a-range-is-EINVAL")]
    [InlineData("linux-6.1", 0, 260, true, "filter.set.failed-allocation-is-ENOMEM")]
    [InlineData("linux-6.1", 0, 260, false, null)]
    [Consequence(16)]
    public void A_row_of_the_struct_beats_the_one_below_it(
        string dialect, uint flags, int readable, bool noMemory, string? clause)
    {
        FilterCall call =
            new(CallerBits.Compat, readable, flags, [], noMemory, Dialect.Find(dialect)!.Readings);
        Assert.Equal(clause, FilterTable.OfTheStruct.First(call, call.Readings).Clause?.Id);
    }

    [Fact]
    [Covers(
        "filter.set.an-unknown-call-is-ENOTTY", "allowlist.add.an-unknown-call-is-ENOTTY",
        "filter.set.unreadable-struct-is-EFAULT")]
    public void Each_interface_knows_its_own_call()
    {
        const string Add = "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none -> ENOTTY";
        Holds(Dialect.Sound, One, $"{Set} -> ENOTTY", Allowed);
        Holds(Dialect.Linux61, Add, "ioctl set-filter default=allow readable=391 -> EFAULT");
        Holds(Dialect.Linux61, One, "ioctl set-filter default=allow compat", Denied);
        Holds(Dialect.Linux512, One, "ioctl set-filter default=allow compat -> ENOTTY", Set, Allowed);
    }

    [Theory]
    [MemberData(nameof(Filters))]
    [Covers(
        "filter.set.otherwise-the-filter-replaces-the-old-one", "filter.set.empty-slots-are-skipped",
        "filter.set.the-struct-has-sixteen-slots")]
    [Consequence(11, 26, 27)]
    public void A_filter_replaces_the_one_before_and_its_empty_slots_are_nothing(string name)
    {
        Dialect dialect = Dialect.Find(name)!;
        const string Empty = "filter-slot flags=0xffffffff nmsrs=0 base=0xffffffff bits=none";
        int own = dialect.Readings.FilterInstallation == FilterInstallation.Whole ? 1 : 0;
        ModelMachine model = Holds(dialect, Empty, One, Empty, Set, Denied);
        Assert.Equal((1, 1 + own), (model.Observe(0, [0]).SlotsInUse, model.Observe(0, [0]).LiveAllocations));
        model = Holds(dialect, One, Set, Denied, One, Set, Denied, Set, Allowed, "destroy-vm -> destroyed leaked=0");
        Assert.Equal(0, model.Observe(0, [0]).LiveAllocations);
        Holds(dialect, [.. Enumerable.Repeat(One, FilterLayout.Slots), $"{One} -> refused no-slot-left", Set, One]);
    }

    [Fact]
    [Covers(
        "filter.set.unknown-flags-are-EINVAL", "filter.set.denying-without-a-range-is-EINVAL",
        "filter.set.failed-allocation-is-ENOMEM", "filter.set.unknown-range-flags-are-EINVAL",
        "filter.set.flagless-range-is-EINVAL", "filter.set.oversize-bitmap-is-EINVAL",
        "filter.set.unreadable-bitmap-is-EFAULT", "filter.set.failure-changes-nothing")]
    [Consequence(17, 18, 19, 23)]
    public void A_refused_filter_leaves_the_old_one()
    {
        string[] before = [One, Set, Denied];
        string[] refusals =
        [
            "ioctl set-filter default=0x2 -> EINVAL", "ioctl set-filter default=0x80000000 -> EINVAL",
            "ioctl set-filter default=deny -> EINVAL",
        ];
        string[] slots =
        [
            "filter-slot flags=0x4 nmsrs=1 base=0x0 bits=none", "filter-slot flags=none nmsrs=1 base=0x0 bits=none",
            "filter-slot flags=read nmsrs=0x3001 base=0x0 bits=none",
        ];
        string[] cut =
        [
            "filter-slot flags=read nmsrs=1 base=0x0 bits=none readable=7",
            "filter-slot flags=read nmsrs=64 base=0x0 bits=none readable=7",
            "filter-slot flags=read nmsrs=65 base=0x0 bits=none readable=15",
        ];
        IEnumerable<string>[] calls =
        [
            .. refusals.Select(refusal => new[] { refusal }),
            .. slots.Select(slot => new[] { One, slot, $"{Set} -> EINVAL" }),
            .. cut.Select(slot => new[] { slot, $"{Set} -> EFAULT" }),
            ["fail-next-allocation", One, $"{Set} -> ENOMEM"],
        ];
        Assert.All(calls, call =>
        {
            ModelMachine model = Holds(Dialect.Linux61, [.. before, .. call, Denied]);
            Assert.Equal((1, 2), (model.Observe(0, [0]).SlotsInUse, model.Observe(0, [0]).LiveAllocations));
        });
    }

    [Fact]
    public void Before_5_12_a_refused_filter_leaves_what_stands_in_front_of_the_refused_slot()
    {
        const string Two = "filter-slot flags=read nmsrs=1 base=0x20 bits=none";
        const string Bad = "filter-slot flags=0x4 nmsrs=1 base=0x0 bits=none";
        ModelMachine model = Holds(
            Dialect.Linux510, One, Set, Denied, Two, Bad, "ioctl set-filter default=allow -> EINVAL", Allowed,
            "decision read 0x20 -> denied");
        Assert.Equal((1, 1), (model.Observe(0, [0]).SlotsInUse, model.Observe(0, [0]).LiveAllocations));
        Holds(Dialect.Linux510, One, Set, Bad, One, "ioctl set-filter default=deny -> EINVAL", Allowed);
    }

    [Theory]
    [InlineData("linux-5.10", true)]
    [InlineData("linux-5.12", false)]
    public void An_allocation_that_fails_hits_the_filter_itself_where_it_is_made_whole(string name, bool isForARange)
    {
        Dialect dialect = Dialect.Find(name)!;
        string hit = isForARange ? "ok" : "ENOMEM";
        Holds(dialect, "fail-next-allocation", $"{Set} -> {hit}", One, $"{Set} -> {(isForARange ? "ENOMEM" : "ok")}");
    }

    [Fact]
    [Consequence(22)]
    public void The_numbers_and_sizes_are_what_their_parts_encode()
    {
        Assert.Equal(392, FilterLayout.NativeSize);
        Assert.Equal(260, FilterLayout.CompatSize);
        Assert.Equal(Ioctl.SetMsrFilter, Ioctl.Write(Ioctl.KvmType, Ioctl.AddMsrAllowlistNumber, 392));
        Assert.Equal(Ioctl.SetMsrFilterCompat, Ioctl.Write(Ioctl.KvmType, Ioctl.AddMsrAllowlistNumber, 260));
        Assert.Equal("0x4188aec6", Ioctl.SetMsrFilter.ToString("x", CultureInfo.InvariantCulture).Insert(0, "0x"));
        Assert.Equal(0x4104AEC6u, Ioctl.SetMsrFilterCompat);
        Assert.Equal(188u, Capability.LinuxUserSpaceMsr);
        Assert.Equal(189u, Capability.LinuxMsrFilter);
        Assert.Equal(7u, (uint)MsrExitReasons.All);
    }
}
