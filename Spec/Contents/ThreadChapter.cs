using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Threads;

namespace MsrSpec.Spec.Contents;

/// <summary>Chapter 6: calls that several threads make at once.</summary>
internal static class ThreadChapter
{
    public static Chapter Chapter { get; } = new(
        "Threads",
        "Several threads of user space add ranges, and vCPUs ask for decisions, at the same time. What one call does "
        + "is said in the chapters before; this one says what calls that overlap in time may show. A decision takes no "
        + "lock, and reads the list while a call may add to it.",
        [],
        [
            new("call", "a command of a thread, from its begin to its end"),
            new("overlap", "two calls overlap if neither has ended before the other begins"),
            new("decision", "the answer of chapter 2, asked for by a thread while others are in calls"),
        ],
        [],
        [],
        [
            "Nothing but single accesses to memory, of 8 bytes at most, and functions of the kernel: between two of a "
            + "call those of others may come.",
        ],
        ThreadClauses.All);
}
