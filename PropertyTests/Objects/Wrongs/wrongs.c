/*
 * Functions that do one thing wrong each, as a kernel's code may: the tests say what must be found, and where. What is
 * wrong happens in the function that is named; none is inlined.
 */
#include "kernel.h"

#define GFP_KERNEL 0xCC0u
#define GFP_ATOMIC 0xA20u
#define WRONG __attribute__((noinline)) u64

struct spinlock { u32 value; };
struct srcu { u64 count; };

extern void *kmalloc(u64 size, u32 flags);
extern void _raw_spin_lock(struct spinlock *lock);
extern void _raw_spin_unlock(struct spinlock *lock);
extern int __srcu_read_lock(struct srcu *domain);
extern void __srcu_read_unlock(struct srcu *domain, int index);
extern void synchronize_srcu(struct srcu *domain);
extern void *memcpy(void *to, const void *from, u64 size);
extern void *memset(void *to, int value, u64 size);

static struct mutex first_lock, second_lock;
static struct spinlock spin;
static struct srcu domain;
static const u64 constant = 1;
static const void *volatile user = (void *)0x7F0000000000;
static u8 *volatile kept;
static volatile u64 eight = 8;

WRONG read_behind(void) { u8 *p = kmalloc(24, GFP_KERNEL); return p[eight * 3]; }
WRONG write_behind(void) { u8 *p = kmalloc(24, GFP_KERNEL); p[eight * 3] = 1; return 0; }
WRONG write_far_behind(void) { u8 *p = kmalloc(24, GFP_KERNEL); p[eight * 400] = 1; return 0; }
WRONG write_in_alignment(void) { u8 *p = kmalloc(17, GFP_KERNEL); p[eight * 2 + 1] = 1; kfree(p); return 0; }
WRONG write_in_front(void) { u8 *p = kmalloc(24, GFP_KERNEL); p[-(long)eight] = 1; kfree(p); return 0; }
WRONG read_after_free(void) { kept = kmalloc(24, GFP_KERNEL); kfree(kept); return *kept; }
WRONG write_after_free(void) { kept = kmalloc(24, GFP_KERNEL); kfree(kept); *kept = 1; return 0; }
WRONG free_twice(void) { u8 *p = kmalloc(24, GFP_KERNEL); kfree(p); kfree(p); return 0; }
WRONG free_inside(void) { u8 *p = kmalloc(24, GFP_KERNEL); kfree(p + eight); return 0; }
WRONG free_error_pointer(void) { kfree((void *)-14L); return 0; }
WRONG free_of_static(void) { kfree(&first_lock); return 0; }
WRONG read_null(void) { return *(volatile u64 *)(eight * 2); }
WRONG read_user(void) { return *(volatile u64 *)user; }
WRONG call_user(void) { ((void (*volatile)(void))user)(); return 0; }
WRONG call_data(void) { ((void (*volatile)(void))(void *)&first_lock)(); return 0; }
WRONG read_nowhere(void) { return *(volatile u64 *)(0xFFFF900000000000 + eight); }
WRONG read_not_canonical(void) { return *(volatile u64 *)(0x1234000000000000 + eight); }
WRONG write_constant(void) { *(volatile u64 *)&constant = 2; return 0; }
WRONG lock_while_spinning(void) { _raw_spin_lock(&spin); mutex_lock(&first_lock); return 0; }
WRONG copy_while_spinning(void) { u64 word; _raw_spin_lock(&spin); return _copy_from_user(&word, user, 8); }
WRONG allocate_while_spinning(void) { _raw_spin_lock(&spin); kept = kmalloc(8, GFP_KERNEL); return 0; }
WRONG lock_kept(void) { mutex_lock(&first_lock); return 0; }
WRONG spin_lock_kept(void) { _raw_spin_lock(&spin); return 0; }
WRONG reader_kept(void) { return __srcu_read_lock(&domain); }
WRONG lock_taken_twice(void) { mutex_lock(&first_lock); mutex_lock(&first_lock); return 0; }
WRONG wait_for_itself(void) { __srcu_read_lock(&domain); synchronize_srcu(&domain); return 0; }
WRONG unlock_of_free(void) { mutex_unlock(&first_lock); return 0; }
WRONG end_of_no_reader(void) { __srcu_read_unlock(&domain, 0); return 0; }
WRONG endless(void) { for (;;) eight++; }
WRONG copy_too_much(void) { u8 *p = kmalloc(24, GFP_KERNEL); return _copy_from_user(p, user, 25); }
WRONG memcpy_too_much(void) { u8 *p = kmalloc(24, GFP_KERNEL); memcpy(p, &first_lock, eight * 4); return 0; }
WRONG memcpy_of_freed(void) { kept = kmalloc(24, GFP_KERNEL); kfree(kept); memcpy(&first_lock, kept, 8); return 0; }
WRONG memset_too_much(void) { u8 *p = kmalloc(24, GFP_KERNEL); memset(p, 1, eight * 4); return 0; }
WRONG unwritten(void) { u64 *p = kmalloc(24, GFP_KERNEL); u64 v = p[1]; kfree(p); return v; }

WRONG order_one(void)
{
	mutex_lock(&first_lock); mutex_lock(&second_lock); mutex_unlock(&second_lock); mutex_unlock(&first_lock);
	return 0;
}

WRONG order_other(void)
{
	mutex_lock(&second_lock); mutex_lock(&first_lock); mutex_unlock(&first_lock); mutex_unlock(&second_lock);
	return 0;
}

WRONG wait_under_lock(void) { mutex_lock(&first_lock); synchronize_srcu(&domain); mutex_unlock(&first_lock); return 0; }

WRONG lock_under_reader(void)
{
	__srcu_read_lock(&domain); mutex_lock(&first_lock); mutex_unlock(&first_lock); __srcu_read_unlock(&domain, 0);
	return 0;
}

WRONG deep(u64 depth) { volatile u64 room[64]; room[depth % 64] = depth; return deep(depth + 1) + room[0]; }

WRONG smash(void)
{
	volatile u8 room[16];
	u64 i;

	for (i = 0; i < eight * 4; i++)
		room[i] = 1;
	return room[3];
}

WRONG warns(void)
{
	__asm__ volatile("1: ud2\n"
			 ".pushsection __bug_table, \"aw\"\n"
			 "2: .long 1b - ., %c0 - .\n .word 77, 1\n"
			 ".popsection" : : "i"("wrongs.c"));
	return 5;
}

/* Only a KASAN build sees these. */
WRONG read_in_front(void) { u8 *p = kmalloc(24, GFP_KERNEL); return p[-(long)eight]; }
WRONG read_in_alignment(void) { u8 *p = kmalloc(17, GFP_KERNEL); return p[eight * 2 + 1]; }

/* Nothing is wrong here. */
WRONG right(void)
{
	u64 word, sum = 0;
	u64 *p = kmalloc(24, GFP_KERNEL);

	mutex_lock(&first_lock);
	_raw_spin_lock(&spin);
	kept = kmalloc(8, GFP_ATOMIC);
	_raw_spin_unlock(&spin);
	mutex_unlock(&first_lock);
	sum += _copy_from_user(&word, user, 8);
	memset(p, 1, 24);
	sum += p[2] == 0x0101010101010101;
	kfree(kept);
	kfree(p);
	kfree(NULL);
	return sum;
}
