namespace MsrSpec.Spec.Vocabulary;

/// <summary>The current privilege level of an access. Real mode knows no levels and counts as the kernel's.</summary>
public enum Privilege
{
    /// <summary>CPL 0, where the guest's kernel runs.</summary>
    Kernel = 0,

    /// <summary>CPL 1, which hardly any guest uses.</summary>
    Ring1 = 1,

    /// <summary>CPL 2, which hardly any guest uses.</summary>
    Ring2 = 2,

    /// <summary>CPL 3, where the guest's programs run.</summary>
    User = 3,
}
