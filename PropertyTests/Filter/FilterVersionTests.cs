using MsrSpec.Checker.Exploring;
using MsrSpec.Checker.Running;
using MsrSpec.Checker.Sampling;
using MsrSpec.Implementation.Kernel.Filter;
using MsrSpec.Implementation.Machines;
using MsrSpec.Model;
using MsrSpec.Registry;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Filter;

/// <summary>The optimized filter of each kernel does what that kernel does, and not what another one does.</summary>
public sealed class FilterVersionTests
{
    private const long Sequences = 5_000;

    /// <summary>In ten times as many what differs in one reading has long been found.</summary>
    private const long SequencesToTellApart = 50_000;

    private static readonly IReadOnlyList<RegisteredMachine> Direct =
        [MachineRegistry.FilterDirect, .. FilterMachines.Direct];

    public static TheoryData<string> Machines =>
        [MachineRegistry.Filter.Name, .. Direct.Select(machine => machine.Name), FilterMachines.Today.Name];

    /// <summary>A machine without guest code, a reading, and a neighbour that chooses otherwise.</summary>
    public static TheoryData<string, string, string> Differences =>
    [
        .. from machine in Direct
        from other in NeighboursOf(machine.Claims!)
        from reading in Reading.All
        where !reading.Choice(machine.Claims!.Readings).Equals(reading.Choice(other.Readings))
        where !IsHidden(reading, machine.Claims!.Readings)
        select (machine.Name, reading.Name, other.Name),
    ];

    /// <summary>Where the x2APIC is exempt, whether its interrupts ask does not show.</summary>
    private static bool IsHidden(Reading reading, ReadingSet readings) =>
        reading.Number == 23 && readings.X2ApicAccesses == X2ApicAccesses.Exempt;

    [Fact]
    public void Every_kernel_has_a_machine_without_guest_code() =>
        Assert.Equal(Dialect.OfTheFilter.ToHashSet(), Direct.Select(machine => machine.Claims!).ToHashSet());

    [Fact]
    public void A_check_that_names_no_machine_is_about_every_kernel() =>
        Assert.Equal(
            Dialect.OfTheFilter.ToHashSet(),
            MachineRegistry.Standard.Others.Select(machine => machine.Claims!).ToHashSet());

    [Theory]
    [MemberData(nameof(Machines))]
    public void Against_the_model_of_its_kernel_it_shows_no_difference(string name)
    {
        RegisteredMachine machine = MachineRegistry.Find(name)!;
        RandomReport report = Check(machine, machine.Claims!.Readings, Sequences);
        Assert.Empty(report.Findings);
        Assert.True(report.Commands > Sequences);
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public void In_each_reading_that_differs_it_is_told_from_the_kernels_beside_it(
        string name, string reading, string dialect)
    {
        RegisteredMachine machine = MachineRegistry.Find(name)!;
        ReadingSet changed = Reading.All.Single(one => one.Name == reading)
            .WithChoiceOf(machine.Claims!.Readings, Dialect.Find(dialect)!.Readings);
        Assert.Single(Check(machine, changed, SequencesToTellApart).Findings);
    }

    [Theory]
    [InlineData("optimized-filter-5.10-rc1-direct", 74_046)]
    [InlineData("optimized-filter-5.10-direct", 74_046)]
    [InlineData("optimized-filter-5.12-direct", 74_562)]
    [InlineData("optimized-filter-today-direct", 74_562)]
    public void The_scope_of_filters_closes_and_shows_no_difference(string name, int states)
    {
        RegisteredMachine machine = MachineRegistry.Find(name)!;
        ExhaustiveReport report = new ExhaustiveCheck(machine.Claims!.Readings, machine.Create, Scopes.Filters)
            .Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Null(report.Divergence);
        Assert.True(report.Closed);
        Assert.Equal((states, states * Scopes.Filters.Alphabet.Length), (report.States, report.Transitions));
    }

    /// <summary>What a call leaves that is refused in the midst, in the machine and in the model.</summary>
    [Fact]
    public void Before_5_12_the_ranges_in_front_of_a_refused_one_stay()
    {
        string[] lines =
        [
            "filter-slot flags=write nmsrs=1 base=0x1b bits=none", "ioctl set-filter default=allow",
            "vcpu0 interception read 0xc0000100 -> passed-through",
            "filter-slot flags=read nmsrs=1 base=0xc0000100 bits=none",
            "filter-slot flags=read nmsrs=0x3001 base=0x0 bits=none",
            "filter-slot flags=read nmsrs=1 base=0x3b bits=0", "ioctl set-filter default=deny -> EINVAL",
            "decision write 0x10 -> denied", "decision read 0x3b -> denied", "decision read 0xc0000100 -> denied",
            "vcpu0 interception read 0xc0000100 -> intercepted", "vcpu1 interception write 0xc0000100 -> intercepted",
        ];
        ModelMachine model = FilterTraces.Holds(Dialect.Linux510, lines);
        VirtualMachine machine = VirtualMachines.FilterDirect(FilterVersion.Linux510);
        FilterTraces.Holds(machine, lines);
        Assert.All(
            new IMachine[] { model, machine },
            one => Assert.Equal((1, 1), (one.Observe(0, [0]).SlotsInUse, one.Observe(0, [0]).LiveAllocations)));
    }

    [Fact]
    public void Where_none_is_in_front_there_is_no_filter_any_more()
    {
        string[] lines =
        [
            "filter-slot flags=write nmsrs=1 base=0x10 bits=none", "ioctl set-filter default=deny",
            "vcpu0 wrmsr 0x10 0x0 long64 cpl0 -> #GP(0)",
            "filter-slot flags=0x4 nmsrs=1 base=0x10 bits=0", "ioctl set-filter default=deny -> EINVAL",
            "vcpu0 wrmsr 0x10 0x0 long64 cpl0 -> retired",
        ];
        ModelMachine model = FilterTraces.Holds(Dialect.Linux510, lines);
        VirtualMachine machine = VirtualMachines.FilterDirect(FilterVersion.Linux510);
        FilterTraces.Holds(machine, lines);
        Assert.All(
            new IMachine[] { model, machine },
            one => Assert.Equal((0, 0), (one.Observe(0, [0]).SlotsInUse, one.Observe(0, [0]).LiveAllocations)));
    }

    private static IEnumerable<Dialect> NeighboursOf(Dialect dialect)
    {
        IReadOnlyList<Dialect> all = Dialect.OfTheFilter;
        int number = all.ToList().IndexOf(dialect);
        return all.Take(number).TakeLast(1).Concat(all.Skip(number + 1).Take(1));
    }

    private static RandomReport Check(RegisteredMachine machine, ReadingSet readings, long sequences) =>
        new RandomCheck(new RandomOptions(1, sequences, SequenceGenerator.DefaultMaxLength, [])
        {
            Target = Interface.Filter,
        }).Run(new ModelMachine(readings), machine.Create);
}
