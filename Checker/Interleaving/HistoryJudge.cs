using MsrSpec.Model;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>
/// Judges what overlapping calls have answered: there must be an order of them, in which what had ended before another
/// began comes first, that the model answers alike (linearizability, after Wing and Gong). All orders are followed at
/// once: at each end of a call those stay in which it is and answers that.
/// </summary>
internal sealed class HistoryJudge
{
    private readonly RaceScenario _scenario;
    private readonly ReadingSet _readings;
    private readonly VmState _start;
    private readonly List<Outcome> _prefix = [];
    private readonly Command[] _probes;
    private readonly int[] _firstCall;
    private readonly int _calls;

    /// <summary>A judge of a scenario.</summary>
    /// <param name="scenario">What is done.</param>
    /// <param name="readings">The choices of the dialect that is right.</param>
    public HistoryJudge(RaceScenario scenario, ReadingSet readings)
    {
        _scenario = scenario;
        _readings = readings;
        VmState state = VmState.Fresh;
        foreach (Command command in scenario.Prefix)
        {
            state = ReferenceModel.Step(state, command, readings, out Outcome outcome).State;
            _prefix.Add(outcome);
        }

        _start = state;
        _probes = [.. ProbesOf(scenario)];
        _firstCall = new int[scenario.Threads.Length];
        for (int i = 0; i < _firstCall.Length; i++)
        {
            _firstCall[i] = _calls;
            _calls += scenario.Threads[i].Length;
        }
    }

    /// <summary>Whether a policy of several ranges is to take effect at once.</summary>
    public bool JudgesPolicy { get; init; }

    /// <summary>What each command of the prefix answers.</summary>
    public IReadOnlyList<Outcome> Prefix => _prefix;

    /// <summary>What each call of the last judged run answers in the order that explains it, as far as there is one.
    /// </summary>
    public Outcome? AnswerOf(int thread, int number) => _explanation?.Answers[_firstCall[thread] + number];

    private Reached? _explanation;

    /// <summary>Judges a run that has ended.</summary>
    /// <param name="run">The run.</param>
    /// <param name="machine">The machine, as the run has left it; it is asked for what is left.</param>
    /// <returns>What is wrong; null if nothing is.</returns>
    public RaceFailure? Judge(ThreadedRun run, IThreadedMachine machine)
    {
        Followed followed = Follow(run.History, leftOut: null);
        if (followed.Wrong is { } wrong)
        {
            return Blame(run, followed, wrong);
        }

        _explanation = Completed(followed.Reached[0], run.History);
        return followed.IsDown ? null
            : Waiting(run, machine, followed) ?? Left(machine, followed.Reached) ?? Policy(run, followed.Reached[0]);
    }

    /// <summary>Follows what has happened through all orders.</summary>
    /// <param name="history">What has happened.</param>
    /// <param name="leftOut">A call that is not looked at, or null.</param>
    private Followed Follow(IReadOnlyList<CallEvent> history, (int Thread, int Number)? leftOut)
    {
        List<Reached> reached = [new Reached(_start, new Outcome?[_calls])];
        List<(int Thread, int Number)> open = [];
        for (int at = 0; at < history.Count; at++)
        {
            (int Thread, int Number) call = (history[at].Thread, history[at].Number);
            if (call == leftOut)
            {
                continue;
            }

            if (history[at].Outcome is not { } outcome)
            {
                open.Add(call);
                continue;
            }

            List<Reached> agreeing = AllOrders(reached, open).FindAll(order => AnswerIn(order, call) == outcome);
            if (agreeing.Count == 0)
            {
                return new Followed(reached, open, at, IsDown: false);
            }

            reached = agreeing;
            _ = open.Remove(call);
            if (outcome.Kind == OutcomeKind.Oops)
            {
                return new Followed(reached, open, Wrong: null, IsDown: true);
            }
        }

        return new Followed(reached, open, Wrong: null, IsDown: false);
    }

    /// <summary>
    /// Says which call is wrong where no order explains what has happened: a decision without which one does, else the
    /// call behind whose end none did any more.
    /// </summary>
    private RaceFailure Blame(ThreadedRun run, Followed followed, int at)
    {
        CallEvent[] history = [.. run.History.Take(at + 1)];
        CallEvent last = history[^1];
        (int Thread, int Number) call = (last.Thread, last.Number);
        foreach (CallEvent end in history.Where(IsDecision))
        {
            Followed without = Follow(history, (end.Thread, end.Number));
            if (without.Wrong is null)
            {
                _explanation = Completed(without.Reached[0], run.History);
                Outcome right = end.Outcome == Outcome.Allowed ? Outcome.Denied : Outcome.Allowed;
                Outcome expected = last.Outcome!.Value.Kind == OutcomeKind.Oops
                    ? AnswerOf(end.Thread, end.Number)!.Value : right;
                return Failure(KindOf(end), (end.Thread, end.Number), expected, end.Outcome!.Value, run);
            }
        }

        _explanation = Completed(followed.Reached[0], run.History);
        return Failure(KindOf(last), call, Ask(followed.Reached[0], CommandOf(call)), last.Outcome!.Value, run);
    }

    private bool IsDecision(CallEvent happened) =>
        happened.Outcome is not null && CommandOf((happened.Thread, happened.Number)) is Command.AskDecision;

    private static RaceFailureKind KindOf(CallEvent end) =>
        end.Outcome!.Value.Kind == OutcomeKind.Oops ? RaceFailureKind.Oops : RaceFailureKind.WrongAnswer;

    private static IEnumerable<Command> ProbesOf(RaceScenario scenario) =>
    [
        .. scenario.Prefix.Concat(scenario.Threads.SelectMany(thread => thread)).OfType<Command.AddAllowlist>()
            .Where(add => add.Argument.HasHeader).Select(add => add.Argument).Select(ProbeOf).Distinct().TakeLast(3),
        new Command.DestroyVm(),
    ];

    /// <summary>A question about the first MSR of a range that it allows, or else about its base.</summary>
    private static Command.AskDecision ProbeOf(UserBuffer argument)
    {
        AllowlistHeader header = argument.Header;
        return new Command.AskDecision(
            header.Flags == (uint)AccessFlags.Write ? AccessFlags.Write : AccessFlags.Read,
            header.Base + FirstBit.Of(argument));
    }

    private Command CommandOf((int Thread, int Number) call) => _scenario.Threads[call.Thread][call.Number];

    private Outcome? AnswerIn(Reached order, (int Thread, int Number) call) =>
        order.Answers[_firstCall[call.Thread] + call.Number];

    private Outcome Ask(Reached reached, Command command)
    {
        _ = ReferenceModel.Step(reached.State with { LockHeld = false }, command, _readings, out Outcome outcome);
        return outcome;
    }

    /// <summary>Every order in which some of the open calls follow.</summary>
    private List<Reached> AllOrders(List<Reached> reached, List<(int Thread, int Number)> open)
    {
        List<Reached> orders = [.. reached];
        for (int i = 0; i < orders.Count; i++)
        {
            foreach ((int Thread, int Number) call in open.Where(call => AnswerIn(orders[i], call) is null))
            {
                VmState next = ReferenceModel.Step(
                    orders[i].State, CommandOf(call), _readings, out Outcome outcome).State;
                Outcome?[] answers = [.. orders[i].Answers];
                answers[_firstCall[call.Thread] + call.Number] = outcome;
                if (!orders.Exists(known => known.State == next && known.Answers.AsSpan().SequenceEqual(answers)))
                {
                    orders.Add(new Reached(next, answers));
                }
            }
        }

        return orders;
    }

    /// <summary>An order in which all calls follow that are not in it, as they have begun.</summary>
    private Reached Completed(Reached reached, IReadOnlyList<CallEvent> history)
    {
        VmState state = reached.State;
        Outcome?[] answers = [.. reached.Answers];
        foreach (CallEvent begin in history.Where(happened => happened.Outcome is null))
        {
            int call = _firstCall[begin.Thread] + begin.Number;
            if (answers[call] is null)
            {
                Command command = CommandOf((begin.Thread, begin.Number));
                state = ReferenceModel.Step(state, command, _readings, out Outcome outcome).State;
                answers[call] = outcome;
            }
        }

        return new Reached(state, answers);
    }

    private RaceFailure? Waiting(ThreadedRun run, IThreadedMachine machine, Followed followed)
    {
        // A schedule that is ended before its end says nothing of those who are still inside.
        List<(int Thread, int Number)> open = followed.Open;
        if (open.Count == 0 || open.Any(call => machine.StatusOf(call.Thread) != ThreadStatus.Waiting))
        {
            return null;
        }

        (int Thread, int Number) first = open.MinBy(call => call.Thread);
        Outcome actual = machine.OutcomeOf(first.Thread);
        return Failure(RaceFailureKind.Deadlock, first, Ask(followed.Reached[0], CommandOf(first)), actual, run);
    }

    /// <summary>Asks for what is left behind when all calls have ended, whose lock a dialect may have kept.</summary>
    private RaceFailure? Left(IThreadedMachine machine, List<Reached> reached)
    {
        bool hasEnded = reached[0].Answers.All(answer => answer is not null);
        foreach (Command probe in hasEnded && !reached[0].State.LockHeld ? _probes : [])
        {
            Outcome actual = machine.Step(probe);
            List<Reached> agreeing = reached.FindAll(order => Ask(order, probe) == actual);
            if (agreeing.Count == 0)
            {
                return new RaceFailure(
                    RaceFailureKind.WrongState, Thread: null, 0, probe, Ask(reached[0], probe), actual, Keeper: null);
            }

            reached = agreeing;
        }

        return null;
    }

    /// <summary>Whether a decision is that of no range of the policy, or of all.</summary>
    private RaceFailure? Policy(ThreadedRun run, Reached last)
    {
        if (!JudgesPolicy || !IsOnePolicy(run, last))
        {
            return null;
        }

        foreach (CallEvent end in run.History.Where(happened => happened.Outcome is not null))
        {
            (int Thread, int Number) call = (end.Thread, end.Number);
            if (CommandOf(call) is Command.AskDecision ask
                && end.Outcome != Ask(last, ask)
                && end.Outcome != Ask(new Reached(VmState.Fresh, []), ask))
            {
                return Failure(RaceFailureKind.PartOfAPolicy, call, Ask(last, ask), end.Outcome!.Value, run);
            }
        }

        return null;
    }

    /// <summary>One thread has added, and each range was taken.</summary>
    private bool IsOnePolicy(ThreadedRun run, Reached last) =>
        _scenario.Threads.Count(thread => thread.Any(command => command is Command.AddAllowlist)) == 1
        && last.Answers.All(answer => answer is { } known && known.Kind != OutcomeKind.Error)
        && run.PrefixOutcomes.TrueForAll(outcome => outcome == Outcome.Success);

    private RaceFailure Failure(
        RaceFailureKind kind, (int Thread, int Number) call, Outcome expected, Outcome actual, ThreadedRun run)
    {
        return new RaceFailure(
            kind, call.Thread, call.Number, CommandOf(call), expected, actual,
            kind == RaceFailureKind.Deadlock ? run.Keeper : null);
    }
}
