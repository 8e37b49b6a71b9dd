/*
 * The planted bug of the fuzzing benchmark, in C: three nested 32-bit comparisons of which each must be met before the
 * next one is seen. The C# target "magic" fails on the same inputs.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static uint32_t word(const uint8_t *bytes)
{
    uint32_t value;

    memcpy(&value, bytes, sizeof(value));
    return value;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 12) {
        return 0;
    }

    if (word(data) == 3) {
        if (word(data + 4) == 0x2FFF) {
            if (word(data + 8) == 0xFFFFFFF0) {
                abort();
            }
        }
    }

    return 0;
}
