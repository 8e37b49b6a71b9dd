using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Contents;

namespace MsrSpec.Model;

/// <summary>The reasons that are no row's own: one table's clause and another's case. Each is made once.</summary>
internal static class ReasonTable
{
    private static readonly int Clauses = ClauseIndex.All.Max(clause => clause.Number) + 1;
    private static readonly int Cases = Specification.Cases.Max(left => left.Number) + 1;

    private static readonly Reasons?[] Refusals = new Reasons?[Clauses * Cases];
    private static readonly Reasons?[] Permissions = new Reasons?[Clauses * Cases];

    /// <summary>An access failed by a clause, and something became of it.</summary>
    public static Reasons Of(Clause ruling, Case left) =>
        Refusals[(left.Number * Clauses) + ruling.Number] ??= new Reasons(ruling, left);

    /// <summary>An access retired by its row, after the list had allowed it.</summary>
    public static Reasons Of<TWords>(Row<TWords> row, Clause permission) =>
        Permissions[(row.Case.Number * Clauses) + permission.Number] ??=
            new Reasons(row.Clause!, row.Case, permission);
}
