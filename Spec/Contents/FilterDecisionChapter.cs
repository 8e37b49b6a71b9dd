using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Filter;

namespace MsrSpec.Spec.Contents;

/// <summary>Chapter 8: what a filter decides.</summary>
internal static class FilterDecisionChapter
{
    public static Chapter Chapter { get; } = new(
        "The filter's decision",
        "Whether the guest may access an MSR in one direction, where the interface is the filter. Ranges may overlap, "
        + "so their order counts. A set bit allows and a clear one denies under either default.",
        [],
        [.. Words],
        [FilterDecisionRules.Rows],
        [],
        [
            "The decision is made of the filter that is installed when the access asks. A filter that is set between "
            + "an exit and its completion does not change the completion (chapter 4).",
        ],
        FilterDecisionClauses.All);

    private static Word[] Words =>
    [
        new("Index, Type", "the MSR index, and the direction: 1 for a read, 2 for a write"),
        new("Filter, Ranges", "the filter that is installed; its ranges in the order of their slots"),
        new("range, Flags, Base", "one of the ranges; its flags and base"),
        new("X2ApicFirst, X2ApicLast", "0x800, 0x8ff"),
        new("Covers(a, i)", "a.base <= i and i < EndOf(a)"),
        new("SumOf(a), EndOf(a), Top",
            "base + nmsrs; the first index behind the range, as in chapter 1: 2^32 and more wrap; 2^32"),
    ];
}
