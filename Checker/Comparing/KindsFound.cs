using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Shrinking;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Comparing;

/// <summary>The kinds of difference that a runner has shown: of each the smallest witness found first.</summary>
/// <param name="runner">The runner.</param>
/// <param name="ignored">Kinds that are of no interest.</param>
/// <param name="cancellation">Ends shrinking early.</param>
internal sealed class KindsFound(
    MutualRunner runner, IReadOnlyCollection<ClausePair> ignored, CancellationToken cancellation)
{
    private readonly Dictionary<ClausePair, DifferenceKind> _kinds = [];
    private readonly Dictionary<ClausePair, int> _shrunk = [];

    /// <summary>The kinds so far.</summary>
    public IReadOnlyCollection<DifferenceKind> Kinds => _kinds.Values;

    /// <summary>Takes a sequence as it is.</summary>
    /// <param name="commands">The sequence.</param>
    /// <param name="shown">What it shows.</param>
    public void Take(ReadOnlySpan<Command> commands, MutualDivergence shown)
    {
        int count = shown.Divergence.Step + 1;
        if (IsIgnored(shown)
            || (_kinds.TryGetValue(shown.Clauses, out DifferenceKind? known) && known.Steps.Count <= count))
        {
            return;
        }

        IReadOnlyList<AnsweredCommand> steps = runner.Answer(commands[..count].ToArray());
        _kinds[shown.Clauses] = new DifferenceKind(shown.Clauses, steps, shown.Divergence);
    }

    /// <summary>Takes what a sequence becomes when it is shrunk, unless enough of its kind have been.</summary>
    /// <param name="commands">The sequence.</param>
    /// <param name="shown">What it shows.</param>
    public void TakeShrunk(Command[] commands, MutualDivergence shown)
    {
        ClausePair pair = shown.Clauses;
        int shrunk = _shrunk.GetValueOrDefault(pair);
        bool isSmallest = _kinds.TryGetValue(pair, out DifferenceKind? known) && known.Steps.Count == 1;
        if (shrunk == DifferenceScope.ShrunkForAKind || isSmallest || IsIgnored(shown))
        {
            return;
        }

        _shrunk[pair] = shrunk + 1;
        ShrinkResult small =
            new Shrinker(Evaluate, cancellation: cancellation).Shrink(commands, shown.Divergence);
        Take([.. small.Commands], shown with { Divergence = small.Divergence });

        Divergence? Evaluate(Command[] candidate) =>
            runner.Run(candidate) is { BeganBefore: false } other && other.Clauses == pair ? other.Divergence : null;
    }

    private bool IsIgnored(MutualDivergence shown) => shown.BeganBefore || ignored.Contains(shown.Clauses);
}
