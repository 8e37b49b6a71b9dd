using F = MsrSpec.Implementation.Emulator.Cpu.Features.CpuFeatures;
using R = MsrSpec.Implementation.Emulator.Cpu.Features.CpuidRegister;

namespace MsrSpec.Implementation.Emulator.Cpu.Features;

/// <summary>
/// The features with their places in CPUID (Intel SDM volume 2, CPUID), a row each.
/// </summary>
internal static class FeatureTable
{
    private const uint Extended = 0x8000_0001;

    private static readonly FeatureRow[] AllRows =
    [
        new(F.Fpu,                    "fpu",          1,        R.Edx, 0,  F.None),
        new(F.DebuggingExtensions,    "de",           1,        R.Edx, 2,  F.None),
        new(F.PageSizeExtensions,     "pse",          1,        R.Edx, 3,  F.None),
        new(F.TimeStampCounter,       "tsc",          1,        R.Edx, 4,  F.None),
        new(F.Msr,                    "msr",          1,        R.Edx, 5,  F.None),
        new(F.PhysicalAddressExtension, "pae",        1,        R.Edx, 6,  F.None),
        new(F.MachineCheckException,  "mce",          1,        R.Edx, 7,  F.None),
        new(F.CompareExchange8,       "cx8",          1,        R.Edx, 8,  F.None),
        new(F.Apic,                   "apic",         1,        R.Edx, 9,  F.Msr),
        new(F.Sysenter,               "sep",          1,        R.Edx, 11, F.Msr),
        new(F.Mtrr,                   "mtrr",         1,        R.Edx, 12, F.Msr),
        new(F.GlobalPages,            "pge",          1,        R.Edx, 13, F.None),
        new(F.MachineCheck,           "mca",          1,        R.Edx, 14, F.MachineCheckException | F.Msr),
        new(F.ConditionalMove,        "cmov",         1,        R.Edx, 15, F.None),
        new(F.PageAttributeTable,     "pat",          1,        R.Edx, 16, F.Msr),
        new(F.PageSizeExtensions36,   "pse36",        1,        R.Edx, 17, F.PageSizeExtensions),
        new(F.CacheLineFlush,         "clflush",      1,        R.Edx, 19, F.None),
        new(F.Mmx,                    "mmx",          1,        R.Edx, 23, F.Fpu),
        new(F.FxSave,                 "fxsr",         1,        R.Edx, 24, F.None),
        new(F.Sse,                    "sse",          1,        R.Edx, 25, F.FxSave),
        new(F.Sse2,                   "sse2",         1,        R.Edx, 26, F.Sse),
        new(F.CompareExchange16,      "cx16",         1,        R.Ecx, 13, F.CompareExchange8 | F.LongMode),
        new(F.X2Apic,                 "x2apic",       1,        R.Ecx, 21, F.Apic),
        new(F.MoveBigEndian,          "movbe",        1,        R.Ecx, 22, F.None),
        new(F.PopulationCount,        "popcnt",       1,        R.Ecx, 23, F.None),
        new(F.TscDeadline,            "tsc-deadline", 1,        R.Ecx, 24, F.Apic | F.TimeStampCounter),
        new(F.Hypervisor,             "hypervisor",   1,        R.Ecx, 31, F.None),
        new(F.FsGsBase,               "fsgsbase",     7,        R.Ebx, 0,  F.LongMode),
        new(F.TscAdjust,              "tsc-adjust",   7,        R.Ebx, 1,  F.TimeStampCounter | F.Msr),
        new(F.Smep,                   "smep",         7,        R.Ebx, 7,  F.None),
        new(F.FastStrings,            "erms",         7,        R.Ebx, 9,  F.None),
        new(F.Smap,                   "smap",         7,        R.Ebx, 20, F.None),
        new(F.Umip,                   "umip",         7,        R.Ecx, 2,  F.None),
        new(F.SpeculationControl,     "spec-ctrl",    7,        R.Edx, 26, F.Msr),
        new(F.SingleThreadPredictors, "stibp",        7,        R.Edx, 27, F.Msr),
        new(F.FlushL1D,               "flush-l1d",    7,        R.Edx, 28, F.Msr),
        new(F.StoreBypassDisable,     "ssbd",         7,        R.Edx, 31, F.Msr),
        new(F.NonSerializingMsrWrite, "wrmsrns",      7,        R.Eax, 19, F.Msr) { Subleaf = 1 },
        new(F.ImmediateMsr,           "msr-imm",      7,        R.Ecx, 5,  F.NonSerializingMsrWrite | F.LongMode)
        {
            Subleaf = 1,
        },
        new(F.LahfSahf64,             "lahf-lm",      Extended, R.Ecx, 0,  F.LongMode),
        new(F.LeadingZeroCount,       "lzcnt",        Extended, R.Ecx, 5,  F.None),
        new(F.PrefetchWrite,          "prefetchw",    Extended, R.Ecx, 8,  F.None),
        new(F.Syscall,                "syscall",      Extended, R.Edx, 11, F.LongMode),
        new(F.NoExecute,              "nx",           Extended, R.Edx, 20, F.PhysicalAddressExtension | F.Msr),
        new(F.GigabytePages,          "pdpe1gb",      Extended, R.Edx, 26, F.LongMode),
        new(F.Rdtscp,                 "rdtscp",       Extended, R.Edx, 27, F.TimeStampCounter | F.Msr),
        new(F.LongMode,               "lm",           Extended, R.Edx, 29, F.PhysicalAddressExtension | F.Msr),
    ];

    /// <summary>Every feature: its name, its CPUID bit and what it needs.</summary>
    public static ReadOnlySpan<FeatureRow> Rows => AllRows;

    /// <summary>The feature of a name, or none.</summary>
    /// <param name="name">The name, in lower case.</param>
    public static CpuFeatures Find(ReadOnlySpan<char> name)
    {
        foreach (FeatureRow row in AllRows)
        {
            if (name.SequenceEqual(row.Name))
            {
                return row.Feature;
            }
        }

        return CpuFeatures.None;
    }

    /// <summary>Features with all that they need.</summary>
    /// <param name="features">The features.</param>
    public static CpuFeatures WithNeeds(CpuFeatures features)
    {
        CpuFeatures before;
        do
        {
            before = features;
            foreach (FeatureRow row in AllRows)
            {
                features |= (features & row.Feature) != 0 ? row.Needs : CpuFeatures.None;
            }
        }
        while (features != before);
        return features;
    }

    /// <summary>What is left of features when those that lack something they need are left out.</summary>
    /// <param name="features">The features.</param>
    public static CpuFeatures Supported(CpuFeatures features)
    {
        CpuFeatures before;
        do
        {
            before = features;
            foreach (FeatureRow row in AllRows)
            {
                features &= (features & row.Needs) == row.Needs ? features : ~row.Feature;
            }
        }
        while (features != before);
        return features;
    }

    /// <summary>The bits of one register of a leaf that stand for what a processor has.</summary>
    internal static uint BitsOf(CpuFeatures features, uint leaf, uint subleaf, CpuidRegister register)
    {
        uint bits = 0;
        foreach (FeatureRow row in AllRows)
        {
            bool isHere = row.Leaf == leaf && row.Subleaf == subleaf && row.Register == register;
            if (isHere && (features & row.Feature) != 0)
            {
                bits |= 1U << row.Bit;
            }
        }

        return bits;
    }
}
