using CsCheck;
using MsrSpec.Checker.Comparing;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Sampling;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Contents;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Coverage;

/// <summary>Every clause is named by the divergence of some wrong machine, or says why it cannot be.</summary>
public sealed class NamedClauseTests
{
    private const int Sequences = 400;

    private static readonly ReadingSet[] Dialects =
    [
        Dialect.Sound.Readings, Dialect.Posted.Readings,
        Dialect.Sound.Readings with { PadWord = PadWord.MustBeZero },
        Dialect.Linux61.Readings, Dialect.Linux510.Readings, Dialect.LinuxToday.Readings,
    ];

    /// <summary>What a wrong machine answers in place of the right outcome.</summary>
    private static readonly Func<Outcome, Outcome>[] WrongOutcomes =
    [
        _ => Outcome.Hung, _ => Outcome.Blocked, _ => Outcome.Oops(OopsKind.FreeOfErrorPointer),
        _ => Outcome.Oops(OopsKind.UnlockedChange), _ => Outcome.Oops(OopsKind.AllocationUnderLock),
        _ => Outcome.Oops(OopsKind.LockOutsideACall), _ => Outcome.Oops(OopsKind.ReadBehindTheArgument),
        _ => Outcome.Success,
        _ => Outcome.Error(Errno.EINVAL), _ => Outcome.Error(Errno.E2BIG), _ => Outcome.Error(Errno.ENOMEM),
        _ => Outcome.Error(Errno.EFAULT), _ => Outcome.Error(Errno.ENOTTY),
        _ => Outcome.Unprocessed, _ => Outcome.Value(2),
        _ => Outcome.RetiredRead(3), _ => Outcome.Retired, _ => Outcome.Destroyed(leaked: 1),
        _ => Outcome.Fault(Vector.GeneralProtection, hasErrorCode: true, 1),
        _ => Outcome.Exit(ExitReason.ReadMsr, 0x123, 4),
        outcome => outcome.Kind == OutcomeKind.RetiredRead ? Outcome.RetiredRead(outcome.Data ^ 0x500) : outcome,
    ];

    /// <summary>What a wrong machine shows in place of the right view.</summary>
    private static readonly Func<View, View>[] WrongViews =
    [
        view => view with { LockFree = !view.LockFree },
        view => view with { LiveAllocations = view.LiveAllocations + 1 },
        view => view with { SlotsInUse = view.SlotsInUse + 1 },
        view => view with { Decisions = view.Decisions ^ 1 },
        view => view with { Decisions = view.Decisions ^ 2 },
        view => view with { Registers = view.Registers with { Rax = view.Registers.Rax ^ 1 } },
        view => view with { Registers = view.Registers with { Rcx = view.Registers.Rcx ^ 1 } },
        view => view.MsrPresent ? view with { MsrValue = view.MsrValue ^ 1 } : view,
        view => view.MsrPresent ? view with { MsrValue = view.MsrValue ^ 0x500 } : view,
        view => view with { ExitPending = !view.ExitPending },
        view => view with { UserSpaceMsr = !view.UserSpaceMsr },
    ];

    private static readonly Lazy<HashSet<Clause>> Named = new(FindNamed);

    public static TheoryData<string> Clauses => [.. ClauseIndex.All.Select(clause => clause.Id)];

    [Theory]
    [MemberData(nameof(Clauses))]
    public void A_divergence_names_it_or_it_says_why_none_can(string id)
    {
        Clause clause = ClauseIndex.Find(id)!;
        Assert.Equal(clause.Unnamed is null, Named.Value.Contains(clause));
    }

    private static HashSet<Clause> FindNamed()
    {
        HashSet<Clause> named = [];
        foreach (ReadingSet readings in Dialects)
        {
            foreach (Func<Outcome, Outcome> wrong in WrongOutcomes)
            {
                Collect(readings, new WrongMachine(readings, wrong, view => view, onlyOf: null), named);
            }

            foreach (Func<View, View> wrong in WrongViews)
            {
                Collect(readings, new WrongMachine(readings, outcome => outcome, wrong, onlyOf: null), named);
                Collect(readings, new WrongMachine(readings, outcome => outcome, wrong, onlyOf: 1), named);
            }
        }

        return named;
    }

    private static void Collect(ReadingSet readings, WrongMachine wrong, HashSet<Clause> named)
    {
        LockstepRunner runner = new(new ModelMachine(readings), wrong, looksAtEverything: true);
        SequenceGenerator generator = new(target: readings.Interface);
        PCG random = new(0, 1);
        IEnumerable<Command[]> sequences =
            Enumerable.Range(0, Sequences).Select(_ => generator.Generate(random, null, out Size _));
        foreach (Command[] sequence in sequences.Prepend([.. TellingCommands.Of(readings.Interface)]))
        {
            runner.Restart();
            foreach (Command command in sequence)
            {
                if (runner.Step(command, 0) is { Clause: { } clause })
                {
                    named.Add(clause);
                }
            }
        }
    }

    /// <summary>The model, wrong in one way at every step.</summary>
    private sealed class WrongMachine(
        ReadingSet readings, Func<Outcome, Outcome> outcomes, Func<View, View> views, int? onlyOf)
        : MachineAround(new ModelMachine(readings))
    {
        public override Outcome Step(Command command) => outcomes(base.Step(command));

        public override View Observe(int vcpu, ReadOnlySpan<uint> indices)
        {
            View right = base.Observe(vcpu, indices);
            return onlyOf is null || onlyOf == vcpu ? views(right) : right;
        }
    }
}
