using System.Runtime.Intrinsics.X86;
using Iced.Intel;

namespace MsrSpec.Hardware.Generation;

/// <summary>The extensions whose instructions are tested, and whether this host has them.</summary>
internal static class Features
{
    private const int MovbeBit = 22;
    private const int WideExchangeBit = 13;

    internal static bool IsKnown(CpuidFeature feature) => feature is CpuidFeature.INTEL8086 or CpuidFeature.INTEL186
        or CpuidFeature.INTEL286 or CpuidFeature.INTEL386 or CpuidFeature.INTEL486 or CpuidFeature.X64
        or CpuidFeature.CMOV or CpuidFeature.CX8 or CpuidFeature.CMPXCHG16B or CpuidFeature.MULTIBYTENOP
        or CpuidFeature.CET_IBT or CpuidFeature.PAUSE or CpuidFeature.POPCNT or CpuidFeature.LZCNT
        or CpuidFeature.BMI1 or CpuidFeature.BMI2 or CpuidFeature.MOVBE
        or CpuidFeature.SSE or CpuidFeature.SSE2 or CpuidFeature.CLFSH or CpuidFeature.PREFETCHW;

    internal static bool IsOnHost(Code code)
    {
        foreach (CpuidFeature feature in code.CpuidFeatures())
        {
            bool isThere = feature switch
            {
                CpuidFeature.POPCNT => Popcnt.IsSupported,
                CpuidFeature.LZCNT => Lzcnt.IsSupported,
                CpuidFeature.BMI1 => Bmi1.IsSupported,
                CpuidFeature.BMI2 => Bmi2.IsSupported,
                CpuidFeature.MOVBE => HasBit(MovbeBit),
                CpuidFeature.CMPXCHG16B => HasBit(WideExchangeBit),
                _ => true,
            };
            if (!isThere)
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasBit(int bit) =>
        X86Base.IsSupported && ((X86Base.CpuId(1, 0).Ecx >> bit) & 1) != 0;
}
