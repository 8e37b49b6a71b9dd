/*
 * The yardstick of the lookup benchmark for filters: a linear scan over the ranges with the semantics of the merged
 * filter, in words of our own. The registers of the x2APIC are not filtered; the first range that covers the index and
 * speaks of the direction decides by its bit; what no range covers is denied; the end of a range is a 32-bit sum.
 */
#include "scan.h"

__attribute__((noinline)) uint32_t filter_allows(
    const struct range *ranges, uint32_t used, uint32_t index, uint32_t type)
{
    if (index >= 0x800 && index <= 0x8ff) {
        return 1;
    }

    return scan_ranges(ranges, used, index, type);
}

SCAN_LOOPS(filter)
