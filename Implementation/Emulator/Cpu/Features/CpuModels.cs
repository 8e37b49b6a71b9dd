namespace MsrSpec.Implementation.Emulator.Cpu.Features;

/// <summary>The processors that have a name.</summary>
internal static class CpuModels
{
    /// <summary>The names, each with its processor and a sentence.</summary>
    public static IReadOnlyList<(string Name, CpuModel Model, string Sentence)> All { get; } =
    [
        ("default", CpuModel.Default, "All that the core has but wrmsrns and msr-imm, and 10 machine-check banks."),
        ("kvm", CpuModel.Default with { MachineCheckBanks = CpuModel.MaxMachineCheckBanks },
            "As default, and 32 machine-check banks, as KVM gives by itself."),
        ("minimal", CpuModel.Default.Without(
                CpuFeatures.X2Apic | CpuFeatures.TscDeadline | CpuFeatures.Smep | CpuFeatures.Smap
                | CpuFeatures.Umip | CpuFeatures.Rdtscp | CpuFeatures.FsGsBase | CpuFeatures.TscAdjust
                | CpuFeatures.SpeculationControl | CpuFeatures.SingleThreadPredictors | CpuFeatures.FlushL1D
                | CpuFeatures.StoreBypassDisable | CpuFeatures.GigabytePages),
            "Long mode without what came after it, and 10 machine-check banks."),
    ];

    /// <summary>The processor of a name, or null.</summary>
    /// <param name="name">The name.</param>
    public static CpuModel? Find(ReadOnlySpan<char> name)
    {
        foreach ((string known, CpuModel model, _) in All)
        {
            if (name.SequenceEqual(known))
            {
                return model;
            }
        }

        return null;
    }
}
