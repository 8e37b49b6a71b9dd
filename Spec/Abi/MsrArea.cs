using System.Collections.Immutable;

namespace MsrSpec.Spec.Abi;

/// <summary>A part of the index space whose MSRs belong together: who exempts one exempts them all.</summary>
/// <param name="First">Its first index.</param>
/// <param name="Last">Its last index.</param>
public readonly record struct MsrArea(uint First, uint Last)
{
    /// <summary>
    /// Areas that processors, KVM and other hypervisors tell apart (Intel SDM volume 4; AMD APM volume 2;
    /// <c>asm/kvm_para.h</c>; <c>asm/hyperv-tlfs.h</c>).
    /// </summary>
    public static ImmutableArray<MsrArea> All { get; } =
    [
        // What the bitmaps of the hardware cover: the low indices and the high ones; and the oldest ones.
        new(0, 0x1FFF),
        new(0xC0000000, 0xC0001FFF),
        new(0, 0x1FF),

        // Performance: counters, their events, fixed counters, their controls, counters in full width.
        new(0xC1, 0xC8),
        new(0x186, 0x18D),
        new(0x309, 0x30B),
        new(0x38D, 0x390),
        new(0x4C1, 0x4C8),

        // Alone: platform information, architectural capabilities, TSX, waiting, thermal; debugging; bounds; CET.
        new(0xCE, 0xCE),
        new(0xE1, 0xE1),
        new(0x10A, 0x10A),
        new(0x122, 0x123),
        new(0x140, 0x140),
        new(0x19A, 0x1A2),
        new(0x1D9, 0x1DE),
        new(0xD90, 0xD90),
        new(0x6A0, 0x6A8),

        // Machine-check banks, VMX capabilities, processor trace, last branches.
        new(Msr.Mc0Ctl, 0x47F),
        new(0x480, 0x491),
        new(0x560, 0x587),
        new(0x680, 0x6DF),

        new(Msr.X2ApicFirst, Msr.X2ApicLast),

        // Hypervisors: KVM's clock as it was first, Hyper-V, KVM.
        new(0x11, 0x12),
        new(0x40000000, 0x400001FF),
        new(0x4B564D00, 0x4B564DFF),

        // Extended features and SYSCALL, bases of segments, AMD's own.
        new(Msr.Efer, 0xC00000FF),
        new(Msr.FsBase, 0xC0000104),
        new(0xC0010000, 0xC00102FF),
    ];
}
