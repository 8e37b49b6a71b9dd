using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Shrinking;
using MsrSpec.Implementation.Machines;
using MsrSpec.Implementation.Mutants;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>
/// The clause of a difference is that of what went wrong, not that of the command that happens to show it.
/// </summary>
public sealed class SecondLookTests
{
    private const string OnlyWrites = "guest.only-writes-change-msrs";
    private const string Enable = "ioctl enable-cap 184 args0=0x1";
    private const string Range = "ioctl add-allowlist flags=read|write nmsrs=1 base=0x10 bits=none";
    private const string SetStar = "vcpu0 set-msr 0xc0000081 0x1";
    private const string ReadStar = "vcpu0 rdmsr 0xc0000081 long64 cpl0";
    private const string AbsentRead = "vcpu0 rdmsr 0x0 long64 cpl0";

    /// <summary>Commands of which the last one changes STAR, which it should not.</summary>
    public static TheoryData<string, string[]> Changing { get; } = new()
    {
        { OnlyWrites, [SetStar, "vcpu0 rdmsr 0x0 long64 cpl3"] },
        { OnlyWrites, [SetStar, "vcpu0 rdmsr 0x0 long64 cpl0 lock"] },
        { OnlyWrites, [SetStar, AbsentRead] },
        { OnlyWrites, [SetStar, "vcpu0 rdmsr 0x10 long64 cpl0"] },
        { OnlyWrites, [SetStar, "vcpu0 get-msr 0x10"] },
        { OnlyWrites, [SetStar, Range] },
        { OnlyWrites, [SetStar, Enable, AbsentRead, "vcpu0 complete error=1 data=0x0"] },
        { "guest.denial-touches-no-msr", [SetStar, Range, AbsentRead] },
        { "exits.exit-leaves-the-registers", [SetStar, Enable, AbsentRead] },
        { "guest.write-stores-edx-eax", [SetStar, "vcpu0 wrmsr 0x10 0x0 long64 cpl0"] },
        { "exits.host-write-sets-the-msr", [SetStar, "vcpu0 set-msr 0x10 0x0"] },
        { "lifetime.a-fresh-vcpu-is-reset", [SetStar, "destroy-vm"] },
        { "guest.msrs-belong-to-one-vcpu", [SetStar, "vcpu1 rdmsr 0x10 long64 cpl0"] },
    };

    [Theory]
    [MemberData(nameof(Changing))]
    public void What_changes_an_MSR_breaks_the_clause_of_that_command(string clause, string[] lines) =>
        Names(clause, () => SpoiltBy(lines[^1]), lines);

    [Theory]
    [MemberData(nameof(Changing))]
    public void Whatever_shows_it_later(string clause, string[] lines)
    {
        IEnumerable<string> untouched = lines.Where(line => line != SetStar);
        Names(clause, () => SpoiltBy(lines[^1]), [.. untouched, "fail-next-allocation", "vcpu0 get-msr 0xc0000081"]);
        Names(clause, () => SpoiltBy(lines[^1]), [.. untouched, "vcpu1 get-msr 0xc0000081"]);
    }

    [Fact]
    public void A_list_that_changes_an_MSR_of_the_other_vCPU_changes_an_MSR() =>
        Names(OnlyWrites, () => SpoiltBy(Range, vcpu: 1), "vcpu1 set-msr 0xc0000081 0x1", Range);

    [Fact]
    public void A_read_that_returns_what_the_MSR_does_not_hold_is_wrong_itself() =>
        Names("guest.read-loads-edx-eax", () => SpoiltBy(ReadStar), SetStar, ReadStar);

    [Fact]
    public void An_MSR_that_is_wrong_from_the_beginning_is_one_of_a_vCPU_that_is_not_fresh() =>
        Names("lifetime.a-fresh-vcpu-is-reset", () => new SpoiltMsr(command => command is null, 0, Msr.Star), ReadStar);

    [Fact]
    public void A_write_of_another_MSR_leaves_the_mode_bits_to_the_entry_into_the_mode() => Names(
        "guest.entering-a-mode-sets-efer", MutantTable.Find("mode-does-not-set-efer")!.Create,
        "vcpu0 wrmsr 0xc0000081 0x0 long64 cpl0", "vcpu0 get-msr 0xc0000080");

    [Fact]
    public void What_was_touched_before_a_difference_and_hides_it_goes()
    {
        string[] others = [.. Enumerable.Range(0, 9).Select(number => $"vcpu0 rdmsr 0x{0x200 + number:x} long64 cpl0")];
        string[] lines = [SetStar, .. others, "vcpu0 rdmsr 0x0 long64 cpl3", .. others, ReadStar];
        FreshRunner runner = RunnerOf(() => SpoiltBy("vcpu0 rdmsr 0x0 long64 cpl3"));
        Command[] commands = Lines.Commands(lines);
        ShrinkResult result = new Shrinker(runner.Run).Shrink(commands, runner.Run(commands)!);
        Assert.Equal(OnlyWrites, result.Divergence.Clause?.Id);
        Assert.Equal(2, result.Commands.Count);
    }

    [Fact]
    public void An_access_that_fails_only_behind_a_list_fails_for_the_list() => Names(
        "decision.without-a-list-everything-is-allowed", () => new StaleDenial(), Range, ReadStar, "destroy-vm",
        ReadStar);

    [Fact]
    public void An_access_that_fails_without_a_list_too_does_not() => Names(
        "guest.read-loads-edx-eax",
        () => new SpoiltMachine((command, _) =>
            command is Command.Guest ? Outcome.Fault(Vector.GeneralProtection, hasErrorCode: true, 0) : null),
        Range, "destroy-vm", ReadStar);

    [Theory]
    [InlineData("exits.completion-without-error-retires", 7)]
    [InlineData("exits.completion-binds-to-the-access", 1)]
    public void An_answer_is_lost_if_the_access_returns_what_the_MSR_holds(string clause, ulong returned)
    {
        const string Complete = "vcpu0 complete error=0 data=0x5";
        Names(
            clause,
            () => new SpoiltMachine((command, _) =>
                command is Command.CompleteExit ? Outcome.RetiredRead(returned) : null),
            SetStar, Enable, Range, ReadStar,
            "ioctl add-allowlist flags=read nmsrs=1 base=0xc0000081 bits=0", Complete);
        Names(
            "exits.completion-without-error-retires",
            () => new SpoiltMachine((command, _) =>
                command is Command.CompleteExit ? Outcome.RetiredRead(returned) : null),
            SetStar, Enable, Range, ReadStar, Complete);
    }

    [Fact]
    public void The_posted_patch_loses_the_answer_to_an_exit() => Names(
        "exits.completion-binds-to-the-access", VirtualMachines.PostedDirect,
        SetStar, Enable, Range, ReadStar,
        "ioctl add-allowlist flags=read nmsrs=1 base=0xc0000081 bits=0", "vcpu0 complete error=0 data=0x5");

    [Fact]
    public void A_command_that_is_no_access_changes_RCX_as_any_register() => Names(
        "exits.enable-takes-a-boolean", () => new WithRcxCleared(), Enable, "vcpu0 wrmsr 0x2 0x0 long64 cpl0",
        "ioctl enable-cap 184 args0=0x0");

    private static SpoiltMsr SpoiltBy(string line, int vcpu = 0)
    {
        Command spoiling = Assert.Single(Lines.Commands(line));
        return new SpoiltMsr(command => command == spoiling, vcpu, Msr.Star);
    }

    private static FreshRunner RunnerOf(Func<IMachine> create) =>
        new(() => new ModelMachine(Dialect.Sound.Readings), create);

    private static void Names(string clause, Func<IMachine> create, params string[] lines)
    {
        Divergence? divergence = RunnerOf(create).Run(Lines.Commands(lines));
        Assert.Equal((clause, lines.Length - 1), (divergence?.Clause?.Id, divergence?.Step));
    }

    /// <summary>The model, whose guest cannot do again behind the end of a VM what that denied it.</summary>
    private sealed class StaleDenial() : MachineAround(new ModelMachine(Dialect.Sound.Readings))
    {
        private Command? _denied;

        public override Outcome Step(Command command)
        {
            Outcome right = base.Step(command);
            bool isStale = right.Kind == OutcomeKind.RetiredRead && command == _denied;
            _denied = right.Kind == OutcomeKind.Fault ? command : _denied;
            return isStale ? Outcome.Fault(Vector.GeneralProtection, hasErrorCode: true, 0) : right;
        }
    }

    /// <summary>The model, which loses RCX when deflection is set.</summary>
    private sealed class WithRcxCleared() : MachineAround(new ModelMachine(Dialect.Sound.Readings))
    {
        private bool _isLost;

        public override Outcome Step(Command command)
        {
            _isLost = command is Command.EnableCapability;
            return base.Step(command);
        }

        public override View Observe(int vcpu, ReadOnlySpan<uint> indices)
        {
            View view = base.Observe(vcpu, indices);
            return _isLost ? view with { Registers = view.Registers with { Rcx = 0 } } : view;
        }
    }
}
