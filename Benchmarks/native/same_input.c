/*
 * Preloaded into a process that runs libFuzzer: every mutation leaves the input as it is, so that libFuzzer's own loop
 * runs one input again and again and its cost can be compared on both sides. (A replay reads the file each time, which
 * costs far more than most targets.)
 */
#include <stddef.h>
#include <stdint.h>

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t limit, unsigned seed)
{
    (void)data;
    (void)limit;
    (void)seed;
    return size;
}
