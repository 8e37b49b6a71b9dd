using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Printing;

/// <summary>The flags of a filter as <c>asm/kvm.h</c> and <c>kvm-bindings</c> call them.</summary>
internal static class FilterWords
{
    /// <summary>The directions of a range.</summary>
    public static string Of(AccessFlags flags) => flags switch
    {
        AccessFlags.Read => "KVM_MSR_FILTER_READ",
        AccessFlags.Write => "KVM_MSR_FILTER_WRITE",
        _ => "KVM_MSR_FILTER_READ | KVM_MSR_FILTER_WRITE",
    };

    /// <summary>The default of a filter.</summary>
    public static string OfDefault(bool allows) =>
        allows ? "KVM_MSR_FILTER_DEFAULT_ALLOW" : "KVM_MSR_FILTER_DEFAULT_DENY";
}
