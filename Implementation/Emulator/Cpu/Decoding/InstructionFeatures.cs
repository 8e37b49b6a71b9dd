using System.Collections.Frozen;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Features;

namespace MsrSpec.Implementation.Emulator.Cpu.Decoding;

/// <summary>
/// Which instructions a processor has. What its CPUID does not say takes #UD; what has no bit there at all, because
/// it came before CPUID or came without, is always there.
/// </summary>
internal static class InstructionFeatures
{
    private static readonly FrozenDictionary<CpuidFeature, CpuFeatures> Known =
        new Dictionary<CpuidFeature, CpuFeatures>
        {
            [CpuidFeature.INTEL8086] = CpuFeatures.None,
            [CpuidFeature.INTEL186] = CpuFeatures.None,
            [CpuidFeature.INTEL286] = CpuFeatures.None,
            [CpuidFeature.INTEL386] = CpuFeatures.None,
            [CpuidFeature.INTEL486] = CpuFeatures.None,
            [CpuidFeature.CPUID] = CpuFeatures.None,
            [CpuidFeature.MULTIBYTENOP] = CpuFeatures.None,
            [CpuidFeature.PAUSE] = CpuFeatures.None,
            [CpuidFeature.RDPMC] = CpuFeatures.None,
            [CpuidFeature.X64] = CpuFeatures.LongMode,
            [CpuidFeature.CLFSH] = CpuFeatures.CacheLineFlush,
            [CpuidFeature.CMOV] = CpuFeatures.ConditionalMove,
            [CpuidFeature.CMPXCHG16B] = CpuFeatures.CompareExchange16,
            [CpuidFeature.CX8] = CpuFeatures.CompareExchange8,
            [CpuidFeature.FPU] = CpuFeatures.Fpu,
            [CpuidFeature.FPU287] = CpuFeatures.Fpu,
            [CpuidFeature.FPU387] = CpuFeatures.Fpu,
            [CpuidFeature.FSGSBASE] = CpuFeatures.FsGsBase,
            [CpuidFeature.FXSR] = CpuFeatures.FxSave,
            [CpuidFeature.LZCNT] = CpuFeatures.LeadingZeroCount,
            [CpuidFeature.MMX] = CpuFeatures.Mmx,
            [CpuidFeature.MOVBE] = CpuFeatures.MoveBigEndian,
            [CpuidFeature.MSR] = CpuFeatures.Msr,
            [CpuidFeature.POPCNT] = CpuFeatures.PopulationCount,
            [CpuidFeature.RDTSCP] = CpuFeatures.Rdtscp,
            [CpuidFeature.SEP] = CpuFeatures.Sysenter,
            [CpuidFeature.SMAP] = CpuFeatures.Smap,
            [CpuidFeature.SSE] = CpuFeatures.Sse,
            [CpuidFeature.SSE2] = CpuFeatures.Sse2,
            [CpuidFeature.SYSCALL] = CpuFeatures.Syscall,
            [CpuidFeature.WRMSRNS] = CpuFeatures.NonSerializingMsrWrite,
            [CpuidFeature.TSC] = CpuFeatures.TimeStampCounter,
        }.ToFrozenDictionary();

    /// <summary>Whether a processor has all that an instruction needs.</summary>
    internal static bool AreIn(CpuModel model, in Instruction instruction)
    {
        foreach (CpuidFeature needed in instruction.CpuidFeatures)
        {
            if (!Known.TryGetValue(needed, out CpuFeatures features) || !model.Has(features))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// How bytes read that mean one instruction to a processor and another to one without a feature. The opcodes 0F0D
    /// and 0F18 to 0F1F are hints, and hints do nothing here, so that they are all read as reserved NOPs. TZCNT and
    /// WBNOINVD are never there, and are read as BSF and WBINVD.
    /// </summary>
    internal static DecoderOptions DecodingOf(CpuModel model) =>
        DecoderOptions.ForceReservedNop
        | DecoderOptions.NoMPFX_0FBC
        | DecoderOptions.NoWbnoinvd
        | (model.Has(CpuFeatures.LeadingZeroCount) ? DecoderOptions.None : DecoderOptions.NoMPFX_0FBD)
        | (model.Has(CpuFeatures.LahfSahf64) ? DecoderOptions.None : DecoderOptions.NoLahfSahf64);
}
