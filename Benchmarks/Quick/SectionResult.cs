namespace MsrSpec.Benchmarks.Quick;

/// <summary>How a section of the quick run ended.</summary>
public enum SectionResult
{
    /// <summary>All goals were met.</summary>
    Met,

    /// <summary>A goal was missed, which on a noisy machine proves nothing; with <c>--gate</c> it fails.</summary>
    NotMet,

    /// <summary>There was nothing to compare with; the reason was printed.</summary>
    Skipped,

    /// <summary>The peers gave different answers, so no time was taken. This always fails.</summary>
    Different,
}
