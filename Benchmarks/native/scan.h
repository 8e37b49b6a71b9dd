/*
 * What the scans of the lookup benchmark share: a range, a query, the scan itself, and the loops over the queries,
 * which are in C so that it is timed without a crossing from managed code per lookup. A scan defines its lookup and then
 * SCAN_LOOPS.
 */
#ifndef SCAN_H
#define SCAN_H

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

/* The bit of the first range that covers the index and speaks of the direction; 0 where none does. */
static inline uint32_t scan_ranges(const struct range *ranges, uint32_t used, uint32_t index, uint32_t type)
{
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

/*
 * NAME_answers gives one answer a query, for the comparison that precedes any timing. NAME_throughput makes independent
 * lookups, which the processor may overlap. In NAME_latency each index depends on the answer before it, by a mask that
 * is zero at run time, which the compiler can't know. Both return how many were allowed.
 */
#define SCAN_LOOPS(name)                                                                                               \
    void name##_answers(const struct range *ranges, uint32_t used, const struct query *queries, uint64_t length,       \
                        uint8_t *answers)                                                                              \
    {                                                                                                                  \
        for (uint64_t i = 0; i < length; i++) {                                                                        \
            answers[i] = (uint8_t)name##_allows(ranges, used, queries[i].index, queries[i].type);                      \
        }                                                                                                              \
    }                                                                                                                  \
                                                                                                                       \
    uint64_t name##_throughput(const struct range *ranges, uint32_t used, const struct query *queries,                 \
                               uint64_t length)                                                                        \
    {                                                                                                                  \
        uint64_t allowed = 0;                                                                                          \
                                                                                                                       \
        for (uint64_t i = 0; i < length; i++) {                                                                        \
            allowed += name##_allows(ranges, used, queries[i].index, queries[i].type);                                 \
        }                                                                                                              \
                                                                                                                       \
        return allowed;                                                                                                \
    }                                                                                                                  \
                                                                                                                       \
    uint64_t name##_latency(const struct range *ranges, uint32_t used, const struct query *queries, uint64_t length,   \
                            uint32_t zero)                                                                             \
    {                                                                                                                  \
        uint64_t allowed = 0;                                                                                          \
        uint32_t answer = 0;                                                                                           \
                                                                                                                       \
        for (uint64_t i = 0; i < length; i++) {                                                                        \
            answer = name##_allows(ranges, used, queries[i].index ^ (answer & zero), queries[i].type);                 \
            allowed += answer;                                                                                         \
        }                                                                                                              \
                                                                                                                       \
        return allowed;                                                                                                \
    }

#endif
