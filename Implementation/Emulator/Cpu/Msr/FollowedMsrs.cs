using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Emulator.Cpu.Msr;

/// <summary>The MSRs that the core derives something from, which it has to derive anew when one is written.</summary>
/// <param name="Efer">EFER: the mode, and how tables are read.</param>
/// <param name="ApicBase">IA32_APIC_BASE: which page is the APIC's.</param>
/// <param name="MtrrWrites">How many writes to an MTRR there were.</param>
internal readonly record struct FollowedMsrs(EferBits Efer, ulong ApicBase, ulong MtrrWrites)
{
    /// <summary>What they are now.</summary>
    internal static FollowedMsrs Of(MsrFile msrs) => new(msrs.Efer, msrs.ApicBase, msrs.MtrrWrites);

    /// <summary>
    /// Whether what was translated under others still holds. It outlives neither a move of the APIC's page, which may
    /// have been RAM and may be now, nor a write to an MTRR, which the architecture says ends all of it.
    /// </summary>
    internal bool KeepTranslationsOf(FollowedMsrs others) =>
        ApicBase == others.ApicBase && MtrrWrites == others.MtrrWrites;
}
