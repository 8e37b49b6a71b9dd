namespace MsrSpec.PropertyTests.Interleaving;

/// <summary>C of our own whose threads meet in memory, in SRCU and at spin locks: calls of an ioctl whose base says
/// what.
/// </summary>
internal static class SteppedCode
{
    public const string Source = """
        #include "allowlist.h"

        extern void *__kmalloc(u64 size, u32 flags);
        extern int __srcu_read_lock(void *domain);
        extern void __srcu_read_unlock(void *domain, int index);
        extern void synchronize_srcu(void *domain);
        extern void _raw_spin_lock(u32 *lock);
        extern void _raw_spin_unlock(u32 *lock);

        static u64 *volatile current_value;
        static u64 domain, other;
        static u32 spin;
        static volatile u8 from[4], to[4];

        static long swap(bool waits)
        {
            u64 *old = current_value;
            u64 *fresh = __kmalloc(8, 0);

            *fresh = 7;
            current_value = fresh;
            if (waits)
                synchronize_srcu(&domain);
            if (old)
                kfree(old);
            return 0x10;
        }

        static long look(bool isReader)
        {
            int index = isReader ? __srcu_read_lock(&domain) : 0;
            u64 *seen = current_value;
            long value = seen ? 0x10 + (long)*seen : 0x10;

            if (isReader)
                __srcu_read_unlock(&domain, index);
            return value;
        }

        static void copy(volatile void *target, const volatile void *source)
        {
            u64 count = 4;

            __asm__ volatile("rep movsb" : "+D"(target), "+S"(source), "+c"(count) : : "memory");
        }

        static long run(u32 which)
        {
            u64 count = 0x10;

            switch (which) {
            case 0x10: return swap(true);
            case 0x11: return swap(false);
            case 0x12: return look(true);
            case 0x13: return look(false);
            case 0x20: _raw_spin_lock(&spin); other++; _raw_spin_unlock(&spin); break;
            case 0x21: return 0x10 + (long)other;
            case 0x30: from[0] = from[1] = from[2] = from[3] = 1; break;
            case 0x31: copy(to, from); break;
            case 0x32: return 0x10 + to[0] + 2 * to[1] + 4 * to[2] + 8 * to[3];
            }

            return (long)count;
        }

        """ + CallsByBase.Entries;
}
