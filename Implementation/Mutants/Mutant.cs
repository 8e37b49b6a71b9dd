using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>A machine that is wrong on purpose: an optimized one with exactly one realistic defect.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Family">
/// The part that is wrong: decision, validation, resources, exits, registers, mediation or filter.
/// </param>
/// <param name="Defect">What is wrong, in one sentence; with the commit of Linux that had or mended the like.</param>
/// <param name="Create">Makes a fresh machine.</param>
public sealed record Mutant(string Name, string Family, string Defect, Func<IMachine> Create)
{
    /// <summary>
    /// The same defect where accesses run as machine code on the emulated core; null for a defect that is not in the
    /// path from the access to the registers.
    /// </summary>
    public Mutant? OnTheCore { get; init; }

    /// <summary>Whether it is a filter of Linux that is wrong; else an allowlist.</summary>
    public bool IsOfTheFilter { get; init; }

    /// <summary>Whether it is that of today, with WRMSRNS and the immediate forms; else that of 6.1.</summary>
    public bool IsOfToday { get; init; }

    /// <summary>The name alone.</summary>
    public override string ToString() => Name;
}
