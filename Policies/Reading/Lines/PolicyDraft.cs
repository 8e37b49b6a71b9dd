using System.Collections.Immutable;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Reading.Lines;

/// <summary>A list while it is read.</summary>
/// <param name="format">What it is written in.</param>
internal sealed class PolicyDraft(PolicyFormat format)
{
    /// <summary>The word that stands where the index is, for all registers that no line names.</summary>
    public const string Default = "default";

    private const int LongestName = 64;
    private const int MostProblems = 20;

    private const string SaysNothing =
        "it names no register: without a range the posted interface allows everything, and a merged filter that denies "
        + "by default is refused; 'default none' in a line says that nothing is to be allowed";

    private readonly List<PolicyEntry> _entries = [];
    private readonly List<PolicyProblem> _problems = [];
    private readonly ImmutableSortedDictionary<uint, string>.Builder _names =
        ImmutableSortedDictionary.CreateBuilder<uint, string>();

    private AccessFlags? _default;

    /// <summary>Whether so much is wrong that nobody would read more of it.</summary>
    public bool IsHopeless => _problems.Count >= MostProblems;

    /// <summary>Notes what is wrong.</summary>
    public void Fail(PolicyProblem problem) => _problems.Add(problem);

    /// <summary>Takes what a line says; whatever is wrong with it is noted.</summary>
    /// <param name="index">An index, a range, or <see cref="Default"/>.</param>
    /// <param name="rights">What is allowed.</param>
    /// <param name="name">What the line calls the register; empty if it does not.</param>
    public void Add(Field index, Rights rights, string name)
    {
        PolicyProblem? wrong = rights.Read(out AccessFlags allowed);
        IndexRun run = default;
        bool isDefault = index.Text == Default;
        wrong = (isDefault ? WhyNotDefault(index) : IndexText.Read(index, out run)) ?? wrong;
        if (wrong is not null)
        {
            Fail(wrong);
        }
        else if (isDefault)
        {
            _default = allowed;
        }
        else
        {
            Add(run, allowed, index, name);
        }
    }

    /// <summary>Takes what is read already.</summary>
    public void Add(IndexRun run, AccessFlags allowed, Field where, string name)
    {
        _entries.Add(new PolicyEntry(run, allowed, where));
        if (name.Length is > 0 and <= LongestName && run.Count == 1)
        {
            _names[run.First] = name;
        }
    }

    /// <summary>What became of it.</summary>
    public PolicyInput Finish()
    {
        if (_problems.Count == 0 && _entries.Count == 0 && _default is null)
        {
            _problems.Add(new PolicyProblem(null, null, SaysNothing));
        }

        ImmutableArray<PolicyProblem> problems = [.. _problems.Concat(Duplicates.In(_entries)).Take(MostProblems)];
        return problems.IsEmpty
            ? new PolicyInput(format, Policy(), _names.ToImmutable(), [], [])
            : PolicyInput.Wrong(format, problems);
    }

    private PolicyProblem? WhyNotDefault(Field where) =>
        _default is null ? null : where.Problem("the default is given twice");

    private MsrPolicy Policy()
    {
        IndexSet others = IndexSet.Of(_entries.Select(entry => entry.Run)).Complement;
        return new MsrPolicy(Allowed(AccessFlags.Read, others), Allowed(AccessFlags.Write, others));
    }

    private IndexSet Allowed(AccessFlags type, IndexSet others)
    {
        IndexSet named = IndexSet.Of(
            _entries.Where(entry => (entry.Access & type) != 0).Select(entry => entry.Run));
        return (_default & type) == type ? named.Union(others) : named;
    }
}
