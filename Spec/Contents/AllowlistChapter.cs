using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;

namespace MsrSpec.Spec.Contents;

/// <summary>Chapter 1: the ioctl by which user space adds a range.</summary>
internal static class AllowlistChapter
{
    public static Chapter Chapter { get; } = new(
        "The allowlist ioctl",
        "KVM_ADD_MSR_ALLOWLIST, an ioctl on the VM, adds one range of MSRs to the VM's list. A range speaks of reads, "
        + "of writes or of both, and has one bit for each of its MSRs. It is copied, and there is no call that takes "
        + "it away or changes it. 0 is returned for success, -1 with the errno otherwise.",
        [Number, Argument],
        [.. Words],
        [AllowlistTable.OfTheArgument, AllowlistTable.UnderTheLock, AllowlistTable.ChangeArgument],
        [.. AllowlistCases.All],
        [
            "The header is read once, then the bitmap, once: a call that gets behind the copy has read exactly "
            + "16 + BitmapSize bytes of user memory, and none behind the header is read before the size is judged.",
            "kvm->lock is taken once, after the last row of the first table. It is held for the whole second table and "
            + "until the range is stored, and is released before the call returns, whatever it returns; only a case "
            + "that says 'lock kept' returns with it held. No allocation, no copy from user memory and no check of "
            + "the argument is made under it. Of the other calls here only the end of the VM takes it.",
            "A call has its whole effect or none: a range is stored with all its bits or not at all. The copy of a "
            + "call that is refused is freed.",
            "An armed change of the argument is used up by the next call, whether that reads the word or not; it "
            + "outlives the VM, and of two before one call the later counts.",
            "An armed allocation failure is used up by a call that gets as far as allocating at least one byte.",
        ],
        AllowlistClauses.All);

    private static Layout Number => new(
        "KVM_ADD_MSR_ALLOWLIST",
        $"_IOW(KVMIO, 0xc6, struct kvm_msr_allowlist) = 0x{Ioctl.AddMsrAllowlist:x}, on the VM, with the capability "
        + $"KVM_CAP_ADD_MSR_ALLOWLIST ({Capability.AddMsrAllowlist}). The bitmap does not count towards the size in "
        + "the number. The layout is the same for 32-bit and 64-bit callers. Linux merged another interface in its "
        + "place: there 0xc6 is KVM_X86_SET_MSR_FILTER, and the capabilities have the numbers 188 and 189.",
        []);

    private static Layout Argument => new(
        "struct kvm_msr_allowlist",
        "Little-endian 32-bit words, then the bitmap in line.",
        [
            new("flags", AllowlistLayout.FlagsOffset, "4", "1: the range speaks of reads; 2: of writes; 3: of both"),
            new("nmsrs", AllowlistLayout.CountOffset, "4", "how many MSRs the range has, at most 0x3000"),
            new("base", AllowlistLayout.BaseOffset, "4", "the index of the first MSR"),
            new("pad", AllowlistLayout.PadOffset, "4", "not looked at, but where reading 6 says so"),
            new("bitmap", AllowlistLayout.HeaderSize, "BitmapSize",
                "bit i, which is bit i%8 of byte i/8, stands for MSR base + i: set allows, clear denies"),
        ]);

    private static Word[] Words =>
    [
        new("Readable", "how many bytes can be read, from the argument's address to the page edge"),
        new("Flags, Count, Base, Pad", "the words flags, nmsrs, base and pad"),
        new("BitmapSize", "the bitmap in whole 64-bit longs: ceil(nmsrs / 64) * 8, in 64-bit arithmetic"),
        new("Sum", "base + nmsrs, in 64-bit arithmetic"),
        new("AllocationFails", "the next allocation of at least one byte fails"),
        new("LockHeld", "an earlier call returned with kvm->lock held"),
        new("Stored, Length, Range", "the stored ranges, oldest first, and their number; the range that is asked for"),
        new("Overlap(a, b)", "a.flags & b.flags is not 0, and max(a.base, b.base) < min(EndOf(a), EndOf(b))"),
        new("EndOf(a)", "the first index behind the range. Let s be base + nmsrs. If s < 2^32: s (reading 1 Inclusive: "
            + "s + 1, so an empty range covers its base, and ranges that touch overlap). If s = 2^32: 2^32 (reading 3 "
            + "Wraps: 0). If s > 2^32, where that is not refused: 2^32 (reading 2 Matched) or s - 2^32 (Wraps). An "
            + "end at or below base covers nothing"),
        new("HeaderSize, MaxBitmapSize, Slots, Known, Top",
            $"{AllowlistLayout.HeaderSize}, 0x{AllowlistLayout.MaxBitmapSize:x}, {AllowlistLayout.Slots}, 3, 2^32"),
    ];
}
