using MsrSpec.Benchmarks.Goals;

namespace MsrSpec.PropertyTests.Benchmarking;

/// <summary>A section that measures nothing.</summary>
/// <param name="result">How it ends.</param>
internal sealed class MadeUpSection(SectionResult result) : IQuickSection
{
    public string Title => $"made up: {result}";

    public SectionResult Run(TextWriter output) => result;
}
