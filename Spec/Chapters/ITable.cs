namespace MsrSpec.Spec.Chapters;

/// <summary>A table of rules, as readers see it.</summary>
public interface ITable
{
    /// <summary>What it is about.</summary>
    string Title { get; }

    /// <summary>Its rows in order.</summary>
    IEnumerable<TableLine> Lines { get; }
}
