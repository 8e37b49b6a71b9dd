/* What the two allowlists have in common: the ioctl's argument, and where a VM keeps its ranges. */
#ifndef ALLOWLIST_H
#define ALLOWLIST_H

#include "kernel.h"

#define SLOTS 10
#define LARGEST_BITMAP 0x600
#define BITS_PER_LONG 64
#define ALLOWS_READ 1u
#define ALLOWS_WRITE 2u
#define KNOWN_FLAGS (ALLOWS_READ | ALLOWS_WRITE)
#define ADD_MSR_ALLOWLIST 0x4010AEC6u

/* The argument, as user space lays it out. */
struct allowlist_argument {
	u32 flags;
	u32 nmsrs;
	u32 base;
	u32 pad;
	u8 bitmap[];
};

/* A stored range. */
struct allowed_range {
	u32 flags;
	u32 nmsrs;
	u32 base;
	u64 *bitmap;
};

struct kvm_arch {
	u64 msrs_emulated;
	struct allowed_range ranges[SLOTS];
	int range_count;
};

struct kvm {
	u64 memory_map;
	struct mutex lock;
	struct kvm_arch arch;
};

struct kvm_vcpu {
	struct kvm *kvm;
	int id;
};

static inline bool bit_is_set(const u64 *bitmap, u32 bit)
{
	return bitmap[bit / BITS_PER_LONG] >> (bit % BITS_PER_LONG) & 1;
}

static inline u64 bitmap_size(u32 nmsrs)
{
	return ((u64)nmsrs + BITS_PER_LONG - 1) / BITS_PER_LONG * (BITS_PER_LONG / 8);
}

bool msr_allowed(struct kvm_vcpu *vcpu, u32 index, u32 direction);
long vm_ioctl(struct kvm *kvm, u32 request, void __user *argument);
void destroy_vm(struct kvm *kvm);

#endif
