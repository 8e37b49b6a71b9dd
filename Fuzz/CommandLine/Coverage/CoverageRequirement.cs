using MsrSpec.Fuzz.Engine.Coverage;

namespace MsrSpec.Fuzz.Coverage;

/// <summary>What a committed corpus must reach: all of a type, but for what no input can reach.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="Type">The full name of the type.</param>
/// <param name="Unreachable">The edges that no input can take, each with the reason.</param>
internal sealed record CoverageRequirement(string Target, string Type, IReadOnlyList<UnreachableEdge> Unreachable)
{
    /// <summary>The requirements.</summary>
    public static IReadOnlyList<CoverageRequirement> All { get; } =
    [
        new("allowlist", "MsrSpec.Implementation.Kernel.Allowlist.AllowlistDecoder", []),
        new("policy", "MsrSpec.Policies.Reading.Forms.FormatGuess", []),
        new("policy", "MsrSpec.Policies.Reading.Lines.AccessText", []),
        new("policy", "MsrSpec.Policies.Reading.Lines.CsvColumns", []),
        new("policy", "MsrSpec.Policies.Reading.Lines.CsvLine", []),
        new("policy", "MsrSpec.Policies.Reading.Lines.IndexText", []),
        new("policy", "MsrSpec.Policies.Reading.Lines.LineText", []),
        new("policy", "MsrSpec.Policies.Reading.Lines.PolicyDraft", []),
        new("policy", "MsrSpec.Policies.Reading.Lines.WriteMask", []),
        new("policy", "MsrSpec.Policies.Reading.Json.JsonPolicyReader", []),
        new("policy", "MsrSpec.Policies.Reading.Json.LineStarts",
        [
            new("At", EdgeKind.NotTaken, 3, "a reader asks for the places of a line from left to right"),
        ]),
        new("policy", "MsrSpec.Policies.Compiling.Needs", []),
        new("policy", "MsrSpec.Policies.Compiling.RangeMaker", []),
        new("lint", "MsrSpec.Policies.Linting.Reading.SubjectReader", []),
        new("lint", "MsrSpec.Policies.Linting.Reading.ArgumentReader", []),
        new("lint", "MsrSpec.Policies.Linting.Subjects.LintRange", []),
        new("lint", "MsrSpec.Policies.Linting.Subjects.LintList", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.StructTooShort", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.BitmapTooShort", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.TooManyRegisters", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.UnknownFlags", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.NoFlags", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.NoRegisters", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.UnknownFilterFlags", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.TooManyRanges", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.OverlapRefused", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.UnknownReasons", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.RangeWraps", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.X2ApicCovered", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.X2ApicCrossed", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.TscDeadlineWrite", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.OrderDecides", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.InvertedPolarity", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.BitsBehindTheEnd", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.SwappedReasons", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.NoFilterReason", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.CapabilityBehindList", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.PadIgnored", []),
        new("lint", "MsrSpec.Policies.Linting.Rules.MergeableRanges", []),
    ];

    /// <summary>What is not as it should be, one sentence each; nothing if the requirement is met.</summary>
    public IReadOnlyList<string> Violations(TargetCoverage coverage)
    {
        (Edge Edge, bool Reached)[] edges = [.. coverage.Edges.Where(entry => entry.Edge.Type == Type)];
        if (edges is [])
        {
            return [$"{Type} has no edge: it is not woven, or has another name now"];
        }

        IEnumerable<UnreachableEdge> unknown = Unreachable.Where(
            listed => !edges.Any(entry => listed.IsOf(entry.Edge, edges.Select(other => other.Edge))));
        return
        [
            .. edges.Where(entry => entry.Reached == IsUnreachable(entry.Edge, edges)).Select(Sentence),
            .. unknown.Select(listed => FormattableString.Invariant(
                $"the list has {listed.Method}, {listed.Kind} {listed.Ordinal} as unreachable, ")
                + "but there is no such edge"),
        ];
    }

    private bool IsUnreachable(Edge edge, (Edge Edge, bool Reached)[] edges) =>
        edge.Type == Type && Unreachable.Any(entry => entry.IsOf(edge, edges.Select(other => other.Edge)));

    private static string Sentence((Edge Edge, bool Reached) entry) => entry.Reached
        ? $"{entry.Edge.Describe()} is reached, though listed as unreachable"
        : $"{entry.Edge.Describe()} is not reached";
}
