using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Contents;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Lockstep;

/// <summary>
/// Drives two machines with the same commands and compares outcome and view at every step. Reusable; one sequence at
/// a time.
/// </summary>
public sealed class LockstepRunner
{
    private readonly IMachine _reference;
    private readonly IMachine _subject;
    private readonly IReference? _judge;
    private readonly ViewRelation _relation;
    private readonly ProbeSet _probes = new();

    /// <summary>A runner over two machines.</summary>
    /// <param name="reference">The machine that is right by definition; one that knows clauses names them.</param>
    /// <param name="subject">The machine that is judged.</param>
    public LockstepRunner(IMachine reference, IMachine subject)
    {
        _reference = reference;
        _subject = subject;
        _judge = reference as IReference;
        _relation = ViewRelation.Between(reference, subject);
    }

    /// <summary>Counts the clauses that decided steps; null unless coverage is wanted.</summary>
    public ClauseCoverage? Coverage { get; init; }

    /// <summary>The commands carried out since the runner was made.</summary>
    public long Commands { get; private set; }

    /// <summary>Runs a sequence from a fresh VM.</summary>
    /// <returns>The first difference, or null.</returns>
    public Divergence? Run(ReadOnlySpan<Command> commands)
    {
        Restart();
        for (int step = 0; step < commands.Length; step++)
        {
            if (Step(commands[step], step) is { } divergence)
            {
                return divergence;
            }
        }

        return null;
    }

    /// <summary>Brings both machines back to a fresh VM.</summary>
    public void Restart()
    {
        _reference.Reset();
        _subject.Reset();
        _probes.Clear();
    }

    /// <summary>Gives both machines one more command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="step">Its number, from 0.</param>
    /// <returns>The difference, or null.</returns>
    public Divergence? Step(Command command, int step)
    {
        Commands++;
        Outcome expected = _reference.Step(command);
        if (_judge is not null)
        {
            Coverage?.Count(_judge);
        }

        Outcome actual = _subject.Step(command);
        if (!Outcome.AreEqual(in expected, in actual))
        {
            Clause? clause = _judge?.Claimed(actual)
                ?? _judge?.Responsible(OutcomeDifference.Find(command, expected, actual));
            return new Divergence(step, command, expected, actual, null, OutcomeText.Print(actual), clause);
        }

        int vcpu = _probes.Aim(command, expected);
        View expectedView = _reference.Observe(vcpu, _probes.Indices);
        View actualView = _subject.Observe(vcpu, _probes.Indices);
        return View.AreEqual(in expectedView, in actualView)
            ? null
            : Differ(command, step, expected, expectedView, actualView);
    }

    private Divergence? Differ(Command command, int step, Outcome outcome, in View expected, in View actual)
    {
        if (_relation.Find(in expected, in actual, _probes.Indices) is not { } difference)
        {
            return null;
        }

        ulong wrong = expected.Decisions ^ actual.Decisions;
        bool unknown = expected.Unknown.Union(actual.Unknown).Contains(ViewField.Decisions);
        Clause? clause = (_judge, difference.Field) switch
        {
            (null, _) => null,
            (_, ViewField.Decisions) when !unknown => WrongDecisions.ClauseOf(_judge, _probes.Indices, wrong),
            _ => _judge.Responsible(difference.Aspect),
        };
        return new Divergence(step, command, outcome, outcome, difference.Field, difference.Claim, clause);
    }
}
