namespace MsrSpec.Implementation.Emulator.Cpu.Features;

/// <summary>Where CPUID says that a processor has a feature.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Name">Its name on a command line.</param>
/// <param name="Leaf">The leaf.</param>
/// <param name="Register">The register.</param>
/// <param name="Bit">The bit.</param>
/// <param name="Needs">The features without which it makes no sense.</param>
internal readonly record struct FeatureRow(
    CpuFeatures Feature, string Name, uint Leaf, CpuidRegister Register, int Bit, CpuFeatures Needs)
{
    /// <summary>The subleaf.</summary>
    public uint Subleaf { get; init; }
}
