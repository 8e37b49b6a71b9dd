using MsrSpec.Spec.Readings;

namespace MsrSpec.Checker.Comparing;

/// <summary>A reading on which two dialects differ, with a trace that shows it.</summary>
/// <param name="Reading">The reading.</param>
/// <param name="Left">The first dialect's choice.</param>
/// <param name="Right">The second's.</param>
/// <param name="Witness">A trace that shows it, or null if none was found.</param>
public sealed record ReadingDifference(Reading Reading, Enum Left, Enum Right, Witness? Witness);
