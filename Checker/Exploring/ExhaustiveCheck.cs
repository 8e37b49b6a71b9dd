using CsCheck;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Model;
using MsrSpec.Spec.Lifetime;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Exploring;

/// <summary>
/// Explores every state of a scope breadth first with CsCheck's <c>Spec</c>, proves the invariants of the clauses on
/// the model, and drives the real machine along every transition, from a fresh VM down a shortest path.
/// </summary>
internal sealed class ExhaustiveCheck
{
    private const string StepAction = "step";
    private const long ProgressInterval = 1 << 14;
    private const int PathsKept = 4096;

    /// <summary>The bound on states unless said otherwise.</summary>
    public const int DefaultMaxStates = 2_000_000;

    private readonly ReadingSet _readings;
    private readonly Scope _scope;
    private readonly StateTable _states = new();
    private readonly Command[] _alphabet;
    private readonly ClauseCoverage _coverage = new();
    private readonly ModelMachine _model;
    private readonly LockstepRunner _runner;
    private readonly HashSet<long> _compared = [];
    private readonly List<Command> _path = [];
    private readonly Queue<Command[]> _pathsBefore = new();
    private long _taken;
    private Outcome? _crash;
    private Action<long>? _progress;
    private CancellationToken _cancellation;
    private Divergence? _divergence;
    private Command[] _divergentPath = [];

    /// <summary>A check of one machine in one scope.</summary>
    /// <param name="readings">The dialect that is right.</param>
    /// <param name="subject">Makes the machine that is judged.</param>
    /// <param name="scope">The scope.</param>
    public ExhaustiveCheck(ReadingSet readings, Func<IMachine> subject, Scope scope)
    {
        _readings = readings;
        _scope = scope;
        _alphabet = [.. scope.Alphabet];
        _model = new ModelMachine(readings);
        _runner = new LockstepRunner(() => _model, subject) { Coverage = _coverage };
    }

    /// <summary>How long the machine may take over one command before it counts as hung.</summary>
    public TimeSpan Patience { get; init; } = FreshRunner.UsualPatience;

    /// <summary>Explores the scope, up to the first divergence.</summary>
    /// <param name="maxStates">Gives up behind so many states; the report is then not closed.</param>
    /// <param name="progress">Is told how many transitions have been compared, or null.</param>
    /// <param name="cancellation">Ends it early; the report is then not closed.</param>
    public ExhaustiveReport Run(
        int maxStates = DefaultMaxStates, Action<long>? progress = null, CancellationToken cancellation = default)
    {
        _progress = progress;
        _cancellation = cancellation;
        Spec<int> spec = BuildSpec();
        ExhaustiveReport? report = null;
        WorkEnd end = Watched.Run(() => report = Explore(spec, maxStates), _runner, Patience, cancellation);
        report = end switch
        {
            WorkEnd.Done => report!,
            WorkEnd.Unanswered => Hung(),
            WorkEnd.Cancelled => Unclosed(null, []),
        };
        return report with { CannotShow = _runner.CannotShow };
    }

    /// <summary>A machine that is never made, or never reset, shows that at the first command.</summary>
    private ExhaustiveReport Hung()
    {
        Command[] path = _path.Count > 0 ? [.. _path] : [_alphabet[0]];
        return Unclosed(_runner.Ended(path, Outcome.Hung), path);
    }

    private ExhaustiveReport Explore(Spec<int> spec, int maxStates)
    {
        try
        {
            SpecReport<int> report = spec.ConformExhaustive(
                Start, Apply, maxStates: maxStates, threads: 1);

            // A machine that differed once and not again is wrong all the same.
            return _divergence is not null ? Unclosed(_divergence, _divergentPath) : new ExhaustiveReport(
                report.Closed, report.States, report.Transitions, report.Depth, _runner.Commands, _coverage,
                null, [], []);
        }
        catch (CsCheckException) when (_divergence is not null)
        {
            return Unclosed(_divergence, _divergentPath);
        }
        catch (Exception stopped) when (_cancellation.IsCancellationRequested && IsCancellation(stopped))
        {
            return Unclosed(null, []);
        }
    }

    /// <summary>The library passes a cancellation on as it is, as its own, or out of several threads at once.</summary>
    private static bool IsCancellation(Exception stopped) =>
        stopped is CsCheckException or OperationCanceledException
        || (stopped is AggregateException several
            && several.Flatten().InnerExceptions.All(one => one is OperationCanceledException));

    /// <summary>What was compared so far: the library numbers states long before it drives the machine.</summary>
    private ExhaustiveReport Unclosed(Divergence? divergence, Command[] path)
    {
        int states = _compared.Select(transition => transition / _alphabet.Length).Distinct().Count();
        return new(
            false, states, _compared.Count, 0, _runner.Commands, _coverage, divergence, path, [.. _pathsBefore]);
    }

    private Spec<int> BuildSpec()
    {
        VmState initial = VmState.Fresh;
        foreach (Command command in _scope.Prefix)
        {
            initial = ReferenceModel.Step(initial, command, _readings, out _).State;
        }

        Spec<int> spec = CsCheck.Spec.From(_states.Number(initial))
            .Action(StepAction, Enumerable.Range(0, _alphabet.Length).ToArray(), Next)
            .Boundary(state => Math.Max(_states[state].Slots.Length, _states[state].Filter.Written.Length)
                <= _scope.MaxSlots);
        return _readings.LockOnRejection == LockOnRejection.Kept ? spec : WithInvariants(spec);
    }

    private Spec<int> WithInvariants(Spec<int> spec) => spec
        .Invariant(
            LifetimeClauses.LockFreeAtRest.Id, LifetimeClauses.LockFreeAtRest.Sentence,
            state => !_states[state].LockHeld)
        .Invariant(
            LifetimeClauses.OneAllocationPerRange.Id, LifetimeClauses.OneAllocationPerRange.Sentence,
            state => _states[state].LiveAllocations == _states[state].Owned(_readings));

    private int Next(int state, int command)
    {
        if (++_taken % ProgressInterval == 0)
        {
            _cancellation.ThrowIfCancellationRequested();
        }

        return _states.Number(ReferenceModel.Step(_states[state], _alphabet[command], _readings, out _).State);
    }

    /// <summary>Gives out the one machine anew: a check has one thread and drives one path at a time.</summary>
    private LockstepRunner Start()
    {
        KeepPath();
        _path.Clear();
        _crash = null;
        try
        {
            _runner.Restart();
            foreach (Command command in _scope.Prefix)
            {
                Follow(command);
            }
        }
        catch (Exception crash) when (_runner.IsAsking)
        {
            _crash = Outcome.Crashed(CrashSite.Of(crash));
        }

        return _runner;
    }

    private void KeepPath()
    {
        if (_path.Count > 0)
        {
            _pathsBefore.Enqueue([.. _path]);
        }

        if (_pathsBefore.Count > PathsKept)
        {
            _ = _pathsBefore.Dequeue();
        }
    }

    private void Follow(Command command)
    {
        _path.Add(command);
        _runner.Follow(command, _path.Count - 1);
    }

    /// <summary>
    /// Takes one step. A transition is compared the first time it is taken; on the way to another one it is only
    /// carried out again.
    /// </summary>
    private string? Apply(LockstepRunner runner, Transition<int> transition)
    {
        Command command = _alphabet[transition.ArgIndex];
        long number = ((long)transition.Before * _alphabet.Length) + transition.ArgIndex;
        try
        {
            Divergence? divergence = _crash is null
                ? Compare(command, transition.Before, number)
                : CrashedBefore(command);
            return divergence is null ? null : Diverge(divergence, number);
        }
        catch (Exception crash) when (_runner.IsAsking)
        {
            return Diverge(_runner.Ended([.. _path], Outcome.Crashed(CrashSite.Of(crash))), number);
        }
    }

    private Divergence? Compare(Command command, int before, long transition)
    {
        if (!_compared.Add(transition))
        {
            Follow(command);
            return null;
        }

        if (_compared.Count % ProgressInterval == 0)
        {
            _cancellation.ThrowIfCancellationRequested();
            _progress?.Invoke(_compared.Count);
        }

        _path.Add(command);
        _model.Continue(_states[before]);
        return _runner.Step(command, _path.Count - 1);
    }

    private Divergence CrashedBefore(Command command)
    {
        _path.Add(command);
        return _runner.Ended([.. _path], _crash!.Value);
    }

    private string Diverge(Divergence divergence, long transition)
    {
        _divergence = divergence;
        _divergentPath = [.. _path];

        // The library drives a diverging path again before it reports it; it must diverge again.
        _ = _compared.Remove(transition);
        return divergence.Claim;
    }
}
