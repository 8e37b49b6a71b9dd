/*
 * What stands between libFuzzer and a managed fuzz target. libFuzzer comes as the archive fuzzer_no_main of
 * compiler-rt; this file starts it, and gives it what a program that is not compiled by clang lacks: names of its
 * edges, a way to report a finding, and comparison hooks with addresses that tell the comparisons apart. It also keeps
 * the input when the runtime dies without notice.
 *
 * libFuzzer runs on one thread; nothing here is safe to call from two, except where it says so.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

typedef int input_callback(const uint8_t *data, size_t size);
typedef void describe_callback(uintptr_t pc, const char *format, char *text, size_t size);

int LLVMFuzzerRunDriver(int *argc, char ***argv, input_callback *callback);

/* libFuzzer's own, so that a kept input gets the name that libFuzzer would give it. */
void compute_sha1(const uint8_t *data, size_t size, uint8_t *hash) __asm__("_ZN6fuzzer11ComputeSHA1EPKhmPh");

/*
 * The input in flight
 *
 * A stack overflow, Environment.FailFast and an access violation end the runtime by a signal that libFuzzer does not
 * see: the runtime puts the default action back first. So each input is copied to memory that a forked child shares.
 * The child waits for the end of a pipe, which is the end of this process, and writes the input if one was running and
 * libFuzzer has not reported an end of its own. (A process killed from outside in the midst of an input looks alike.)
 */
enum { InputCapacity = 64 << 20, HashSize = 20, PathSize = 4096 };

struct flight {
    atomic_int running;
    atomic_int ended;
    size_t size;
    uint8_t data[InputCapacity];
};

/* Where an input is kept: exactly at a path, or under libFuzzer's name behind a prefix, or nowhere. */
struct artifact {
    const char *exact_path;
    const char *prefix;
    int kept;
};

static struct flight *flight;
static input_callback *run_input;
static describe_callback *describe_pc;
static void (*death_callback)(void);
static struct sigaction on_interrupt;
static struct sigaction on_terminate;

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

static int write_file(const char *path, const uint8_t *data, size_t size)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

    if (file < 0) {
        return 0;
    }
    while (size > 0) {
        ssize_t written = write(file, data, size);

        if (written < 0 && errno != EINTR) {
            return 0;
        }
        if (written > 0) {
            data += written;
            size -= (size_t)written;
        }
    }
    return close(file) == 0;
}

static void name_artifact(const struct artifact *artifact, char *path)
{
    uint8_t hash[HashSize];
    char name[2 * HashSize + 1];

    if (artifact->exact_path != NULL) {
        snprintf(path, PathSize, "%s", artifact->exact_path);
        return;
    }
    compute_sha1(flight->data, flight->size, hash);
    for (int i = 0; i < HashSize; i++) {
        snprintf(name + 2 * i, 3, "%02x", hash[i]);
    }
    snprintf(path, PathSize, "%scrash-%s", artifact->prefix, name);
}

static void report_death(int process, const struct artifact *artifact)
{
    char path[PathSize] = "";
    char message[PathSize + 256];
    const char *outcome = "it was replayed from a file";
    int length;

    if (flight->size > InputCapacity) {
        outcome = "it is too large to be kept";
    } else if (artifact->kept) {
        name_artifact(artifact, path);
        outcome = write_file(path, flight->data, flight->size) ? "Test unit written to " : "cannot write it to ";
    }
    length = snprintf(
        message, sizeof message, "==%d== ERROR: the process died in the midst of an input; %s%s\n", process, outcome,
        path);
    if (write(STDERR_FILENO, message, (size_t)length) < 0) {
        return; /* nobody is left to be told */
    }
}

/* The child has one thread, and the locks of the others as they were: nothing here may allocate. */
static _Noreturn void watch(int end, int process, const struct artifact *artifact)
{
    static const int Ignored[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE };
    char byte;

    for (size_t i = 0; i < sizeof Ignored / sizeof *Ignored; i++) {
        signal(Ignored[i], SIG_IGN);
    }
    while (read(end, &byte, 1) < 0 && errno == EINTR) {
    }
    if (atomic_load(&flight->running) && !atomic_load(&flight->ended)) {
        report_death(process, artifact);
    }
    _exit(0);
}

static int start_watcher(const struct artifact *artifact)
{
    int ends[2];
    int process = getpid();
    pid_t child;

    flight = mmap(
        NULL, sizeof *flight, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (flight == MAP_FAILED) {
        flight = NULL;
        return 0;
    }
    /* Close-on-exec: a program that the target starts must not keep the pipe open. */
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return 0;
    }
    child = fork();
    if (child == 0) {
        close(ends[1]);
        watch(ends[0], process, artifact);
    }
    close(ends[0]);
    return child > 0;
}

/* An interrupt is no crash. libFuzzer does not say so before it ends the process, so this comes first. */
static void interrupted(int number, siginfo_t *info, void *context)
{
    atomic_store(&flight->ended, 1);
    (number == SIGINT ? &on_interrupt : &on_terminate)->sa_sigaction(number, info, context);
}

static void put_before(int number, struct sigaction *next)
{
    struct sigaction action;

    if (sigaction(number, NULL, next) == 0 && (next->sa_flags & SA_SIGINFO) != 0) {
        action = *next;
        action.sa_sigaction = interrupted;
        sigaction(number, &action, NULL);
    }
}

static int one_input(const uint8_t *data, size_t size)
{
    static int started;
    int result;

    if (flight == NULL) {
        return run_input(data, size);
    }
    if (!started) {
        started = 1; /* by now libFuzzer has taken its signals */
        put_before(SIGINT, &on_interrupt);
        put_before(SIGTERM, &on_terminate);
    }
    flight->size = size;
    memcpy(flight->data, data, size < InputCapacity ? size : InputCapacity);
    atomic_store_explicit(&flight->running, 1, memory_order_release);
    result = run_input(data, size);
    atomic_store_explicit(&flight->running, 0, memory_order_release);
    return result;
}

/*
 * Starting and ending
 */

/*
 * Runs libFuzzer; must be called on the main thread, which gets the alarm of -timeout. libFuzzer takes only signals
 * that nobody owns, and the runtime owns these three. It keeps SIGSEGV: a NullReferenceException is made of it.
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
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    if (!start_watcher(&artifact)) {
        fprintf(stderr, "fuzz: no watcher: the input is lost if the runtime dies without notice\n");
    }
    return LLVMFuzzerRunDriver(&argc, &argv, one_input);
}

/* libFuzzer asks before it reports an end, and stays silent if it is not the first. Safe from any thread. */
EXPORT int __sanitizer_acquire_crash_state(void)
{
    static atomic_int elsewhere;

    return !atomic_exchange(flight == NULL ? &elsewhere : &flight->ended, 1);
}

/* libFuzzer hands over what saves the input in flight. */
EXPORT void __sanitizer_set_death_callback(void (*callback)(void))
{
    death_callback = callback;
}

/*
 * Saves the input in flight as libFuzzer does after a crash; 0 if an end has been reported before. Afterwards neither
 * -timeout nor -rss_limit_mb ends the process, and an interrupt does so at once: managed code may take its time for
 * explaining. Safe from any thread.
 */
EXPORT int managed_fuzzer_save(void)
{
    if (!__sanitizer_acquire_crash_state()) {
        return 0;
    }
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    if (death_callback != NULL) {
        death_callback();
    }
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
