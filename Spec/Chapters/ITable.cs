namespace MsrSpec.Spec.Chapters;

/// <summary>A table of rules, as readers see it.</summary>
public interface ITable
{
    /// <summary>What it is about: the heading of the table.</summary>
    string Title { get; }

    /// <summary>Its rows in order, numbered from 1.</summary>
    IEnumerable<TableLine> Lines { get; }
}
