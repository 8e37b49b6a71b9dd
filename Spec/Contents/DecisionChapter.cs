using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Decisions;

namespace MsrSpec.Spec.Contents;

/// <summary>Chapter 2: may the guest access this MSR in this direction.</summary>
internal static class DecisionChapter
{
    public static Chapter Chapter { get; } = new(
        "The decision",
        "Whether the guest may access an MSR in one direction. It depends on the stored ranges, the index and the "
        + "direction, and on nothing else: not on the vCPU, not on the mode, not on whether the processor has the "
        + "MSR. No index is exempt. Stored ranges that share a direction share no index, so one bit at most decides.",
        [],
        [.. Words],
        [DecisionRules.Rows],
        [DecisionRules.Asked],
        [
            "The decision is made of the ranges that are stored when the access asks. Storing the first range turns "
            + "every index that it does not allow from allowed to denied; each later range can only turn denied "
            + "into allowed.",
        ],
        DecisionClauses.All);

    private static Word[] Words =>
    [
        new("Index, Type", "the MSR index, and the direction: 1 for a read, 2 for a write"),
        new("Stored, IsEmpty", "the stored ranges, oldest first; whether there are none"),
        new("stored, Flags, Base, Count", "one of the stored ranges; its flags, base and nmsrs"),
        new("Holds(b)", "the copied bitmap has a bit b"),
        new("Covers(a, i)", "a.base <= i and i < EndOf(a)"),
        new("SumOf(a), EndOf(a), Top", "base + nmsrs; the first index behind the range, as in chapter 1; 2^32"),
    ];
}
