using CsCheck;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>
/// A property of any machine of the sound dialect, stated without the reference model: a row of a table. It holds on
/// the model and on the optimized machine, and it fails on each mutant that it names.
/// </summary>
public sealed record MachineProperty
{
    private const int HoldIterations = 500;
    private const int KillIterations = 3_000;
    private const ulong KillSeed = 20_200_730;

    private readonly Action<Func<IMachine>> _sample;
    private readonly Func<Func<IMachine>, string?> _search;

    private MachineProperty(string sentence, Action<Func<IMachine>> sample, Func<Func<IMachine>, string?> search)
    {
        Sentence = sentence;
        _sample = sample;
        _search = search;
    }

    /// <summary>The property in words, with underscores.</summary>
    public string Sentence { get; }

    /// <summary>The numbered consequences that it states.</summary>
    public IReadOnlyList<int> Consequences { get; init; } = [];

    /// <summary>The ids of the clauses that it covers.</summary>
    public IReadOnlyList<string> Covers { get; init; } = [];

    /// <summary>The names of mutants that it kills.</summary>
    public IReadOnlyList<string> Kills { get; init; } = [];

    /// <summary>A property of every generated input.</summary>
    public static MachineProperty ForAll<T>(string sentence, Gen<T> inputs, Action<Experiment, T> check) => new(
        sentence,
        create => inputs.Sample(
            input => Evaluate(create, input, check, out string? failure) || Fails(failure), iter: HoldIterations),
        create => Search(create, inputs, check));

    /// <summary>A property of every two inputs.</summary>
    public static MachineProperty ForAll<T1, T2>(
        string sentence, Gen<(T1, T2)> inputs, Action<Experiment, T1, T2> check) =>
        ForAll<(T1 A, T2 B)>(sentence, inputs, (lab, given) => check(lab, given.A, given.B));

    /// <summary>A property of every three inputs.</summary>
    public static MachineProperty ForAll<T1, T2, T3>(
        string sentence, Gen<(T1, T2, T3)> inputs, Action<Experiment, T1, T2, T3> check) =>
        ForAll<(T1 A, T2 B, T3 C)>(sentence, inputs, (lab, given) => check(lab, given.A, given.B, given.C));

    /// <summary>A property of every four inputs.</summary>
    public static MachineProperty ForAll<T1, T2, T3, T4>(
        string sentence, Gen<(T1, T2, T3, T4)> inputs, Action<Experiment, T1, T2, T3, T4> check) =>
        ForAll<(T1 A, T2 B, T3 C, T4 D)>(
            sentence, inputs, (lab, given) => check(lab, given.A, given.B, given.C, given.D));

    /// <summary>A property without an input: what it goes through is written in it.</summary>
    public static MachineProperty Always(string sentence, Action<Experiment> check) => new(
        sentence,
        create => Assert.Null(Once(create, check)),
        create => Once(create, check));

    /// <summary>Checks the property on random inputs; CsCheck reports a seed for the smallest that fails.</summary>
    public void Check(Func<IMachine> create) => _sample(create);

    /// <summary>Looks for an input on which the property fails, always in the same order.</summary>
    /// <returns>What does not hold, or null if no input was found.</returns>
    public string? FirstFailure(Func<IMachine> create) => _search(create);

    public override string ToString() => Sentence;

    private static bool Fails(string? failure)
    {
        Assert.Fail(failure);
        return false;
    }

    private static string? Once(Func<IMachine> create, Action<Experiment> check)
    {
        Experiment experiment = new(create);
        check(experiment);
        return experiment.Failure;
    }

    private static bool Evaluate<T>(
        Func<IMachine> create, T input, Action<Experiment, T> check, out string? failure)
    {
        failure = Once(create, experiment => check(experiment, input));
        return failure is null;
    }

    private static string? Search<T>(Func<IMachine> create, Gen<T> inputs, Action<Experiment, T> check)
    {
        PCG random = new(0, KillSeed);
        for (int i = 0; i < KillIterations; i++)
        {
            if (!Evaluate(create, inputs.Generate(random, null, out _), check, out string? failure))
            {
                return failure;
            }
        }

        return null;
    }
}
