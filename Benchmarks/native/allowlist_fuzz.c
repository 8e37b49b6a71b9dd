/*
 * The yardstick of the fuzzing benchmark: the fuzz target "allowlist" once more, in C, for libFuzzer. It does the same
 * work for an input as the target in C#: one copy into user memory, one decoding, one judgement by rules that are
 * written apart from the decoder, and the comparison of both. It aborts when they differ.
 *
 * Bit 0 of the word "pad" arms a failing allocation, as in the C# target.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "allowlist_peer.h"

enum { USER_MEMORY_SIZE = 1 << 16, HEAP_BLOCKS = 4 };

static const uint64_t witness_content = UINT64_C(0xA55A0FF0C33C9669);

/* Readable from offset 0 to a page edge; it counts how far the kernel looks. */
struct user_memory {
    uint8_t bytes[USER_MEMORY_SIZE];
    size_t length;
    size_t extent;
};

/* A heap that keeps account: it knows every live allocation and refuses to free what is not one. */
struct heap {
    void *blocks[HEAP_BLOCKS];
    uint32_t live;
    uint32_t allocations;
    size_t bytes;
    bool next_fails;
};

/* What the benchmark compares with the C# side before it times anything. */
struct answer {
    int32_t decoded;
    int32_t judged;
    uint32_t extent;
    uint32_t live;
};

static struct user_memory user;
static struct heap heap;
static volatile bool lock_is_held;

/* What kmalloc returns for no bytes: not null, not to be read, free to free. */
static void *const zero_size = (void *)16;

static void require(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "allowlist_fuzz: %s\n", what);
        abort();
    }
}

static void map_user(const uint8_t *data, size_t size)
{
    user.length = size < USER_MEMORY_SIZE ? size : USER_MEMORY_SIZE;
    if (user.length > 0) {
        memcpy(user.bytes, data, user.length);
    }

    user.extent = 0;
}

/* Returns how many bytes could not be read; those are zeroed. */
size_t copy_from_user(void *target, size_t offset, size_t size)
{
    size_t behind = user.length > offset ? user.length - offset : 0;
    size_t readable = behind < size ? behind : size;

    if (offset + size > user.extent) {
        user.extent = offset + size;
    }

    if (readable > 0) {
        memcpy(target, user.bytes + offset, readable);
    }

    if (readable < size) {
        memset((uint8_t *)target + readable, 0, size - readable);
    }

    return size - readable;
}

void *heap_allocate(size_t size)
{
    if (size == 0) {
        return zero_size;
    }

    if (heap.next_fails) {
        heap.next_fails = false;
        return NULL;
    }

    for (size_t i = 0; i < HEAP_BLOCKS; i++) {
        if (heap.blocks[i] == NULL) {
            heap.blocks[i] = malloc(size);
            require(heap.blocks[i] != NULL, "no memory");
            heap.live++;
            heap.allocations++;
            heap.bytes += size;
            return heap.blocks[i];
        }
    }

    require(false, "more allocations than any call makes");
    return NULL;
}

void heap_free(void *address)
{
    if (address == NULL || address == zero_size) {
        return;
    }

    for (size_t i = 0; i < HEAP_BLOCKS; i++) {
        if (heap.blocks[i] == address) {
            free(address);
            heap.blocks[i] = NULL;
            heap.live--;
            return;
        }
    }

    require(false, "what is freed is no allocation");
}

static void heap_reset(void)
{
    for (size_t i = 0; i < HEAP_BLOCKS; i++) {
        free(heap.blocks[i]);
        heap.blocks[i] = NULL;
    }

    heap.live = 0;
    heap.allocations = 0;
    heap.bytes = 0;
    heap.next_fails = false;
}

static bool has_header(size_t size)
{
    return size >= HEADER_SIZE;
}

static uint64_t bitmap_size(const uint8_t *data)
{
    uint64_t count = word(data + COUNT_OFFSET);
    uint64_t whole = count / BITS_PER_LONG;

    return (whole + (count % BITS_PER_LONG != 0 ? 1 : 0)) * BYTES_PER_LONG;
}

/* The rules, row by row: 0 or the errno of the first row that refuses. */
static int judge(const uint8_t *data, size_t size, bool allocation_fails)
{
    uint64_t bitmap;

    if (!has_header(size)) {
        return BAD_ADDRESS;
    }

    bitmap = bitmap_size(data);
    if (bitmap > MAX_BITMAP_SIZE) {
        return INVALID;
    }

    if (allocation_fails && bitmap > 0) {
        return NO_MEMORY;
    }

    if (size < HEADER_SIZE + bitmap) {
        return BAD_ADDRESS;
    }

    if ((word(data + FLAGS_OFFSET) & ~KNOWN_FLAGS) != 0) {
        return INVALID;
    }

    if (word(data + FLAGS_OFFSET) == 0) {
        return INVALID;
    }

    if (word(data + COUNT_OFFSET) == 0) {
        return INVALID;
    }

    if ((uint64_t)word(data + BASE_OFFSET) + word(data + COUNT_OFFSET) > TOP) {
        return INVALID;
    }

    return 0;
}

/* How far the kernel may look: no further than the header if the bitmap does not fit. */
static size_t extent_limit(const uint8_t *data, size_t size)
{
    uint64_t bitmap = has_header(size) ? bitmap_size(data) : 0;

    return HEADER_SIZE + (bitmap > MAX_BITMAP_SIZE ? 0 : (size_t)bitmap);
}

static void compare_range(const struct range *range, const uint8_t *data)
{
    uint64_t size = bitmap_size(data);

    require(
        range->flags == word(data + FLAGS_OFFSET) && range->count == word(data + COUNT_OFFSET)
            && range->base == word(data + BASE_OFFSET),
        "the decoded words are not those that were asked for");
    require(
        memcmp(range->bitmap, data + HEADER_SIZE, size) == 0, "the decoded bitmap is not the one that was asked for");
}

static void check(const uint8_t *data, size_t size, struct answer *answer)
{
    bool allocation_fails = has_header(size) && (word(data + PAD_OFFSET) & 1) != 0;
    size_t limit = extent_limit(data, size);
    uint32_t may_allocate = limit > HEADER_SIZE && !allocation_fails ? 1 : 0;
    struct range range = { 0 };
    void *witness;

    heap_reset();
    witness = heap_allocate(sizeof(witness_content));
    memcpy(witness, &witness_content, sizeof(witness_content));
    heap.next_fails = allocation_fails;
    map_user(data, size);

    answer->decoded = decode(&range);
    answer->judged = judge(data, size, allocation_fails);
    answer->extent = (uint32_t)user.extent;
    answer->live = heap.live - 1;

    require(answer->decoded == answer->judged, "decoder and rules differ");
    require(user.extent <= limit, "the decoder looks too far");
    require(heap.allocations <= 1 + may_allocate, "the decoder allocates too often");
    require(heap.bytes <= sizeof(witness_content) + limit - HEADER_SIZE, "the decoder allocates too much");
    require(answer->live == (answer->decoded == 0 ? 1 : 0), "an allocation is lost or missing");
    require(!lock_is_held, "the lock is held");
    require(memcmp(witness, &witness_content, sizeof(witness_content)) == 0, "an earlier allocation has changed");
    if (answer->decoded == 0) {
        compare_range(&range, data);
    }
}

/* For the benchmark, in a library. */
void allowlist_answer(const uint8_t *data, uint64_t size, struct answer *answer)
{
    check(data, size, answer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct answer answer;

    check(data, size, &answer);
    return 0;
}
