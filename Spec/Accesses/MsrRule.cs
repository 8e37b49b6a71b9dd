namespace MsrSpec.Spec.Accesses;

/// <summary>What a write to one MSR must look like, and what becomes of it: for the guest and for the host.</summary>
/// <param name="Name">A short name.</param>
/// <param name="Sentence">The rule, in one sentence.</param>
/// <param name="Guest">Judges a write of the guest.</param>
/// <param name="Host">Judges a write that the host initiates.</param>
public sealed record MsrRule(
    string Name, string Sentence, MsrWriteRule Guest, MsrWriteRule Host)
{
    /// <summary>Whether the rule speaks of the register's mask.</summary>
    public bool AsksTheMask => Sentence.Contains("mask", StringComparison.Ordinal);

    /// <summary>The name alone.</summary>
    public override string ToString() => Name;
}
