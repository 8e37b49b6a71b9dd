namespace MsrSpec.Benchmarks.Goals;

/// <summary>How a section of the quick run ended; the later, the worse.</summary>
internal enum SectionResult
{
    /// <summary>There was nothing to compare with; the reason was printed.</summary>
    Skipped,

    /// <summary>All goals were met.</summary>
    Met,

    /// <summary>A goal was missed, which on a busy machine proves nothing; with <c>--gate</c> it fails.</summary>
    Missed,

    /// <summary>A goal was missed by more than half, which no noise does. This always fails.</summary>
    FarMissed,

    /// <summary>The peers gave different answers, so no time was taken. This always fails.</summary>
    Different,
}
