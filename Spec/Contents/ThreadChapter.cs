using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Threads;

namespace MsrSpec.Spec.Contents;

/// <summary>Chapter 6: calls that several threads make at once.</summary>
internal static class ThreadChapter
{
    public static Chapter Chapter { get; } = new(
        "Threads",
        "Several threads of user space add ranges, and vCPUs ask for decisions, at the same time. What one call does is "
        + "said in the chapters before; this one says what calls that overlap in time may show. A decision takes no "
        + "lock, and reads the list while a call may add to it.",
        [],
        [],
        [],
        [],
        [],
        ThreadClauses.All);
}
