using MsrSpec.Benchmarks.Goals;

namespace MsrSpec.Benchmarks.Emulators;

/// <summary>Something that the core is timed at, alone or against others.</summary>
internal interface ICoreCase : IDisposable
{
    /// <summary>Runs everybody once: null when all came to the same end, or what differs.</summary>
    string? FirstDifference();

    /// <summary>Times everybody once.</summary>
    void Round();

    /// <summary>Forgets the times taken so far.</summary>
    void Forget();

    /// <summary>Prints the best times.</summary>
    void Print(TextWriter output);

    /// <summary>What the times are to show.</summary>
    IEnumerable<Goal> Goals();

    /// <summary>What is told of them besides.</summary>
    IEnumerable<Figure> Figures();
}
