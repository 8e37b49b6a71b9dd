using System.Collections.Frozen;
using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Contents;

/// <summary>Every clause, in the document's order.</summary>
public static class ClauseIndex
{
    /// <summary>Every clause, chapter after chapter.</summary>
    public static IReadOnlyList<Clause> All { get; } =
        [.. Specification.Chapters.SelectMany(chapter => chapter.Clauses)];

    private static FrozenDictionary<string, Clause> ClausesById { get; } = All.ToFrozenDictionary(clause => clause.Id);

    /// <summary>The clause of an id, or null.</summary>
    public static Clause? Find(string id) => ClausesById.GetValueOrDefault(id);
}
