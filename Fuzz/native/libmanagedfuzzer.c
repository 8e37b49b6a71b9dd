/*
 * What stands between libFuzzer and a managed fuzz target. libFuzzer comes as the archive fuzzer_no_main of
 * compiler-rt; this file starts it, and gives it what a program that is not compiled by clang lacks: names of its
 * edges, a way to report a finding, and comparison hooks with addresses that tell the comparisons apart. The files
 * beside it keep the input when the runtime dies without notice (flight.c), answer the signals that ask for the end
 * (interrupt.c), and end the processes that libFuzzer starts (children.c).
 *
 * libFuzzer runs on one thread; nothing here is safe to call from two, except where it says so.
 */
#include "managedfuzzer.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef void describe_callback(uintptr_t pc, const char *format, char *text, size_t size);

int LLVMFuzzerRunDriver(int *argc, char ***argv, input_callback *callback);

static input_callback *run_input;
static describe_callback *describe_pc;
static void (*death_callback)(void);

/*
 * Starting and ending
 */

static const char *flag(int argc, char **argv, const char *name) /* the last one counts, as libFuzzer has it */
{
    const char *value = NULL;

    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], name, strlen(name)) == 0) {
            value = argv[i] + strlen(name);
        }
    }
    return value;
}

/* Whether files are replayed. libFuzzer then saves nothing: they are on disk as it is. */
static int is_replay(int argc, char **argv)
{
    const char *step = flag(argc, argv, "-minimize_crash_internal_step=");
    int files = 0;

    for (int i = 1; i < argc; i++) {
        struct stat status;

        if (argv[i][0] == '-') {
            continue;
        }
        if (stat(argv[i], &status) != 0 || !S_ISREG(status.st_mode)) {
            return 0;
        }
        files++;
    }
    return files > 0 && (step == NULL || strcmp(step, "0") == 0);
}

static int one_input(const uint8_t *data, size_t size)
{
    return flight_run(run_input, data, size);
}

/*
 * Runs libFuzzer; must be called on the main thread, which gets the alarm of -timeout. libFuzzer takes only signals
 * that nobody owns, and the runtime owns SIGABRT. It keeps SIGSEGV: a NullReferenceException is made of it. The
 * processes that libFuzzer starts are its own to wait for, not the runtime's.
 */
EXPORT int managed_fuzzer_run(int argc, char **argv, input_callback *callback, describe_callback *describe)
{
    const char *prefix = flag(argc, argv, "-artifact_prefix=");
    struct artifact artifact = {
        .exact_path = flag(argc, argv, "-exact_artifact_path="),
        .prefix = prefix == NULL ? "./" : prefix,
        .kept = !is_replay(argc, argv),
    };

    run_input = callback;
    describe_pc = describe;
    signal(SIGABRT, SIG_DFL);
    signal(SIGCHLD, SIG_DFL);
    interrupt_take_signals();
    if (!flight_watch(&artifact)) {
        fprintf(stderr, "fuzz: no watcher: the input is lost if the runtime dies without notice\n");
    }
    return LLVMFuzzerRunDriver(&argc, &argv, one_input);
}

/*
 * libFuzzer asks before it reports an end, and stays silent if it is not the first. An interrupt has been told by
 * then, and libFuzzer is to say so. Safe from any thread.
 */
EXPORT int __sanitizer_acquire_crash_state(void)
{
    return interrupt_is_here() || flight_end();
}

/* libFuzzer hands over what saves the input in flight, in the instruction before it becomes the libFuzzer there is. */
EXPORT void __sanitizer_set_death_callback(void (*callback)(void))
{
    death_callback = callback;
    interrupt_tell_fuzzer();
}

/*
 * Saves the input in flight as libFuzzer does after a crash; 0 if an end has been reported before. Afterwards neither
 * -timeout nor -rss_limit_mb ends the process, and an interrupt does so at once: managed code may take its time for
 * explaining. Safe from any thread.
 */
EXPORT int managed_fuzzer_save(void)
{
    if (!flight_end()) {
        return 0;
    }
    if (death_callback != NULL) {
        death_callback();
    }
    interrupt_at_once();
    return 1;
}

/* Ends the process, without what is registered for its exit: libFuzzer would take that for one more crash. */
EXPORT _Noreturn void managed_fuzzer_exit(int status)
{
    _exit(status);
}

/*
 * Names of edges
 */

EXPORT void __sanitizer_symbolize_pc(void *pc, const char *format, char *text, size_t size)
{
    if (describe_pc != NULL && size > 0) {
        describe_pc((uintptr_t)pc, format, text, size);
    }
}

/* All edges belong to one module, whose addresses are their numbers. */
EXPORT int __sanitizer_get_module_and_offset_for_pc(void *pc, char *module, size_t size, void **offset)
{
    snprintf(module, size, "MsrSpec");
    *offset = pc;
    return 1;
}

/* libFuzzer asks for it after a hang, within a signal handler, where no managed code can be run. */
EXPORT void __sanitizer_print_stack_trace(void)
{
    fprintf(stderr, "    (no stack: the frames of managed code cannot be read from here)\n");
}

/*
 * Comparisons
 *
 * libFuzzer tells comparisons apart by the return address of the hook modulo 512. Managed code has no stable ones, so
 * each hook gets 512 ways in. A way takes 17 bytes: 17 and 512 have no common divisor, so all the return addresses
 * differ modulo 512, and they are the same in every process.
 */
#define COMPARE_STUBS(name, hook) \
    __asm__( \
        ".text\n" \
        ".p2align 4\n" \
        ".globl " name "\n" \
        ".type " name ", @function\n" \
        name ":\n" \
        ".rept 512\n" \
        "sub $8, %rsp\n" /* 4 bytes; the stack is aligned at the call */ \
        "call " hook "\n" /* 5 */ \
        "add $8, %rsp\n" /* 4 */ \
        "ret\n" /* 1 */ \
        ".byte 0xcc, 0xcc, 0xcc\n" \
        ".endr\n" \
        ".size " name ", . - " name "\n")

COMPARE_STUBS("managed_fuzzer_compare1", "__sanitizer_cov_trace_cmp1");
COMPARE_STUBS("managed_fuzzer_compare4", "__sanitizer_cov_trace_cmp4");
COMPARE_STUBS("managed_fuzzer_compare8", "__sanitizer_cov_trace_cmp8");
