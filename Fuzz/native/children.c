/*
 * The processes that libFuzzer starts, for -jobs, -fork, -merge, -minimize_crash and -cleanse_crash: itself, through
 * system and popen. Those of the C library leave a shell in between, ignore interrupts meanwhile, and let the
 * processes outlive this one. libFuzzer is linked with these instead: a process ends with the one that started it,
 * whatever ends that, SIGKILL too, and knows that it was an interrupt.
 */
#define _GNU_SOURCE
#include "managedfuzzer.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MostChildren = 4096, Reserved = -1, NotStarted = 127, PatienceLooks = 100, LookNanoseconds = 5000000 };

/* A process that runs; its row is free while the number is 0. */
struct child {
    atomic_int process;
    FILE *output;
};

static struct child children[MostChildren];

pid_t children_fork(void)
{
    sigset_t all;
    sigset_t before;
    pid_t process;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    process = fork();
    if (process != 0) {
        pthread_sigmask(SIG_SETMASK, &before, NULL);
    }
    return process;
}

void children_forget_handlers(void)
{
    struct sigaction action;

    for (int number = 1; number < NSIG; number++) {
        /* It was the runtime that ignored SIGPIPE. */
        if (sigaction(number, NULL, &action) == 0 && (action.sa_handler != SIG_IGN || number == SIGPIPE)) {
            signal(number, SIG_DFL);
        }
    }
}

/*
 * Becomes the shell that becomes the command. The signal comes when the thread that forked ends; it waits for the
 * command all the time, so only the end of the process ends it.
 */
static _Noreturn void become(const char *command, int output, pid_t parent)
{
    sigset_t none;

    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) {
        _exit(NotStarted);
    }
    children_forget_handlers();
    sigemptyset(&none);
    if (output < 0 || dup2(output, STDOUT_FILENO) >= 0) {
        sigprocmask(SIG_SETMASK, &none, NULL);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    }
    _exit(NotStarted);
}

/* Who ends this process has to find all the others. */
static struct child *reserve(void)
{
    for (int i = 0; i < MostChildren; i++) {
        int nobody = 0;

        if (atomic_compare_exchange_strong(&children[i].process, &nobody, Reserved)) {
            return &children[i];
        }
    }
    errno = EAGAIN;
    return NULL;
}

static _Noreturn void wait_for_the_end(void)
{
    for (;;) {
        pause();
    }
}

static struct child *start(const char *command, int output)
{
    struct child *child = reserve();
    pid_t parent = getpid();
    pid_t process;
    char *line;

    if (child == NULL) {
        return NULL;
    }
    if (asprintf(&line, "exec %s", command) < 0) {
        atomic_store(&child->process, 0);
        return NULL;
    }
    process = children_fork();
    if (process == 0) {
        become(line, output, parent);
    }
    free(line);
    atomic_store(&child->process, process < 0 ? 0 : process);
    if (interrupt_is_on()) {
        /* The one that ends the others may have come by before this one was here. */
        if (process > 0) {
            kill(process, SIGTERM);
        }
        wait_for_the_end();
    }
    return process < 0 ? NULL : child;
}

static int has_ended(pid_t process, int options)
{
    siginfo_t information = { .si_pid = 0 };

    while (waitid(P_PID, (id_t)process, &information, WEXITED | WNOWAIT | options) != 0) {
        if (errno != EINTR) {
            return 1;
        }
    }
    return information.si_pid != 0;
}

/* The row goes first: as long as the number is there, it must be that of this process. */
static int finish(struct child *child)
{
    pid_t process = atomic_load(&child->process);
    int status = -1;

    has_ended(process, 0);
    if (interrupt_is_on()) {
        wait_for_the_end(); /* what the process says now is no answer */
    }
    atomic_store(&child->process, 0);
    while (waitpid(process, &status, 0) < 0) {
        if (errno != EINTR) {
            return -1;
        }
    }
    return status;
}

static int tell_all(int number)
{
    int left = 0;

    for (int i = 0; i < MostChildren; i++) {
        pid_t process = atomic_load(&children[i].process);

        if (process > 0 && !has_ended(process, WNOHANG)) {
            kill(process, number);
            left++;
        }
    }
    return left;
}

void children_end(void)
{
    const struct timespec look = { .tv_nsec = LookNanoseconds };

    tell_all(SIGTERM);
    for (int i = 0; i < PatienceLooks && tell_all(0) > 0; i++) {
        nanosleep(&look, NULL);
    }
    tell_all(SIGKILL);
}

HIDDEN int system(const char *command)
{
    struct child *child;

    if (command == NULL) {
        return 1;
    }
    child = start(command, -1);
    return child == NULL ? -1 : finish(child);
}

/* libFuzzer only reads. */
HIDDEN FILE *popen(const char *command, const char *mode)
{
    struct child *child;
    FILE *output;
    int ends[2];

    if (strcmp(mode, "r") != 0) {
        errno = EINVAL;
        return NULL;
    }
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return NULL;
    }
    output = fdopen(ends[0], "r");
    child = output == NULL ? NULL : start(command, ends[1]);
    close(ends[1]);
    if (child != NULL) {
        child->output = output;
        return output;
    }
    if (output == NULL) {
        close(ends[0]);
    } else {
        fclose(output);
    }
    return NULL;
}

HIDDEN int pclose(FILE *output)
{
    for (int i = 0; i < MostChildren; i++) {
        if (children[i].output == output && atomic_load(&children[i].process) > 0) {
            children[i].output = NULL;
            fclose(output);
            return finish(&children[i]);
        }
    }
    errno = ECHILD;
    return -1;
}
