namespace MsrSpec.Implementation.Emulator.Cpu.Features;

/// <summary>
/// The processor that CPUID describes: data, from which everything that depends on a feature is derived.
/// </summary>
/// <param name="Features">What it has.</param>
/// <param name="MachineCheckBanks">The banks that MCG_CAP counts, 0 to 32.</param>
public sealed record CpuModel(CpuFeatures Features, int MachineCheckBanks)
{
    /// <summary>The most machine-check banks that a processor can have here.</summary>
    public const int MaxMachineCheckBanks = 32;

    /// <summary>The width of a physical address.</summary>
    public const int PhysicalAddressBits = 40;

    /// <summary>The width of a linear address in 64-bit mode.</summary>
    public const int LinearAddressBits = 48;

    private const CpuFeatures Recent = CpuFeatures.NonSerializingMsrWrite | CpuFeatures.ImmediateMsr;

    private const CpuFeatures Everything = (CpuFeatures)((1UL << 47) - 1);

    /// <summary>
    /// A processor with all that the core has but WRMSRNS and immediate forms, which came years after the rest, and
    /// ten machine-check banks.
    /// </summary>
    public static CpuModel Default { get; } = new(Everything & ~Recent, MachineCheckBanks: 10);

    /// <summary>The same with WRMSRNS and the immediate forms.</summary>
    public static CpuModel WithImmediateMsr { get; } = Default.With(Recent);

    /// <summary>The bits of a physical address that no address has set.</summary>
    internal const ulong ReservedAddressBits = ~((1UL << PhysicalAddressBits) - 1);

    /// <summary>Whether the processor has all of some features.</summary>
    /// <param name="features">The features.</param>
    public bool Has(CpuFeatures features) => (Features & features) == features;

    /// <summary>The processor with features more, and with what they need.</summary>
    /// <param name="features">The features.</param>
    public CpuModel With(CpuFeatures features) =>
        this with { Features = FeatureTable.WithNeeds(Features | features) };

    /// <summary>The processor with features less, and without what needs them.</summary>
    /// <param name="features">The features.</param>
    public CpuModel Without(CpuFeatures features) =>
        this with { Features = FeatureTable.Supported(Features & ~features) };
}
