/* The ioctl's decoder in C: it reads the header once and the bitmap once, and allocates nothing before the size fits. */
#include "allowlist_peer.h"

static int copy_bitmap(uint32_t count, void **bitmap)
{
    size_t size = (size_t)((count + BITS_PER_LONG - 1) / BITS_PER_LONG) * BYTES_PER_LONG;

    *bitmap = heap_allocate(size);
    if (*bitmap == NULL) {
        return NO_MEMORY;
    }

    if (copy_from_user(*bitmap, HEADER_SIZE, size) != 0) {
        heap_free(*bitmap);
        return BAD_ADDRESS;
    }

    return 0;
}

int decode(struct range *range)
{
    uint8_t header[HEADER_SIZE];
    int error;

    if (copy_from_user(header, 0, HEADER_SIZE) != 0) {
        return BAD_ADDRESS;
    }

    range->flags = word(header + FLAGS_OFFSET);
    range->count = word(header + COUNT_OFFSET);
    range->base = word(header + BASE_OFFSET);
    if (range->count > MAX_BITMAP_SIZE * 8) {
        return INVALID;
    }

    error = copy_bitmap(range->count, &range->bitmap);
    if (error != 0) {
        return error;
    }

    if (range->flags == 0 || range->flags > KNOWN_FLAGS || range->count == 0
        || (uint64_t)range->base + range->count > TOP) {
        heap_free(range->bitmap);
        return INVALID;
    }

    return 0;
}
