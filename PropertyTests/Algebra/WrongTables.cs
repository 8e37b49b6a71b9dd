using System.Collections.Immutable;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;

namespace MsrSpec.PropertyTests.Algebra;

/// <summary>Makes wrong tables out of right ones: rows are data, and so is what is wrong.</summary>
internal static class WrongTables
{
    /// <summary>The table without the rows of a clause.</summary>
    public static Table<T> Without<T>(this Table<T> table, Clause clause) =>
        table.WithRows(rows => rows.RemoveAll(row => row.Clause == clause));

    /// <summary>The table with every row of a clause changed.</summary>
    public static Table<T> Changing<T>(this Table<T> table, Clause? clause, Func<Row<T>, Row<T>> change) =>
        table.WithRows(rows => [.. rows.Select(row => row.Clause == clause ? change(row) : row)]);

    /// <summary>The table in which the first row of a case stands before all others.</summary>
    public static Table<T> WithFirst<T>(this Table<T> table, Case left)
    {
        Row<T> first = table.Rows.First(row => row.Case == left);
        return table.WithRows(rows => rows.Remove(first).Insert(0, first));
    }

    /// <summary>The table with other rows.</summary>
    public static Table<T> WithRows<T>(
        this Table<T> table, Func<ImmutableArray<Row<T>>, ImmutableArray<Row<T>>> change) =>
        new(table.Title, change(table.Rows));
}
