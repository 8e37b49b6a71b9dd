using MsrSpec.Checker.Counterexamples;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Running;
using MsrSpec.Implementation.Mutants;
using MsrSpec.Model;
using MsrSpec.Registry;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>What a machine cannot show is equal to everything where it says so, and to nothing elsewhere.</summary>
public sealed class HiddenFieldTests
{
    private const string Range = "ioctl add-allowlist flags=read nmsrs=2 base=0x174 bits=0";
    private const string Enable = "ioctl enable-cap 184 args0=0x1";
    private const string Write = "vcpu0 wrmsr 0x174 0x2a long64 cpl0";

    private static readonly Command[] Commands = Lines.Commands(Range, Enable, Write);

    /// <summary>Every field, the claim where it may not be unknown, and the clause if it is a standing one.</summary>
    public static TheoryData<ViewField, string, string> Fields { get; } = new()
    {
        { ViewField.Lock, "lock=unknown (free)", "lifetime.the-lock-is-free-at-rest" },
        { ViewField.Allocations, "live-allocations=unknown (1)", "" },
        { ViewField.Slots, "slots=unknown (1)", "" },
        { ViewField.Decisions, "decisions=unknown (0x174=r 0x175=none 0x176=none)", "" },
        { ViewField.Registers, "registers=unknown (rax:0x0,rcx:0x0,rdx:0x0,rip:+0)", "" },
        { ViewField.Msr, "msr 0x174=unknown (0x0)", "" },
        { ViewField.ExitPending, "exit-pending=unknown (False)", "" },
        { ViewField.UserSpaceMsr, "user-space-msr=unknown (False)", "" },
    };

    private static ViewField[] All => Enum.GetValues<ViewField>();

    [Fact]
    public void Every_field_has_a_row() => Assert.Equal(All, Fields.Select(row => row.Data.Item1));

    [Theory]
    [MemberData(nameof(Fields))]
    public void What_is_unknown_is_equal_to_everything_where_it_is_declared(
        ViewField field, string claim, string clause)
    {
        Assert.Null(Run(HidingMachine.Of(Sound(), [field], field)));
        Divergence? otherwise = Run(HidingMachine.Of(Sound(), [.. All.Where(other => other != field)], field));
        Assert.Equal((claim, field, 0), (otherwise?.Claim, otherwise?.Field, otherwise?.Step));
        Assert.NotNull(otherwise?.Clause);
        Assert.True(clause.Length == 0 || clause == otherwise.Clause.Id, otherwise.Clause.Id);
    }

    [Fact]
    public void A_machine_that_shows_nothing_and_says_so_is_judged_by_its_answers()
    {
        Assert.Null(Run(HidingMachine.Of(Sound(), All, All)));
        Assert.Equal(
            "blocked",
            Run(HidingMachine.Of(new StubbornMachine(Outcome.Blocked), All, All))?.Claim);
    }

    [Fact]
    public void What_is_unknown_and_not_declared_differs_even_from_what_is_unknown() => Assert.Equal(
        "lock=unknown (unknown)",
        new LockstepRunner(
            HidingMachine.Of(Sound(), [ViewField.Lock], ViewField.Lock), HidingMachine.Of(Sound(), [], ViewField.Lock))
            .Run(Commands)?.Claim);

    [Fact]
    public void A_reference_that_declares_what_it_cannot_show_agrees_too() => Assert.Null(
        new LockstepRunner(HidingMachine.Of(Sound(), [ViewField.Msr], ViewField.Msr), Sound()).Run(Commands));

    [Fact]
    public void What_is_declared_and_shown_is_compared()
    {
        HidingMachine machine = new(Sound(), All, view => view with { SlotsInUse = view.SlotsInUse + 1 });
        Assert.Equal("slots=2 (1)", Run(machine)?.Claim);
    }

    [Fact]
    public void Beside_what_is_declared_the_rest_is_compared()
    {
        HidingMachine machine = new(
            Sound(), [ViewField.Lock],
            view => view.Hiding(ViewFieldSet.Of(ViewField.Lock)) with { UserSpaceMsr = false });
        Divergence? divergence = Run(machine);
        Assert.Equal((1, "user-space-msr=False (True)"), (divergence?.Step, divergence?.Claim));
    }

    [Theory]
    [InlineData(CheckMode.Random)]
    [InlineData(CheckMode.Exhaustive)]
    public void A_check_passes_over_what_is_declared_and_reports_it(CheckMode mode)
    {
        using TemporaryFolder folder = new();
        CheckPlan plan = new(Dialect.Sound, mode, 1_000);
        RegisteredMachine machine = new("hiding", "Hides.", () => HidingMachine.Of(Sound(), All, All));
        CheckJob job = plan.JobsOf(machine)[0];
        JobReport report = new CheckSession(new CounterexampleStore(folder.Path), 1, "test")
            .Run(job, null, TestContext.Current.CancellationToken);
        Assert.Empty(report.Findings);
        Assert.True(report.Commands > 0);
        Assert.Equal(All, report.CannotShow.Select(hidden => hidden.Field));
        Assert.All(report.CannotShow, hidden => Assert.Equal(HidingMachine.Reason, hidden.Reason));
    }

    [Fact]
    public void No_machine_that_was_written_here_hides_anything() =>
        Assert.All(MachineRegistry.All, machine => Assert.Empty(machine.Create().CannotShow));

    [Fact]
    public void A_machine_around_another_hides_what_that_one_does()
    {
        MachineMutant around = new(HidingMachine.Of(Sound(), All, All));
        Assert.Equal(All, around.CannotShow.Select(hidden => hidden.Field));
    }

    [Fact]
    public void A_trace_with_the_views_of_a_machine_that_hides_something_replays_against_its_reference()
    {
        HidingMachine machine = HidingMachine.Of(Sound(), [ViewField.Lock], ViewField.Lock);
        List<TraceStep> steps = [];
        foreach (Command command in Commands)
        {
            Outcome outcome = machine.Step(command);
            steps.Add(new TraceStep(command, outcome, null) { Shown = Observation.Of(machine, 0, [0x174, 0x175]) });
        }

        string text = TracePrinter.Print(
            new Trace(null, "hiding", Dialect.Sound.Name, null, TraceEnd.Agreement, null, [.. steps]));
        Assert.Equal(Commands.Length, text.Split("lock=?").Length - 1);
        Assert.Equal(ReplayVerdict.Holds, Replay(text).Verdict);
        Assert.Equal(
            "f: command 1: v2-sound now shows slots=1 (2), in brackets what the file records",
            Replay(text.Replace("slots=1", "slots=2", StringComparison.Ordinal)).Message);
        Assert.Equal(
            "f: command 1: v2-sound now shows slots=1 (unknown), in brackets what the file records",
            Replay(text.Replace("slots=1", "slots=?", StringComparison.Ordinal)).Message);

        ReplayResult Replay(string file) =>
            new Replayer(name => name == "hiding" ? () => machine : MachineRegistry.MakerOf(name)).Replay("f", file);
    }

    private static ModelMachine Sound() => new(Dialect.Sound.Readings);

    private static Divergence? Run(IMachine machine) => new LockstepRunner(Sound(), machine).Run(Commands);
}
