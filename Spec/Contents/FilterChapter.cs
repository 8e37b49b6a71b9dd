using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Filter;
using static System.FormattableString;

namespace MsrSpec.Spec.Contents;

/// <summary>Chapter 7: the ioctl that Linux merged instead.</summary>
internal static class FilterChapter
{
    public static Chapter Chapter { get; } = new(
        "The filter ioctl",
        "KVM_X86_SET_MSR_FILTER, an ioctl on the VM of Linux since 5.10, sets the VM's filter: up to sixteen ranges, "
        + "and what becomes of an access that none of them covers. There is one filter, and each call replaces it. 0 "
        + "is returned for success, -1 with the errno otherwise. All of this chapter but the first row is about "
        + "dialects whose interface is the filter (reading 10); chapters 1 and 2 are about the others.",
        [Numbers, Native, Compat],
        [.. Words],
        [FilterTable.OfTheStruct, FilterTable.OfASlot, FilterTable.WhenAllAreTaken, FilterTable.Write],
        [.. FilterCases.All],
        [
            "The struct is read first, whole; then slot after slot: of each that is not empty its bitmap, once, and no "
            + "byte behind ceil(nmsrs / 64) * 8. The pointer of an empty slot is not followed, and its flags and base "
            + "are not looked at; neither are the holes of the struct of a 64-bit caller.",
            "Where a filter is made whole (reading 13), the first allocation is the filter's own, so an armed "
            + "allocation failure hits that and no bitmap. A refused call frees what it has made.",
            "Where it is not, the old filter is taken away behind the last row of the struct, the new default counts "
            + "at once, and the slots that have become ranges stay when a later one is refused. A filter without a "
            + "range then is none.",
            "The slots that were written are user space's: a call uses them up, whatever it answers; so does the end "
            + "of the VM.",
        ],
        FilterClauses.All);

    private static Layout Numbers => new(
        "KVM_X86_SET_MSR_FILTER",
        Invariant($"_IOW(KVMIO, 0xc6, struct kvm_msr_filter) = 0x{Ioctl.SetMsrFilter:x} for 64-bit callers, ")
        + Invariant($"0x{Ioctl.SetMsrFilterCompat:x} for 32-bit callers, on the VM, with the capability ")
        + Invariant($"KVM_CAP_X86_MSR_FILTER ({Capability.LinuxMsrFilter})."),
        []);

    private static Layout Native => new(
        "struct kvm_msr_filter of a 64-bit caller",
        Invariant($"{FilterLayout.NativeSize} bytes, little-endian: flags, then {FilterLayout.Slots} ranges."),
        [
            new("flags", 0, "4", "0: what no range covers is allowed; 1: it is denied"),
            new("ranges[i].flags", FilterLayout.NativeRanges, "4",
                Invariant($"+ {FilterLayout.NativeRangeSize} * i; ")
                + "1: the range speaks of reads; 2: of writes; 3: of both"),
            new("ranges[i].nmsrs", FilterLayout.NativeRanges + 4, "4",
                "how many MSRs the range has; 0: the slot is empty"),
            new("ranges[i].base", FilterLayout.NativeRanges + 8, "4", "the index of the first MSR"),
            new("ranges[i].bitmap", FilterLayout.NativeRanges + FilterLayout.NativeBitmap, "8",
                "pointer: bit j, which is bit j%8 of byte j/8, stands for MSR base + j: set allows, clear denies"),
        ]);

    private static Layout Compat => new(
        "struct kvm_msr_filter of a 32-bit caller",
        Invariant($"{FilterLayout.CompatSize} bytes: the same without holes, and with narrower pointers."),
        [
            new("flags", 0, "4", "as above"),
            new("ranges[i].flags", FilterLayout.CompatRanges, "4", Invariant($"+ {FilterLayout.CompatRangeSize} * i")),
            new("ranges[i].nmsrs", FilterLayout.CompatRanges + 4, "4", "as above"),
            new("ranges[i].base", FilterLayout.CompatRanges + 8, "4", "as above"),
            new("ranges[i].bitmap", FilterLayout.CompatRanges + FilterLayout.CompatBitmap, "4", "as above"),
        ]);

    private static Word[] Words =>
    [
        new("IsKnown", "the kernel's interface is the filter (reading 10)"),
        new("Caller, Compat", "how wide the caller's pointers are; 32 bits"),
        new("Readable, Size", "of the struct: the bytes that can be read, and all; of a slot: those of its bitmap"),
        new("Flags, Count", "the flags of the filter or of the slot; the slot's nmsrs"),
        new("Denies, AllEmpty, HasEmptySlots",
            "the flag DefaultDeny is set; nmsrs is 0 in every slot, or in one that was written"),
        new("BitmapSize", "the bitmap in whole 64-bit longs: ceil(nmsrs / 64) * 8, in 64-bit arithmetic"),
        new("AllocationFails", "the next allocation of at least one byte fails"),
        new("DefaultDeny, Known, MaxBitmapSize, Slots",
            Invariant($"1, 3, 0x{FilterLayout.MaxBitmapSize:x}, {FilterLayout.Slots}")),
    ];
}
