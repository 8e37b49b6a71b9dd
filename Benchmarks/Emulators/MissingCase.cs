using MsrSpec.Benchmarks.Goals;

namespace MsrSpec.Benchmarks.Emulators;

/// <summary>A case that cannot be timed here; it says why.</summary>
internal sealed class MissingCase(string name, string reason) : ICoreCase
{
    public string? FirstDifference() => null;

    public void Round()
    {
        // There is nothing to run.
    }

    public void Forget()
    {
        // There is nothing to forget.
    }

    public void Print(TextWriter output) => output.WriteLine($"{name,-8}skipped: {reason}");

    public IEnumerable<Goal> Goals() => [];

    public IEnumerable<Figure> Figures() => [];

    public void Dispose()
    {
        // There is nothing to free.
    }
}
