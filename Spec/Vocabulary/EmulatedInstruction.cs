namespace MsrSpec.Spec.Vocabulary;

/// <summary>An instruction that reads MSRs besides what it is for, and that the kernel emulates.</summary>
public enum EmulatedInstruction
{
    /// <summary>RDPID, which reads TSC_AUX.</summary>
    Rdpid = 0,

    /// <summary>SYSCALL, which looks at EFER first.</summary>
    Syscall = 1,

    /// <summary>SYSENTER, which looks at SYSENTER_CS first.</summary>
    Sysenter = 2,
}
