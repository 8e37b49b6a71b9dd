/*
 * An allowlist on a distribution's own headers, as docs/objects.md takes it from a tree to a finding. The ranges lie
 * beside struct kvm, so that no header has to be changed. One thread finds nothing wrong with it.
 */
#include <linux/kvm_host.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define SLOTS 10

struct allowlist_argument {
	u32 flags, nmsrs, base, pad;
	u8 bitmap[];
};

struct allowed_range {
	u32 flags, nmsrs, base;
	unsigned long *bitmap;
};

struct allowlist_vm {
	struct kvm kvm;
	struct allowed_range ranges[SLOTS];
	int count;
};

static struct allowlist_vm *vm_of(struct kvm *kvm)
{
	return container_of(kvm, struct allowlist_vm, kvm);
}

bool allowlist_allows(struct kvm_vcpu *vcpu, u32 index, u32 direction)
{
	struct allowlist_vm *vm = vm_of(vcpu->kvm);
	int count = READ_ONCE(vm->count);
	int i;

	for (i = 0; i < count; i++) {
		struct allowed_range *range = &vm->ranges[i];

		if (index >= range->base && index < (u64)range->base + range->nmsrs && (range->flags & direction))
			return test_bit(index - range->base, range->bitmap);
	}

	return count == 0;
}

static bool overlaps(struct allowlist_vm *vm, const struct allowed_range *asked)
{
	int i;

	for (i = 0; i < vm->count; i++) {
		struct allowed_range *stored = &vm->ranges[i];

		if (asked->base < (u64)stored->base + stored->nmsrs && stored->base < (u64)asked->base + asked->nmsrs &&
		    (asked->flags & stored->flags))
			return true;
	}

	return false;
}

long allowlist_ioctl(struct kvm *kvm, unsigned int request, struct allowlist_argument __user *argument)
{
	struct allowlist_vm *vm = vm_of(kvm);
	struct allowlist_argument header;
	struct allowed_range range;
	int result = 0;

	if (copy_from_user(&header, argument, sizeof(header)))
		return -EFAULT;

	range = (struct allowed_range) { .flags = header.flags, .nmsrs = header.nmsrs, .base = header.base };
	if (BITS_TO_LONGS((u64)range.nmsrs) * sizeof(long) > 0x600)
		return -EINVAL;

	range.bitmap = memdup_user(argument->bitmap, BITS_TO_LONGS(range.nmsrs) * sizeof(long));
	if (IS_ERR(range.bitmap))
		return PTR_ERR(range.bitmap);

	if (!range.flags || range.flags > 3 || !range.nmsrs || (u64)range.base + range.nmsrs > 1UL << 32) {
		result = -EINVAL;
		goto out;
	}

	mutex_lock(&kvm->lock);
	if (vm->count >= SLOTS)
		result = -E2BIG;
	else if (overlaps(vm, &range))
		result = -EINVAL;
	else
		vm->ranges[vm->count++] = range;
	mutex_unlock(&kvm->lock);
out:
	if (result)
		kfree(range.bitmap);
	return result;
}

void allowlist_destroy(struct kvm *kvm)
{
	struct allowlist_vm *vm = vm_of(kvm);

	while (vm->count)
		kfree(vm->ranges[--vm->count].bitmap);
}
