namespace MsrSpec.Benchmarks.Goals;

/// <summary>One part of the quick run: it measures, prints its table and its goals, and judges itself.</summary>
internal interface IQuickSection
{
    string Title { get; }

    SectionResult Run(TextWriter output);
}
