using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Chapters;

/// <summary>One row of a table of rules.</summary>
/// <typeparam name="TWords">The words that the rows of the table speak of.</typeparam>
/// <param name="Condition">When it decides, if no row above it does; null: always.</param>
/// <param name="Answer">What it answers.</param>
/// <param name="Clause">The clause that it is; null if it passes on what another table decided.</param>
/// <param name="Case">What is left afterwards.</param>
/// <param name="Choice">The choice of a reading that the row needs; null if it stands in every dialect.</param>
public sealed record Row<TWords>(
    Condition<TWords>? Condition, Answer Answer, Clause? Clause, Case Case, Choice? Choice = null)
{
    /// <summary>Why a command ends by this row; null if another table's row decides.</summary>
    public Reasons? Reasons { get; } = Clause is null ? null : new Reasons(Clause, Case);
}
