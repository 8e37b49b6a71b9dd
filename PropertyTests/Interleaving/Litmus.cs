namespace MsrSpec.PropertyTests.Interleaving;

/// <summary>Litmus tests of memory order in C of our own: threads are calls of an ioctl whose base says which.
/// </summary>
internal static class Litmus
{
    /// <summary>The lowest bits of two numbers that a thread has loaded are returned, behind 0x10.</summary>
    public const string Source = """
        #include "allowlist.h"

        static volatile u64 x, y;
        #define FENCE __asm__ volatile("mfence" ::: "memory")
        #define PAIR(first, second) (0x10 + 2 * ((first) & 1) + ((second) & 1))

        static long run(u32 which)
        {
            u64 first = 0, second = 0;

            switch (which) {
            case 0x10: x = 1; first = y; break;                 /* store buffering */
            case 0x11: y = 1; first = x; break;
            case 0x20: x = 1; FENCE; first = y; break;
            case 0x21: y = 1; FENCE; first = x; break;
            case 0x30: x = 1; y = 1; break;                     /* message passing */
            case 0x31: first = y; second = x; break;
            case 0x40: first = x; y = 1; break;                 /* load buffering */
            case 0x41: first = y; x = 1; break;
            case 0x50: x = 1; break;                            /* independent reads of independent writes */
            case 0x51: y = 1; break;
            case 0x52: first = x; second = y; break;
            case 0x53: first = y; second = x; break;
            case 0x60: x = 1; y = 2; break;                     /* 2+2W */
            case 0x61: y = 1; x = 2; break;
            case 0x70: x = 1; first = x; second = y; break;     /* store buffering, seen by oneself */
            case 0x71: y = 1; first = y; second = x; break;
            case 0x80: x++; break;                              /* read, modify, write */
            case 0x90: __asm__ volatile("lock incq %0" : "+m"(x)); break;
            case 0xF0: first = x; second = y; break;            /* what is left */
            }

            return PAIR(first, second);
        }

        """ + CallsByBase.Entries;

    /// <summary>What is asked for when all threads have ended.</summary>
    public const uint WhatIsLeft = 0xF0;
}
