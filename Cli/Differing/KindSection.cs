using MsrSpec.Checker.Comparing;
using MsrSpec.Cli.Specifying;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using static System.FormattableString;

namespace MsrSpec.Cli.Differing;

/// <summary>The kinds of difference between two dialects, as a part of a document.</summary>
/// <param name="Left">The first dialect.</param>
/// <param name="Right">The second.</param>
/// <param name="Scope">What is tried.</param>
internal sealed record KindSection(Dialect Left, Dialect Right, DifferenceScope Scope)
{
    private const int WitnessColumn = 2;

    private const string CarriedOver =
        "The dialects have different interfaces, so the list is carried over to the filter: for add-allowlist a "
        + "program sets the filter that denies by default and has the ranges accepted so far and the new one, and "
        + "keeps that if the call succeeds. Capabilities go by the number that each has; deflection is for every "
        + "reason, and the reason of an exit is left out; so are slots, allocations and the lock.";

    /// <summary>Looks for the kinds, and tells them.</summary>
    /// <param name="cancellation">Ends the search early, with what was found so far.</param>
    public IEnumerable<Block> Build(CancellationToken cancellation = default)
    {
        KindSearch search = new(Left, Right, Scope);
        IReadOnlyList<DifferenceKind> kinds = search.Find(cancellation);
        string count = kinds.Count == 1 ? "1 kind of difference" : Invariant($"{kinds.Count} kinds of difference");
        yield return new Heading(2, $"{Left.Name} and {Right.Name}");
        yield return new Paragraph($"{count}, among {search.Scope}.");
        if (search.IsCarriedOver)
        {
            yield return new Paragraph(CarriedOver);
        }

        if (kinds.Count > 0)
        {
            yield return new Grid(
                [$"clause of {Left.Name}", $"clause of {Right.Name}", "witness"],
                [.. kinds.Select(kind => (IReadOnlyList<string>)
                    [kind.Clauses.Left.Id, kind.Clauses.Right.Id, string.Join('\n', Lines(kind))])],
                0, 1, WitnessColumn);
        }
    }

    private IEnumerable<string> Lines(DifferenceKind kind)
    {
        IEnumerable<string> steps = kind.Steps.Select(step =>
            $"{CommandPrinter.Print(step.Command)} -> " + (step.Left == step.Right
                ? $"{step.Left}"
                : $"{Left.Name}: {step.Left}; {Right.Name}: {step.Right}"));
        return kind.Divergence.Field is null
            ? steps
            : steps.Append($"then {Right.Name}: {kind.Divergence.Claim}");
    }
}
