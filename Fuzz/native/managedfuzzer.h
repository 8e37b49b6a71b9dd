/*
 * What the files of this library share. Nothing here is safe to call from two threads, except where it says so.
 */
#ifndef MANAGEDFUZZER_H
#define MANAGEDFUZZER_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define EXPORT __attribute__((visibility("default")))
#define HIDDEN __attribute__((visibility("hidden")))

typedef int input_callback(const uint8_t *data, size_t size);

/* The input in flight: flight.c */

/* Where an input is kept: exactly at a path, or under libFuzzer's name behind a prefix, or nowhere. */
struct artifact {
    const char *exact_path;
    const char *prefix;
    int kept;
};

/* Starts the process that keeps the input in flight if this one dies; 0 if that cannot be. */
int flight_watch(const struct artifact *artifact);

/* Runs an input that is in flight meanwhile. */
int flight_run(input_callback *run, const uint8_t *data, size_t size);

/* The end of this process is told from now on; 0 if one was told before. Safe from any thread and signal handler. */
int flight_end(void);

/* Interrupts: interrupt.c */

/* From now on a signal that asks for the end of this process ends it, and the processes that it started. */
void interrupt_take_signals(void);

/* libFuzzer is there, and can be told of an interrupt. */
void interrupt_tell_fuzzer(void);

/* Whether this process is ending; safe from any thread. */
int interrupt_is_on(void);

/* Whether it is this thread that ends the process. */
int interrupt_is_here(void);

/* What was found is on disk: from now on an interrupt ends the process at once. Safe from any thread. */
void interrupt_at_once(void);

/* Processes that libFuzzer starts: children.c */

/* Forks, with all signals blocked in the child: the handlers there are still those of this process. */
pid_t children_fork(void);

/* Gives all signals but the ignored ones back to the system, in a child. */
void children_forget_handlers(void);

/* Ends the processes that run, and waits for that, but not long. Safe from a signal handler. */
void children_end(void);

#endif
