/*
 * As much of a kernel's surface as an allowlist needs. The layouts are this project's own: who loads an object asks its
 * BTF for them.
 */
#ifndef KERNEL_H
#define KERNEL_H

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long u64;
typedef _Bool bool;

#define NULL ((void *)0)
#define true 1
#define false 0
#define __user

#define E2BIG 7
#define EFAULT 14
#define EINVAL 22
#define ENOTTY 25
#define LARGEST_ERRNO 4095UL

/* A mutex: the services keep its holder, and nothing is written here. */
struct mutex {
	u64 owner;
	u32 wait_lock;
	u32 waiting;
	void *first_waiter;
	void *last_waiter;
};

extern void mutex_lock(struct mutex *mutex);
extern void mutex_unlock(struct mutex *mutex);
extern u64 _copy_from_user(void *to, const void __user *from, u64 size);
extern void *memdup_user(const void __user *from, u64 size);
extern void kfree(const void *object);

static inline bool is_error(const void *pointer)
{
	return (u64)pointer >= -LARGEST_ERRNO;
}

static inline int errno_of(const void *pointer)
{
	return (int)(long)pointer;
}

#endif
