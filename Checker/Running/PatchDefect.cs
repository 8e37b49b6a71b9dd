namespace MsrSpec.Checker.Running;

/// <summary>A defect of the series that the posted patch belongs to.</summary>
/// <param name="Id">Its number; those that the checker finds have it in <see cref="KnownDefect"/> too.</param>
/// <param name="Summary">What is wrong.</param>
/// <param name="Trigger">The shortest way to see it, from a fresh VM.</param>
/// <param name="OutOfReach">Why no trace can show it; null if it is found.</param>
/// <param name="TakesThreads">Whether only a trace with threads shows it.</param>
public sealed record PatchDefect(
    string Id, string Summary, string Trigger, string? OutOfReach = null, bool TakesThreads = false)
{
    /// <summary>Every defect, by number.</summary>
    public static IReadOnlyList<PatchDefect> All { get; } =
    [
        new("D1", "The VM's lock stays held when a call is refused because the table is full.",
            "Ten accepted calls and an eleventh; whoever wants the lock next waits for ever."),
        new("D2", "The VM's lock stays held when a call is refused because of an overlap.",
            "The same call twice; the third waits for ever."),
        new("D3", "When the copy of the bitmap fails, the pointer that stands for the error is freed.",
            "One call whose bitmap is not readable to its end, or for which there is no memory."),
        new("D4", "The end of a range is computed in 32 bits and wraps.",
            "One call whose range ends at 2^32 or past it: it is accepted and covers nothing, so no call at all can "
            + "allow 0xffffffff."),
        new("D5", "A range that covers nothing counts as a list: from then on everything is denied.",
            "One call without MSRs, or without flags."),
        new("D6", "Guest accesses read the table without lock or barrier while a call appends to it.",
            "A guest access during the first call: seen before its entry, the new count leads to a wrong denial, to a "
            + "null pointer, or to a wrong permission for a low index.",
            TakesThreads: true),
        new("D7", "A policy of several ranges cannot take effect at once.",
            "A guest access between two calls: what only the second allows is denied, and before the first one "
            + "everything is allowed.",
            TakesThreads: true),
        new("D8", "Not every guest access is asked about: some MSRs belong to the guest without an exit, and some "
            + "writes are done on a fast path in front of the decision.",
            "A list that denies FS_BASE, and a read of it, which succeeds; so does a write of TSC_DEADLINE, and in "
            + "x2APIC mode one of the interrupt command."),
        new("D9", "The list also decides what the kernel does on behalf of the guest, whose callers expect no denial.",
            "A list that denies TSC_AUX, and an RDPID that the kernel emulates: the guest gets a wrong fault."),
        new("D10", "The answer of user space to an exit belongs to no particular access (first patch of the series).",
            "A read exits, deflection is turned off, the answer comes: the read faults all the same. Or an interrupt "
            + "handler reads another MSR first, and is given the answer."),
        new("D11", "On a 32-bit kernel the size of the bitmap wraps to zero.",
            "One call with nmsrs = 0xffffffff is accepted without a bitmap; an access that it covers tests a bit far "
            + "outside."),
        new("D12", "The self-test clears a bit in the wrong bitmap, and jumps over its last assertions (third patch).",
            "None: the test passes.",
            "it is in the test, which is not executed here."),
    ];
}
