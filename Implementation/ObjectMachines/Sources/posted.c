/*
 * The allowlist as it was posted in July 2020, defect for defect, in words of our own: ends in 32 bits that wrap, one
 * way out for what fails before and after the lock is taken, a kfree of whatever stands in the bitmap's place, and a
 * range that is counted and stored in one statement, of which the compiler may do the counting first.
 */
#include "allowlist.h"

bool msr_allowed(struct kvm_vcpu *vcpu, u32 index, u32 direction)
{
	struct kvm_arch *arch = &vcpu->kvm->arch;
	u32 count = arch->range_count;
	u32 i;

	if (count == 0)
		return true;

	for (i = 0; i < count; i++) {
		struct allowed_range *range = &arch->ranges[i];
		u32 end = range->base + range->nmsrs;

		if (index >= range->base && index < end && (range->flags & direction))
			return bit_is_set(range->bitmap, index - range->base);
	}

	return false;
}

static bool overlaps_stored(struct kvm *kvm, const struct allowed_range *asked)
{
	u32 count = kvm->arch.range_count;
	u32 asked_end = asked->base + asked->nmsrs;
	u32 i;

	for (i = 0; i < count; i++) {
		const struct allowed_range *stored = &kvm->arch.ranges[i];
		u32 stored_end = stored->base + stored->nmsrs;
		u32 start = asked->base > stored->base ? asked->base : stored->base;
		u32 end = asked_end < stored_end ? asked_end : stored_end;

		if (start < end && (asked->flags & stored->flags))
			return true;
	}

	return false;
}

static int add_allowlist(struct kvm *kvm, struct allowlist_argument __user *argument)
{
	struct allowlist_argument header;
	struct allowed_range range;
	u64 *bitmap = NULL;
	u64 size;
	int result = 0;

	if (_copy_from_user(&header, argument, sizeof(header))) {
		result = -EFAULT;
		goto failed;
	}

	size = bitmap_size(header.nmsrs);
	if (size > LARGEST_BITMAP) {
		result = -EINVAL;
		goto failed;
	}

	bitmap = memdup_user(argument->bitmap, size);
	if (is_error(bitmap)) {
		result = errno_of(bitmap);
		goto failed;
	}

	range = (struct allowed_range) {
		.flags = header.flags, .nmsrs = header.nmsrs, .base = header.base, .bitmap = bitmap,
	};
	if (range.flags & ~KNOWN_FLAGS) {
		result = -EINVAL;
		goto failed;
	}

	mutex_lock(&kvm->lock);
	if (kvm->arch.range_count >= SLOTS) {
		result = -E2BIG;
		goto failed;
	}

	if (overlaps_stored(kvm, &range)) {
		result = -EINVAL;
		goto failed;
	}

#ifdef ENTRY_FIRST
	kvm->arch.ranges[kvm->arch.range_count] = range;
	__asm__ volatile("" ::: "memory");
	kvm->arch.range_count++;
#elif defined COUNT_FIRST
	kvm->arch.range_count++;
	__asm__ volatile("" ::: "memory");
	kvm->arch.ranges[kvm->arch.range_count - 1] = range;
#else
	kvm->arch.ranges[kvm->arch.range_count++] = range;
#endif
	mutex_unlock(&kvm->lock);
	return 0;

failed:
	kfree(bitmap);
	return result;
}

#include "entries.h"
