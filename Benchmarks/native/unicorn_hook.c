/*
 * What answers RDMSR under Unicorn, which has no hook for that instruction: a code hook at its address, asking the
 * linear scan of linear_scan.c. Everything of Unicorn that it needs comes by its user data, so that no header is.
 */
#include <stdint.h>

struct range;

uint32_t linear_allows(const struct range *ranges, uint32_t used, uint32_t index, uint32_t type);

typedef int register_read(void *engine, int number, void *value);
typedef int register_write(void *engine, int number, const void *value);

struct msr_hook {
    register_read *read;
    register_write *write;
    const struct range *ranges;
    uint64_t value;
    uint64_t refused;
    uint32_t used;
    uint32_t index;
    int rax;
    int rcx;
    int rdx;
    int rip;
};

static const uint32_t ReadAccess = 1;

static void answer(void *engine, struct msr_hook *hook)
{
    uint64_t index = 0;
    uint64_t low = (uint32_t)hook->value;
    uint64_t high = hook->value >> 32;

    hook->read(engine, hook->rcx, &index);
    if ((uint32_t)index != hook->index || !linear_allows(hook->ranges, hook->used, hook->index, ReadAccess)) {
        hook->refused++;
        return;
    }

    hook->write(engine, hook->rax, &low);
    hook->write(engine, hook->rdx, &high);
}

/* At a NOP in the place of RDMSR: the least that gives the right result. */
void hook_at_nop(void *engine, uint64_t address, uint32_t size, void *user_data)
{
    (void)address;
    (void)size;
    answer(engine, user_data);
}

/* At the real RDMSR, which has to be stepped over. */
void hook_at_rdmsr(void *engine, uint64_t address, uint32_t size, void *user_data)
{
    struct msr_hook *hook = user_data;
    uint64_t next = address + size;

    answer(engine, hook);
    hook->write(engine, hook->rip, &next);
}
