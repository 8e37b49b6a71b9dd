namespace MsrSpec.Spec.Vocabulary;

/// <summary>The current privilege level of an access. Real mode knows no levels and counts as the kernel's.</summary>
public enum Privilege
{
    /// <summary>CPL 0.</summary>
    Kernel = 0,

    /// <summary>CPL 3.</summary>
    User = 3,
}
