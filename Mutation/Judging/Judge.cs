using System.Globalization;
using MsrSpec.Mutation.Schemata;
using MsrSpec.Mutation.Sites;

namespace MsrSpec.Mutation.Judging;

/// <summary>Finds out whether tests tell a mutant from the program.</summary>
/// <param name="folder">The tests.</param>
/// <param name="baseline">What they do when no mutant is on.</param>
/// <param name="partial">Test classes that say nothing of a mutant that they do not come by.</param>
/// <param name="lastWord">Slow test classes that judge what all others let live.</param>
internal sealed class Judge(
    TestFolder folder, Baseline baseline, IReadOnlyList<string> partial, IReadOnlyList<string> lastWord)
{
    /// <summary>Tests that take no longer together are run first: they kill most.</summary>
    private const double FirstSeconds = 2;

    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(15);

    /// <summary>How long a slow class takes, at most.</summary>
    private const double SlowSeconds = 40;

    private readonly TestRun _run = new(folder);
    private readonly Killers _killers = new([.. baseline.Seconds.Keys]);

    /// <summary>Whether any test comes by a mutant; of one that none does the verdict costs nothing.</summary>
    public bool IsReached(Mutant mutant) => baseline.Reaching.ContainsKey(mutant.Number);

    /// <summary>Judges one mutant.</summary>
    public async Task<Verdict> JudgeAsync(Mutant mutant, CancellationToken cancellation)
    {
        if (!baseline.Reaching.TryGetValue(mutant.Number, out string[]? reaching))
        {
            return new Verdict(mutant, Fate.Unreached);
        }

        foreach (string[] classes in Stages(mutant, mutant.IsInitializer ? [] : reaching))
        {
            if (classes.Length > 0 && await KillsAsync(mutant, classes, cancellation))
            {
                return new Verdict(mutant, Fate.Killed);
            }
        }

        return new Verdict(mutant, Fate.Survived);
    }

    /// <summary>
    /// Whoever has killed a mutant of the same file judges it first, then who comes by it, the fast ones before the
    /// slow ones. The others judge it too: what runs once in a process is recorded of the test that happened to be the
    /// first.
    /// </summary>
    private IEnumerable<string[]> Stages(Mutant mutant, IReadOnlyCollection<string> reaching)
    {
        string[] likely = [.. _killers.Of(mutant)];
        string[] bySpeed = [.. baseline.Seconds.Keys.Except(likely).OrderBy(name => baseline.Seconds[name])];
        string[] first = [.. bySpeed.Where(reaching.Contains)];
        double seconds = 0;
        string[] fast = [.. first.TakeWhile(name => (seconds += baseline.Seconds[name]) <= FirstSeconds)];
        string[] others = [.. bySpeed.Except(first).Except(partial)];
        seconds = 0;
        string[] fastOthers = [.. others.TakeWhile(name => (seconds += baseline.Seconds[name]) <= FirstSeconds)];
        return [likely, fast, first[fast.Length..], fastOthers, others[fastOthers.Length..], [.. lastWord]];
    }

    private async Task<bool> KillsAsync(Mutant mutant, string[] classes, CancellationToken cancellation)
    {
        double usual = classes.Sum(name => baseline.Seconds.GetValueOrDefault(name, SlowSeconds));
        (int status, string output) = await _run.RunAsync(
            classes, (Switch.Chosen, mutant.Number.ToString(CultureInfo.InvariantCulture)), [],
            LeastPatience + TimeSpan.FromSeconds(5 * usual), cancellation);
        _killers.Note(mutant, output);
        return status != 0;
    }
}
