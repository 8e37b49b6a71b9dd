/* The ways in, which both allowlists have alike. To be included behind add_allowlist. */
long vm_ioctl(struct kvm *kvm, u32 request, void __user *argument)
{
	return request == ADD_MSR_ALLOWLIST ? add_allowlist(kvm, argument) : -ENOTTY;
}

void destroy_vm(struct kvm *kvm)
{
	int i;

	for (i = 0; i < kvm->arch.range_count; i++)
		kfree(kvm->arch.ranges[i].bitmap);
}
