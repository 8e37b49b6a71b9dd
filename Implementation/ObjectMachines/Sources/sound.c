/*
 * The allowlist as it should be: what is wrong with the posted one is mended. Ends are in 64 bits; the argument is
 * judged whole before the lock is taken; each way out gives back what it has; an entry is stored before it is counted.
 */
#include "allowlist.h"

#define TOP (1UL << 32)

static inline u64 end_of(const struct allowed_range *range)
{
	return (u64)range->base + range->nmsrs;
}

bool msr_allowed(struct kvm_vcpu *vcpu, u32 index, u32 direction)
{
	struct kvm_arch *arch = &vcpu->kvm->arch;
	int count = __atomic_load_n(&arch->range_count, __ATOMIC_ACQUIRE);
	int i;

	for (i = 0; i < count; i++) {
		const struct allowed_range *range = &arch->ranges[i];

		if (index >= range->base && index < end_of(range) && (range->flags & direction))
			return bit_is_set(range->bitmap, index - range->base);
	}

	return count == 0;
}

static bool overlaps_stored(struct kvm *kvm, const struct allowed_range *asked)
{
	int i;

	for (i = 0; i < kvm->arch.range_count; i++) {
		const struct allowed_range *stored = &kvm->arch.ranges[i];

		if (asked->base < end_of(stored) && stored->base < end_of(asked) && (asked->flags & stored->flags))
			return true;
	}

	return false;
}

static int store(struct kvm *kvm, const struct allowed_range *asked)
{
	int count = kvm->arch.range_count;

	if (count >= SLOTS)
		return -E2BIG;

	if (overlaps_stored(kvm, asked))
		return -EINVAL;

	kvm->arch.ranges[count] = *asked;
	__atomic_store_n(&kvm->arch.range_count, count + 1, __ATOMIC_RELEASE);
	return 0;
}

static bool is_valid(const struct allowed_range *range)
{
	return range->flags != 0 && !(range->flags & ~KNOWN_FLAGS) && range->nmsrs != 0 && end_of(range) <= TOP;
}

static int add_allowlist(struct kvm *kvm, struct allowlist_argument __user *argument)
{
	struct allowlist_argument header;
	struct allowed_range range;
	int result;

	if (_copy_from_user(&header, argument, sizeof(header)))
		return -EFAULT;

	range = (struct allowed_range) { .flags = header.flags, .nmsrs = header.nmsrs, .base = header.base };
	if (bitmap_size(range.nmsrs) > LARGEST_BITMAP)
		return -EINVAL;

	range.bitmap = memdup_user(argument->bitmap, bitmap_size(range.nmsrs));
	if (is_error(range.bitmap))
		return errno_of(range.bitmap);

	if (!is_valid(&range)) {
		kfree(range.bitmap);
		return -EINVAL;
	}

	mutex_lock(&kvm->lock);
	result = store(kvm, &range);
	mutex_unlock(&kvm->lock);
	if (result)
		kfree(range.bitmap);

	return result;
}

#include "entries.h"
