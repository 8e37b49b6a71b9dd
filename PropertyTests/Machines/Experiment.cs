using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>One evaluation of a property: the machines that it makes, and the first thing that does not hold.</summary>
public sealed class Experiment
{
    private readonly List<MachineDriver> _machines = [];

    public Experiment(Func<IMachine> create) => Create = create;

    /// <summary>Makes a fresh machine that is in no report.</summary>
    public Func<IMachine> Create { get; }

    /// <summary>What does not hold, with the transcripts of the machines; null if everything does.</summary>
    public string? Failure { get; private set; }

    /// <summary>A fresh machine.</summary>
    public MachineDriver Fresh()
    {
        MachineDriver vm = new(Create());
        _machines.Add(vm);
        return vm;
    }

    /// <summary>A fresh machine with these ranges, each of which it must accept.</summary>
    public MachineDriver With(params IEnumerable<AskedRange> ranges)
    {
        MachineDriver vm = Fresh();
        foreach (AskedRange range in ranges)
        {
            Same(Outcome.Success, vm.Add(range), "a valid range is accepted");
        }

        return vm;
    }

    /// <summary>Claims that something holds.</summary>
    public void Demand(bool holds, string claim)
    {
        if (!holds && Failure is null)
        {
            Failure = $"Not so: {claim}\n{string.Join("and\n", _machines)}";
        }
    }

    /// <summary>Claims that two things are equal.</summary>
    public void Same<T>(T expected, T actual, string claim)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            Demand(false, $"{claim} (expected {expected}, got {actual})");
        }
    }

    /// <summary>Claims that two machines decide alike.</summary>
    public void SameDecisions(MachineDriver left, MachineDriver right, uint[] probes) =>
        SameDecisions(left.Allowed(probes), right.Allowed(probes), probes);

    /// <summary>Claims that decisions are these.</summary>
    public void SameDecisions<T>(IReadOnlyList<T> expected, IReadOnlyList<T> actual, uint[] probes)
    {
        int different = Enumerable.Range(0, probes.Length)
            .FirstOrDefault(i => !EqualityComparer<T>.Default.Equals(expected[i], actual[i]), -1);
        if (different >= 0)
        {
            Same(expected[different], actual[different], $"the decision about 0x{probes[different]:x}");
        }
    }
}
