/*
 * The yardstick of the lookup benchmark for filters: a linear scan over the ranges with the semantics of the merged
 * filter, in words of our own. The registers of the x2APIC are not filtered; the first range that covers the index and
 * speaks of the direction decides by its bit; what no range covers is denied; the end of a range is a 32-bit sum.
 *
 * The loops over the queries are here as well, so that C is timed without a crossing from managed code per lookup.
 */
#include <stddef.h>
#include <stdint.h>

struct range {
    uint32_t flags;
    uint32_t count;
    uint32_t base;
    uint32_t unused;
    const uint64_t *bits;
};

struct query {
    uint32_t index;
    uint32_t type;
};

__attribute__((noinline)) uint32_t filter_allows(
    const struct range *ranges, uint32_t used, uint32_t index, uint32_t type)
{
    if (index >= 0x800 && index <= 0x8ff) {
        return 1;
    }

    for (uint32_t i = 0; i < used; i++) {
        const struct range *range = &ranges[i];
        uint32_t end = range->base + range->count;

        if (index >= range->base && index < end && (range->flags & type) != 0) {
            uint32_t offset = index - range->base;
            return (range->bits[offset / 64] >> (offset % 64)) & 1;
        }
    }

    return 0;
}

/* One answer a query, for the comparison that precedes any timing. */
void filter_answers(
    const struct range *ranges, uint32_t used, const struct query *queries, uint64_t length, uint8_t *answers)
{
    for (uint64_t i = 0; i < length; i++) {
        answers[i] = (uint8_t)filter_allows(ranges, used, queries[i].index, queries[i].type);
    }
}

/* Independent lookups: the processor may overlap them. Returns how many were allowed. */
uint64_t filter_throughput(
    const struct range *ranges, uint32_t used, const struct query *queries, uint64_t length)
{
    uint64_t allowed = 0;

    for (uint64_t i = 0; i < length; i++) {
        allowed += filter_allows(ranges, used, queries[i].index, queries[i].type);
    }

    return allowed;
}

/*
 * Dependent lookups: each index depends on the answer before it, by a mask that is zero at run time, which the
 * compiler can't know. Returns how many were allowed.
 */
uint64_t filter_latency(
    const struct range *ranges, uint32_t used, const struct query *queries, uint64_t length, uint32_t zero)
{
    uint64_t allowed = 0;
    uint32_t answer = 0;

    for (uint64_t i = 0; i < length; i++) {
        answer = filter_allows(ranges, used, queries[i].index ^ (answer & zero), queries[i].type);
        allowed += answer;
    }

    return allowed;
}
