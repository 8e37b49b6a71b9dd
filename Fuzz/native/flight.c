/*
 * The input in flight
 *
 * A stack overflow, Environment.FailFast and an access violation end the runtime by a signal that libFuzzer does not
 * see: the runtime puts the default action back first. So each input is copied to memory that a forked child shares.
 * The child waits for the end of a pipe, which is the end of this process, and writes the input if one was running and
 * libFuzzer has not reported an end of its own. SIGKILL is no crash: it comes from outside, and nobody can answer it.
 */
#define _GNU_SOURCE
#include "managedfuzzer.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { InputCapacity = 64 << 20, HashSize = 20, PathSize = 4096 };

struct flight {
    atomic_int running;
    atomic_int ended;
    size_t size;
    uint8_t data[InputCapacity];
};

static struct flight *flight;

/* libFuzzer's own, so that a kept input gets the name that libFuzzer would give it. */
void compute_sha1(const uint8_t *data, size_t size, uint8_t *hash) __asm__("_ZN6fuzzer11ComputeSHA1EPKhmPh");

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

/*
 * How the process ended
 *
 * Only a parent may wait for a process, and the watcher is a child. As long as nobody has waited for it, the process
 * is a zombie, and its status stands in /proc. After that Linux 6.15 and later tell it to whoever has a descriptor of
 * the process; with an older one the status may be lost.
 */
enum { StatusLooks = 200, StatusLookNanoseconds = 5000000, StatSize = 2048, ExitIsKnown = 1 << 3 };

/* The first version of struct pidfd_info: <linux/pidfd.h> of older systems lacks it. */
struct process_information {
    uint64_t mask;
    uint64_t others[6];
    uint32_t other;
    int32_t status;
};

#define GET_PROCESS_INFORMATION _IOWR(0xFF, 11, struct process_information)

/* The state is behind the name, which may have any character; the exit status is the last number. */
static int status_of_zombie(int process, int *status)
{
    char path[32];
    char text[StatSize];
    const char *state;
    ssize_t size;
    int file;

    snprintf(path, sizeof path, "/proc/%d/stat", process);
    file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return 0;
    }
    size = read(file, text, sizeof text - 1);
    close(file);
    if (size <= 0) {
        return 0;
    }
    text[size] = '\0';
    state = strrchr(text, ')');
    if (state == NULL || strncmp(state, ") Z", 3) != 0) {
        return 0;
    }
    *status = atoi(strrchr(text, ' '));
    return 1;
}

static int status_of(int process, int descriptor, int *status)
{
    const struct timespec look = { .tv_nsec = StatusLookNanoseconds };

    for (int i = 0; i < StatusLooks; i++) {
        struct process_information information = { .mask = ExitIsKnown };
        int is_gone = kill(process, 0) != 0; /* asked first: it may go at any moment */
        int is_told = ioctl(descriptor, GET_PROCESS_INFORMATION, &information) == 0;

        if (is_told && (information.mask & ExitIsKnown) != 0) {
            *status = information.status;
            return 1;
        }
        if (status_of_zombie(process, status)) {
            return 1;
        }
        if (is_gone && !is_told) {
            return 0;
        }
        nanosleep(&look, NULL);
    }
    return 0;
}

/* If nobody knows, an input too many is on disk, not one too few. */
static int was_killed(int process, int descriptor)
{
    int status;

    return status_of(process, descriptor, &status) && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

/* The child has one thread, and the locks of the others as they were: nothing here may allocate. */
static _Noreturn void watch(int end, int process, const struct artifact *artifact)
{
    static const int Ignored[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE };
    int descriptor = (int)syscall(SYS_pidfd_open, process, 0);
    sigset_t none;
    char byte;

    children_forget_handlers();
    for (size_t i = 0; i < sizeof Ignored / sizeof *Ignored; i++) {
        signal(Ignored[i], SIG_IGN);
    }
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    while (read(end, &byte, 1) < 0 && errno == EINTR) {
    }
    if (atomic_load(&flight->running) && !atomic_load(&flight->ended) && !was_killed(process, descriptor)) {
        report_death(process, artifact);
    }
    _exit(0);
}

int flight_watch(const struct artifact *artifact)
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
    child = children_fork();
    if (child == 0) {
        close(ends[1]);
        watch(ends[0], process, artifact);
    }
    close(ends[0]);
    return child > 0;
}

int flight_run(input_callback *run, const uint8_t *data, size_t size)
{
    int result;

    if (flight == NULL) {
        return run(data, size);
    }
    flight->size = size;
    memcpy(flight->data, data, size < InputCapacity ? size : InputCapacity);
    atomic_store_explicit(&flight->running, 1, memory_order_release);
    result = run(data, size);
    atomic_store_explicit(&flight->running, 0, memory_order_release);
    return result;
}

int flight_end(void)
{
    static atomic_int elsewhere;

    return !atomic_exchange(flight == NULL ? &elsewhere : &flight->ended, 1);
}
