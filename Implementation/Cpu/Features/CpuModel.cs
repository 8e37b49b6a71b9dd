namespace MsrSpec.Implementation.Cpu.Features;

/// <summary>
/// The processor that CPUID describes: data, from which everything that depends on a feature is derived.
/// </summary>
/// <param name="Features">What it has.</param>
/// <param name="MachineCheckBanks">The banks that MCG_CAP counts, 0 to 32.</param>
public sealed record CpuModel(CpuFeatures Features, int MachineCheckBanks)
{
    private const CpuFeatures Everything = (CpuFeatures)((1UL << 44) - 1);

    /// <summary>A processor with all that the core has, and ten machine-check banks.</summary>
    public static CpuModel Default { get; } = new(Everything, MachineCheckBanks: 10);

    /// <summary>Whether the processor has all of some features.</summary>
    /// <param name="features">The features.</param>
    public bool Has(CpuFeatures features) => (Features & features) == features;
}
