namespace MsrSpec.Spec.Consequences;

/// <summary>Of which interface a consequence speaks.</summary>
public enum ConsequenceScope
{
    /// <summary>The allowlist of the posted patch.</summary>
    TheAllowlist,

    /// <summary>The filter that Linux merged (<c>KVM_X86_SET_MSR_FILTER</c>).</summary>
    TheFilter,

    /// <summary>Both interfaces.</summary>
    Both,
}
