using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Contents;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Claims;

/// <summary>
/// A reference that takes down which clauses decided or were at stake while a test drove it: a test that claims to
/// cover a clause which never was does not cover it.
/// </summary>
public sealed class ClauseWitness : IMachine
{
    private static readonly AsyncLocal<Record?> Now = new();

    private readonly IReference _reference;
    private readonly Record _record;

    /// <summary>The first thing that is at stake is what a fresh VM is.</summary>
    private ClauseWitness(IReference reference, Record record)
    {
        _reference = reference;
        _record = record;
        _record.Step(reference);
    }

    /// <summary>Begins a record, in which <see cref="Of"/> writes from here on.</summary>
    public static Record Begin() => Now.Value = new Record();

    /// <summary>The reference, observed if a record was begun.</summary>
    public static IMachine Of(IReference reference) =>
        Now.Value is { } record ? new ClauseWitness(reference, record) : reference;

    /// <summary>Takes down that a clause was broken, in the record that was begun.</summary>
    public static void Broken(Clause clause) => Now.Value?.Decision(clause);

    /// <inheritdoc/>
    public IReadOnlyList<HiddenField> CannotShow => _reference.CannotShow;

    /// <inheritdoc/>
    public void Reset() => _reference.Reset();

    /// <inheritdoc/>
    public Outcome Step(Command command)
    {
        Outcome outcome = _reference.Step(command);
        _record.Step(_reference);
        return outcome;
    }

    /// <inheritdoc/>
    public View Observe(int vcpu, ReadOnlySpan<uint> indices)
    {
        foreach (uint index in indices)
        {
            _record.Decision(_reference.DecisionClause(index, AccessFlags.Read));
            _record.Decision(_reference.DecisionClause(index, AccessFlags.Write));
        }

        return _reference.Observe(vcpu, indices);
    }

    /// <summary>What was seen; several threads may write.</summary>
    public sealed class Record
    {
        private readonly Lock _lock = new();
        private readonly ClauseCoverage _coverage = new();
        private readonly HashSet<Clause> _decisions = [];

        /// <summary>The clauses of these ids that never decided and never were at stake.</summary>
        public IEnumerable<string> Missing(IEnumerable<string> ids) => ids.Where(id =>
            ClauseIndex.Find(id) is not { } clause || !(_coverage.WasAtStake(clause) || _decisions.Contains(clause)));

        internal void Step(IReference reference)
        {
            lock (_lock)
            {
                _coverage.Count(reference);
            }
        }

        internal void Decision(Clause clause)
        {
            lock (_lock)
            {
                _decisions.Add(clause);
            }
        }
    }
}
