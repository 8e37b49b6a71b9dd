namespace MsrSpec.Spec.Abi;

/// <summary>Why KVM_RUN came back to user space (<c>kvm_run.exit_reason</c>).</summary>
public enum ExitReason : uint
{
    /// <summary>A guest RDMSR is deflected (<c>KVM_EXIT_RDMSR</c>; merged as <c>KVM_EXIT_X86_RDMSR</c>).</summary>
    ReadMsr = 29,

    /// <summary>A guest WRMSR is deflected (<c>KVM_EXIT_WRMSR</c>; merged as <c>KVM_EXIT_X86_WRMSR</c>).</summary>
    WriteMsr = 30,
}
