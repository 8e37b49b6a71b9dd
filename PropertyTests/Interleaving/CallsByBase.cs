namespace MsrSpec.PropertyTests.Interleaving;

/// <summary>C of our own whose ioctl does what the base of its argument says.</summary>
internal static class CallsByBase
{
    /// <summary>The ways in, to stand behind a function <c>run</c> that is given the base.</summary>
    public const string Entries = """
        long vm_ioctl(struct kvm *kvm, u32 request, void __user *argument)
        {
            struct allowlist_argument header;

            (void)kvm;
            (void)request;
            return _copy_from_user(&header, argument, sizeof(header)) ? -1 : run(header.base);
        }

        bool msr_allowed(struct kvm_vcpu *vcpu, u32 index, u32 direction)
        {
            (void)vcpu;
            (void)index;
            (void)direction;
            return true;
        }

        void destroy_vm(struct kvm *kvm)
        {
            (void)kvm;
        }
        """;
}
