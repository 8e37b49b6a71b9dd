using System.Collections.Immutable;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Spec.Chapters;

/// <summary>
/// An ordered table of rules: the first row that the dialect has and whose condition holds decides. The last row
/// always does.
/// </summary>
/// <typeparam name="TWords">The words that the rows speak of.</typeparam>
public sealed class Table<TWords> : ITable
{
    private const string Otherwise = "otherwise";

    /// <summary>Makes a table; its last row must hold in every case and dialect.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="rows">The rows in order.</param>
    public Table(string title, ImmutableArray<Row<TWords>> rows)
    {
        Title = title;
        Rows = rows;
    }

    /// <inheritdoc/>
    public string Title { get; }

    /// <summary>The rows in order.</summary>
    public ImmutableArray<Row<TWords>> Rows { get; }

    /// <inheritdoc/>
    public IEnumerable<TableLine> Lines => Rows.Select(row => new TableLine(
        row.Condition?.Text ?? Otherwise, row.Answer, row.Clause, row.Case, row.Choice));

    /// <summary>The first row that the dialect has and whose condition holds.</summary>
    /// <param name="words">The words.</param>
    /// <param name="readings">The dialect's choices.</param>
    public Row<TWords> First(TWords words, ReadingSet readings)
    {
        foreach (Row<TWords> row in Rows)
        {
            if (row.Choice?.IsMade(readings) != false && row.Condition?.Holds(words) != false)
            {
                return row;
            }
        }

        throw new System.Diagnostics.UnreachableException($"No row of '{Title}' decides.");
    }
}
