using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Shrinking;
using MsrSpec.Implementation.Mutants;
using MsrSpec.Model;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>What shrinking finds that leaving out commands and making fields simple one by one does not.</summary>
public sealed class SubstitutionTests
{
    private static readonly string[] TenRanges =
        [.. Enumerable.Range(0, AllowlistLayout.Slots).Select(number => Range(number + 1, count: 1))];

    [Fact]
    public void An_error_that_is_wrong_needs_no_other_one_in_its_place() => ShrinksTo(
        () => new SpoiltMachine((command, _) => IsRangeOf(command, count: 64) ? Outcome.Error(Errno.EFAULT) : null),
        [.. TenRanges, Range(100, count: 64)],
        "ioctl add-allowlist flags=read nmsrs=64 base=0x0 bits=none");

    [Fact]
    public void An_optional_field_goes_with_the_clause_that_it_made() => ShrinksTo(
        MutantTable.Find("limit-is-0x2fff")!.Create,
        ["ioctl add-allowlist flags=read nmsrs=0x3000 base=0x0 bits=none pad=0x1"],
        "ioctl add-allowlist flags=read nmsrs=0x3000 base=0x0 bits=none");

    [Fact]
    public void A_range_that_is_wrong_at_its_end_keeps_that_and_gets_short() => ShrinksTo(
        MutantTable.Find("past-the-top-accepted")!.Create,
        [Range(0xFFFFFF00, count: 300)],
        "ioctl add-allowlist flags=read nmsrs=2 base=0xffffffff bits=none");

    [Fact]
    public void What_an_MSR_shows_by_itself_is_shown_by_a_read_of_it() => ShrinksTo(
        () => new WithoutMsr(Msr.Star),
        ["ioctl add-allowlist flags=none nmsrs=2 base=0xc0000080 bits=none"],
        "vcpu0 get-msr 0xc0000081");

    [Fact]
    public void What_an_MSR_shows_behind_two_commands_is_shown_by_a_read_of_it() => ShrinksTo(
        () => new WithoutStarAtLast(),
        [
            "ioctl enable-cap 184 args0=0x1",
            "fail-next-allocation",
            "ioctl add-allowlist flags=none nmsrs=0 base=0xc0000081 bits=none",
        ],
        "ioctl enable-cap 0 args0=0x0",
        "fail-next-allocation",
        "vcpu0 get-msr 0xc0000081");

    [Fact]
    public void What_one_vCPU_shows_is_shown_by_the_first() => ShrinksTo(
        MutantTable.Find("bank-status-not-cleared")!.Create,
        ["vcpu1 set-msr 0x405 0x77", "vcpu1 wrmsr 0x405 0x0 long64 cpl0"],
        "vcpu0 set-msr 0x401 0x1",
        "vcpu0 wrmsr 0x401 0x0 long64 cpl0");

    [Fact]
    public void A_value_that_is_written_may_show_what_another_command_prepared() => ShrinksTo(
        () => new SettableLma(),
        ["vcpu0 rdmsr 0x10 long64 cpl0", "vcpu0 set-msr 0xc0000080 0x0"],
        "vcpu0 set-msr 0xc0000080 0x400");

    [Fact]
    public void What_an_MSR_shows_by_itself_is_shown_by_a_read_of_it_behind_any_number_of_commands() => ShrinksTo(
        () => new SpoiltMsr(
            command => command is Command.Guest { Access: { IsRead: false, Index: Msr.Lstar } }, 0, Msr.Cstar),
        [
            "ioctl enable-cap 184 args0=0x1",
            "vcpu0 wrmsr 0xc0000082 0x1 long64 cpl0",
            "vcpu0 rdmsr 0x0 long64 cpl0",
            "vcpu0 wrmsr 0xc0000083 0x0 long64 cpl0",
        ],
        "vcpu0 wrmsr 0xc0000082 0x0 long64 cpl0",
        "vcpu0 get-msr 0xc0000083");

    [Fact]
    public void What_several_ranges_of_a_VM_leave_behind_is_left_by_one() => ShrinksTo(
        () => new LeftoverBit(),
        [Range(1, count: 1), Range(2, count: 1), Range(3, count: 1), "destroy-vm", Range(0x10, count: 2)],
        "ioctl add-allowlist flags=none nmsrs=3 base=0x0 bits=none",
        "destroy-vm",
        "ioctl add-allowlist flags=read nmsrs=1 base=0x11 bits=none");

    [Fact]
    public void What_the_host_writes_between_two_accesses_is_written_by_the_first() => ShrinksTo(
        () => new SleepingMode(),
        ["vcpu0 rdmsr 0x0 long64 cpl0", "vcpu0 set-msr 0xc0000080 0x0", "vcpu0 rdmsr 0x0 long64 cpl0"],
        "vcpu0 wrmsr 0xc0000080 0x100 protected32 cpl0",
        "vcpu0 rdmsr 0x0 protected32 cpl0");

    private static void ShrinksTo(Func<IMachine> create, string[] lines, params string[] end)
    {
        FreshRunner runner = new(() => new ModelMachine(Dialect.Sound.Readings), create);
        Command[] commands = Lines.Commands(lines);
        ShrinkResult result = new Shrinker(sequence => runner.Run(sequence)).Shrink(commands, runner.Run(commands)!);
        Assert.True(result.LocallyMinimal);
        Assert.Equal(end, result.Commands.Select(CommandPrinter.Print));
    }

    private static string Range(long start, int count) =>
        $"ioctl add-allowlist flags=read nmsrs={count} base=0x{start:x} bits=none";

    private static bool IsRangeOf(Command? command, uint count) =>
        command is Command.AddAllowlist { Argument: { HasHeader: true } argument } && argument.Header.Count == count;
}
