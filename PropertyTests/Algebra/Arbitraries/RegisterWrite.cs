using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Algebra.Arbitraries;

/// <summary>A write to a register.</summary>
/// <param name="Register">The register.</param>
/// <param name="Held">What it holds.</param>
/// <param name="Value">What is written.</param>
/// <param name="Mode">The mode in which a guest writes it.</param>
public readonly record struct RegisterWrite(MsrRow Register, ulong Held, ulong Value, GuestMode Mode)
{
    /// <summary>Whether paging is on.</summary>
    public bool Paging => ModeEntry.HasPaging(Mode);
}
