/*
 * What happens when somebody ends the fuzzer. The runtime, libFuzzer and the shell each have their own opinion of the
 * signals that ask a process to end, and libFuzzer's reaches neither the processes that it starts, nor SIGHUP and
 * SIGQUIT, nor the time before its first input. So one handler answers all of them: nothing is kept, the processes
 * that this one started end first, and the exit status is libFuzzer's for an interrupt.
 */
#define _GNU_SOURCE
#include "managedfuzzer.h"

#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

enum { InterruptedStatus = 72, PatienceSeconds = 1 };

static const int Signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
enum { SignalCount = sizeof Signals / sizeof *Signals };

/* libFuzzer's own: prints its last words, removes the folder of -fork, and ends the process. */
void interrupt_fuzzer(void) __asm__("_ZN6fuzzer6Fuzzer23StaticInterruptCallbackEv");

static atomic_int interrupter; /* the thread that ends this process; 0 if there is none */
static atomic_int is_saved;
static atomic_int is_fuzzer_there;

static _Noreturn void leave(int number)
{
    (void)number;
    _exit(InterruptedStatus);
}

/*
 * libFuzzer's last words allocate and print, in a signal handler: if the thread was within malloc, or if nobody reads
 * what is printed, they have no end. So the alarm has the last word.
 */
static void interrupt(int number)
{
    int nobody = 0;

    (void)number;
    if (!atomic_compare_exchange_strong(&interrupter, &nobody, gettid())) {
        return;
    }
    signal(SIGALRM, leave);
    alarm(PatienceSeconds);
    if (!flight_end()) {
        if (atomic_load(&is_saved)) {
            leave(number);
        }
        return; /* an input is being saved, and the process ends after that: in interrupt_at_once, or by libFuzzer */
    }
    children_end();
    if (atomic_load(&is_fuzzer_there)) {
        interrupt_fuzzer();
    }
    leave(number);
}

/* libFuzzer takes only signals that nobody owns, so it leaves these to us. */
void interrupt_take_signals(void)
{
    struct sigaction action = { .sa_handler = interrupt, .sa_flags = SA_RESTART };
    struct sigaction before;

    for (int i = 0; i < SignalCount; i++) {
        sigaddset(&action.sa_mask, Signals[i]);
    }
    for (int i = 0; i < SignalCount; i++) {
        /* nohup: whoever ignores the end of the terminal wants this process to outlive it */
        if (Signals[i] == SIGHUP && sigaction(SIGHUP, NULL, &before) == 0 && before.sa_handler == SIG_IGN) {
            continue;
        }
        sigaction(Signals[i], &action, NULL);
    }
}

void interrupt_tell_fuzzer(void)
{
    atomic_store(&is_fuzzer_there, 1);
}

int interrupt_is_on(void)
{
    return atomic_load(&interrupter) != 0;
}

int interrupt_is_here(void)
{
    return atomic_load(&interrupter) == gettid();
}

void interrupt_at_once(void)
{
    atomic_store(&is_saved, 1);
    if (interrupt_is_on()) {
        leave(0);
    }
}
