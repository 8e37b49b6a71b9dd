using Iced.Intel;

namespace MsrSpec.Hardware.Generation;

/// <summary>One encoding in code of one width.</summary>
/// <param name="Code">The encoding.</param>
/// <param name="Bits">The width.</param>
/// <param name="IsImplemented">Whether the core executes it.</param>
/// <param name="WhyNot">Why it is not tested, or null.</param>
internal sealed record CatalogEntry(Code Code, int Bits, bool IsImplemented, string? WhyNot)
{
    /// <summary>Whether it is one of those that are compared.</summary>
    public bool IsTested => IsImplemented && WhyNot is null;
}
