/*
 * The fuzz target "allowlist" once more, in C: what its two files share. The decoder is compiled with coverage; the
 * small kernel around it, the rules and the comparison are not, as in C#.
 */
#ifndef ALLOWLIST_PEER_H
#define ALLOWLIST_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
    FLAGS_OFFSET = 0,
    COUNT_OFFSET = 4,
    BASE_OFFSET = 8,
    PAD_OFFSET = 12,
    HEADER_SIZE = 16,
    MAX_BITMAP_SIZE = 0x600,
    BITS_PER_LONG = 64,
    BYTES_PER_LONG = 8,
};

enum { OK = 0, NO_MEMORY = 12, BAD_ADDRESS = 14, INVALID = 22 };

#define KNOWN_FLAGS UINT32_C(3)
#define TOP (UINT64_C(1) << 32)

struct range {
    uint32_t flags;
    uint32_t count;
    uint32_t base;
    void *bitmap;
};

static inline uint32_t word(const uint8_t *bytes)
{
    uint32_t value;

    memcpy(&value, bytes, sizeof(value));
    return value;
}

/* The kernel, in allowlist_fuzz.c. copy_from_user returns how many bytes could not be read; those are zeroed. */
size_t copy_from_user(void *target, size_t offset, size_t size);
void *heap_allocate(size_t size);
void heap_free(void *address);

/* The decoder. Returns 0 or an errno; with 0 the caller owns the bitmap, otherwise nothing is left allocated. */
int decode(struct range *range);

#endif
