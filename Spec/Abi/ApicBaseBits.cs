namespace MsrSpec.Spec.Abi;

/// <summary>The bits of IA32_APIC_BASE beside the address (<c>asm/apicdef.h</c>).</summary>
[Flags]
internal enum ApicBaseBits : ulong
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>The processor is the bootstrap processor (<c>MSR_IA32_APICBASE_BSP</c>).</summary>
    BootstrapProcessor = 1 << 8,

    /// <summary>The APIC is in x2APIC mode, if it is enabled (<c>X2APIC_ENABLE</c>).</summary>
    Extended = 1 << 10,

    /// <summary>The APIC is enabled (<c>MSR_IA32_APICBASE_ENABLE</c>).</summary>
    Enabled = 1 << 11,

    /// <summary>Both bits that are set in x2APIC mode.</summary>
    X2ApicMode = Extended | Enabled,
}
