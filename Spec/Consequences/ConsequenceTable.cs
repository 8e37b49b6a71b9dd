using static MsrSpec.Spec.Consequences.ConsequenceScope;

namespace MsrSpec.Spec.Consequences;

/// <summary>Every consequence, by number.</summary>
public static class ConsequenceTable
{
    private const string OneThread = "machines without the model have one thread yet";

    /// <summary>Every consequence, numbered from 1 without gaps.</summary>
    public static IReadOnlyList<Consequence> All { get; } =
        [.. Decision, .. Validation, .. Resources, .. Concurrency, .. Access, .. Builders, .. Comparison];

    private static Consequence[] Decision =>
    [
        new(1, Both, "The decision is total and depends on nothing but the stored ranges, the default, the index and "
            + "the direction: not on pad, not on bits from nmsrs on, not on ranges that do not cover the index in "
            + "that direction, but for whether there is a range at all."),
        new(2, Both, "A range is half-open: its base may match, base + nmsrs never does."),
        new(3, Both, "Directions are independent: a change to what a range says of reads changes no decision about "
            + "writes, and the other way round, except that the first range of all arms denial in both."),
        new(4, Both, "A range for both directions equals two ranges with the same bitmap, one for each."),
        new(5, Both, "A range equals its two parts wherever it is cut, with the bits moved along. It fails for a "
            + "range that wraps, and so finds that defect without a model."),
        new(6, TheAllowlist, "The order in which the same ranges are accepted changes no decision, and at most one "
            + "of them covers an index in a direction."),
        new(7, TheFilter, "The first range that matches decides: one that is appended changes no decision that was "
            + "matched."),
        new(8, Both, "Setting a bit only ever adds permission; once a list has a range, adding another one does too."),
        new(9, TheAllowlist, "Only the first accepted range can turn allowed into denied; after it exactly the union "
            + "of what the ranges grant is allowed."),
        new(10, TheFilter, "The default matters for what no range covers, and for nothing else."),
        new(11, TheFilter, "Ranges without MSRs may stand anywhere and change nothing."),
        new(12, TheFilter, "The x2APIC's indices, 0x800 to 0x8ff, are always allowed; their neighbours are not "
            + "exempt."),
        new(13, Both, "What becomes of a range that ends at or past 2^32 is explicit. As posted it covers nothing, "
            + "so that no range covers 0xffffffff; the possible repairs differ about such ranges alone."),
        new(14, Both, "A host-initiated access is never filtered."),
        new(15, Both, "Every bit that is tested lies below nmsrs, which is at most 0x3000, and inside of the copied "
            + "bytes."),
    ];

    private static Consequence[] Validation =>
    [
        new(16, Both, "The errno is that of the first failing row: of two rows that both fail, the upper one "
            + "answers."),
        new(17, Both, "Exactly 16 bytes, of a filter 392 or 260, and 8 for each started long of a bitmap are read: 1 "
            + "and 64 MSRs take one long, 65 take two."),
        new(18, Both, "0x3000 MSRs are accepted, 0x3001 are not, and 0xffffffff are not."),
        new(19, Both, "Each unknown flag is refused with EINVAL, and nothing changes."),
        new(20, TheAllowlist, "A range without MSRs or without flags is accepted as posted and arms denial; where a "
            + "dialect refuses it, it is refused where unknown flags are."),
        new(21, TheAllowlist, "Overlap is symmetric; a range overlaps itself unless it covers nothing or has no "
            + "flag; and stored ranges share no index in a direction."),
        new(22, Both, "The numbers of the interface are those of the header files, by two ways."),
    ];

    private static Consequence[] Resources =>
    [
        new(23, Both, "After a failed call the decisions, the slots, the lock and the allocations are as before it."),
        new(24, Both, "Every path releases the lock that it took."),
        new(25, Both, "The live allocations are the bitmaps of the stored ranges, and a filter; each is freed once, "
            + "and nothing that is not an allocation is freed."),
        new(26, TheAllowlist, "Repeating an accepted call fails: with EINVAL, or with E2BIG once the table is full. "
            + "One that covers nothing or has no flag, where it is accepted, succeeds until then."),
        new(27, TheAllowlist, "No sequence of calls brings a VM with a list back to one without."),
        new(28, Both, "Every list has a filter that decides the same outside the x2APIC's indices."),
    ];

    private static Consequence[] Concurrency =>
    [
        new(29, TheFilter, "Each lookup sees the old filter or the new one, never a mix and never freed memory.",
            OneThread),
        new(30, TheAllowlist, "What a lookup without barriers can see while a range is added is known for each "
            + "memory model.",
            OneThread),
        new(31, TheAllowlist, "Between two calls of a policy of several ranges something is denied that the policy "
            + "allows.",
            OneThread),
        new(32, Both, "Two calls at once lose no range and free nothing twice.", OneThread),
        new(33, Both, "No order of calls, accesses and teardown ends in a deadlock.", OneThread),
        new(34, Both, "Once the list is changed or the filter set, the next entry of every vCPU decides by it."),
    ];

    private static Consequence[] Access =>
    [
        new(35, Both, "Every way to an access gives the same decision for the same index and direction."),
        new(36, Both, "What an access shows is a function of the decision, the register and which failures are "
            + "deflected: at CPL 0 it exits exactly where it would raise #GP without, and for such a reason."),
        new(37, Both, "A denied access does not reach the register: no side effect, and nothing of the register in the "
            + "exit."),
        new(38, Both, "Denial never makes KVM_RUN fail."),
        new(39, Both, "A completion belongs to the access that exited: nothing is asked again, nothing leaks to "
            + "another access, and it happens once."),
        new(40, Both, "Every error from 1 to 255 raises #GP; error 0 retires the access with its right length."),
        new(41, Both, "The guest cannot tell denial from absence: RIP, registers, MSRs, error code and delivery are "
            + "equal."),
        new(42, Both, "Faults of CPL and LOCK come before the decision: such an access never exits."),
        new(43, Both, "A read in 64-bit mode leaves RAX and RDX below 2^32."),
        new(44, Both, "Exits come in program order, one for each access."),
    ];

    private static Consequence[] Builders =>
    [
        new(45, Both, "A compiled set of MSRs decides as the set does, or is refused: never cut short in silence."),
        new(46, Both, "The bitmaps of a compiled set are whole longs."),
    ];

    private static Consequence[] Comparison =>
    [
        new(47, Both, "Where the allowlist and the filter differ is a finite table with a smallest witness for each "
            + "row."),
        new(48, Both, "Each mutant is killed by one of these, and each defect that one thread can meet is found by "
            + "its shortest trace, without hints."),
    ];
}
