/*
 * The yardstick of the lookup benchmark: a linear scan over the ranges with the semantics of the posted patch, in
 * words of our own. Without a range all is allowed; the first range that covers the index and speaks of the direction
 * decides by its bit; the end of a range is a 32-bit sum, which wraps.
 */
#include "scan.h"

__attribute__((noinline)) uint32_t linear_allows(
    const struct range *ranges, uint32_t used, uint32_t index, uint32_t type)
{
    if (used == 0) {
        return 1;
    }

    return scan_ranges(ranges, used, index, type);
}

SCAN_LOOPS(linear)
