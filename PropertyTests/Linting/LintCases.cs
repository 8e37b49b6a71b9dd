namespace MsrSpec.PropertyTests.Linting;

/// <summary>For each rule what it finds and what it does not.</summary>
internal static class LintCases
{
    private static readonly string TenRanges = string.Concat(Enumerable.Range(0, 10).Select(
        number => $"ioctl add-allowlist flags=read nmsrs=1 base={number * 0x4000} bits=0 -> ok\n"));

    private static readonly string SixteenSlots = string.Concat(Enumerable.Range(0, 16).Select(
        number => $"filter-slot flags=read nmsrs=1 base={number * 0x4000} bits=0 -> ok\n"));

    /// <summary>Every case.</summary>
    public static IReadOnlyList<LintCase> All { get; } =
    [
        new("struct-too-short", "2:1",
            "ioctl add-allowlist bytes=030000000100000010000000 -> EFAULT",
            "ioctl add-allowlist bytes=030000000100000010000000000000000100000000000000 -> ok"),
        new("struct-too-short", "3:1",
            """
            filter-slot flags=read nmsrs=1 base=0x10 bits=0 -> ok
            ioctl set-filter default=deny compat readable=259 -> EFAULT
            """,
            """
            filter-slot flags=read nmsrs=1 base=0x10 bits=0 -> ok
            ioctl set-filter default=deny compat -> ok
            """),
        new("bitmap-too-short", "2:43",
            """
            filter-slot flags=read nmsrs=72 base=0x10 bits=0-71 readable=9 -> ok
            ioctl set-filter default=deny -> EFAULT
            """,
            """
            filter-slot flags=read nmsrs=72 base=0x10 bits=0-71 -> ok
            ioctl set-filter default=deny -> ok
            """),
        new("bitmap-too-short", "2:50",
            "ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0 readable=17 -> oops free-of-error-pointer",
            "ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0 readable=24 -> ok"),
        new("too-many-registers", "2:32",
            "ioctl add-allowlist flags=read nmsrs=0x3001 base=0x0 bits=none -> EINVAL",
            "ioctl add-allowlist flags=read nmsrs=0x3000 base=0x0 bits=0 -> ok"),
        new("unknown-flags", "2:21",
            "ioctl add-allowlist flags=0x80000001 nmsrs=1 base=0x10 bits=0 -> EINVAL",
            "ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0 -> ok"),
        new("no-flags", "2:21",
            """
            ioctl add-allowlist flags=none nmsrs=1 base=0x10 bits=0 -> ok
            decision read 0x10 -> denied
            """,
            """
            ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0 -> ok
            decision read 0x10 -> allowed
            """),
        new("no-flags", "2:13",
            """
            filter-slot flags=none nmsrs=1 base=0x10 bits=0 -> ok
            ioctl set-filter default=deny -> EINVAL
            """,
            """
            filter-slot flags=read|write nmsrs=1 base=0x10 bits=0 -> ok
            ioctl set-filter default=deny -> ok
            """),
        new("no-registers", "2:32",
            """
            ioctl add-allowlist flags=read nmsrs=0 base=0x10 bits=none -> ok
            decision read 0x20 -> denied
            """,
            "ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=none -> ok"),
        new("no-registers", "2:24",
            """
            filter-slot flags=0xff nmsrs=0 base=0x10 bits=none -> ok
            ioctl set-filter default=allow -> ok
            """,
            "ioctl set-filter default=allow -> ok"),
        new("unknown-filter-flags", "3:1",
            """
            filter-slot flags=read nmsrs=1 base=0x10 bits=none -> ok
            ioctl set-filter default=2 -> EINVAL
            """,
            """
            filter-slot flags=read nmsrs=1 base=0x10 bits=none -> ok
            ioctl set-filter default=allow -> ok
            """),
        new("deny-without-a-range", "2:1",
            "ioctl set-filter default=deny -> EINVAL",
            """
            filter-slot flags=read|write nmsrs=1 base=0x0 bits=none -> ok
            ioctl set-filter default=deny -> ok
            decision read 0x10 -> denied
            """),
        new("too-many-ranges", "12:1",
            TenRanges + """
            ioctl add-allowlist flags=write nmsrs=1 base=0x10 bits=0 -> E2BIG
            ioctl add-allowlist flags=write nmsrs=1 base=0x11 bits=0 -> blocked
            """,
            TenRanges),
        new("too-many-ranges", "18:1",
            SixteenSlots + "filter-slot flags=write nmsrs=1 base=0x10 bits=0 -> refused no-slot-left",
            SixteenSlots + "ioctl set-filter default=deny -> ok"),
        new("overlap-refused", "3:46",
            """
            ioctl add-allowlist flags=read nmsrs=4 base=0x10 bits=0 -> ok
            ioctl add-allowlist flags=read|write nmsrs=4 base=0x13 bits=0 -> EINVAL
            ioctl add-allowlist flags=read nmsrs=4 base=0x20 bits=0 -> blocked
            """,
            """
            ioctl add-allowlist flags=read nmsrs=4 base=0x10 bits=0 -> ok
            ioctl add-allowlist flags=write nmsrs=4 base=0x13 bits=0 -> ok
            ioctl add-allowlist flags=read nmsrs=4 base=0x14 bits=0 -> ok
            """),
        .. OfDecisions, .. OfReasons,
    ];

    private static LintCase[] OfDecisions =>
    [
        new("range-wraps", "2:24",
            """
            filter-slot flags=read nmsrs=1 base=0xffffffff bits=none -> ok
            ioctl set-filter default=allow -> ok
            decision read 0xffffffff -> allowed
            """,
            """
            filter-slot flags=read nmsrs=1 base=0xfffffffe bits=none -> ok
            ioctl set-filter default=allow -> ok
            decision read 0xfffffffe -> denied
            """),
        new("x2apic-covered", "2:33",
            """
            filter-slot flags=write nmsrs=1 base=0x8ff bits=none -> ok
            ioctl set-filter default=allow -> ok
            decision write 0x8ff -> allowed
            """,
            """
            filter-slot flags=write nmsrs=1 base=0x900 bits=none -> ok
            ioctl set-filter default=allow -> ok
            decision write 0x900 -> denied
            """),
        new("x2apic-crossed", "2:44",
            """
            filter-slot flags=read nmsrs=16 base=0x7f8 bits=0-7 -> ok
            ioctl set-filter default=deny -> ok
            decision read 0x7ff -> allowed
            decision read 0x800 -> allowed
            """,
            """
            filter-slot flags=read nmsrs=16 base=0x7f8 bits=8-15 -> ok
            ioctl set-filter default=deny -> ok
            decision read 0x7ff -> denied
            """),
        new("tsc-deadline-write", "2:44",
            """
            filter-slot flags=write nmsrs=1 base=0x6e0 bits=none -> ok
            ioctl set-filter default=allow -> ok
            decision write 0x6e0 -> denied
            """,
            """
            filter-slot flags=read nmsrs=1 base=0x6e0 bits=none -> ok
            ioctl set-filter default=allow -> ok
            decision write 0x6e0 -> allowed
            """),
        new("tsc-deadline-write", "3:1",
            """
            filter-slot flags=read nmsrs=1 base=0xffffffff bits=0 -> ok
            ioctl set-filter default=deny -> ok
            decision write 0x6e0 -> denied
            """,
            """
            filter-slot flags=read nmsrs=1 base=0xffffffff bits=0 -> ok
            ioctl set-filter default=allow -> ok
            decision write 0x6e0 -> allowed
            """),
        new("tsc-deadline-write", "2:1",
            """
            ioctl add-allowlist flags=read nmsrs=1 base=0x6e0 bits=0 -> ok
            decision write 0x6e0 -> denied
            """,
            """
            ioctl add-allowlist flags=write nmsrs=1 base=0x6e0 bits=0 -> ok
            decision write 0x6e0 -> allowed
            """),
        new("order-decides", "3:32",
            """
            filter-slot flags=read nmsrs=64 base=0x10 bits=0-63 -> ok
            filter-slot flags=read nmsrs=1 base=0x1b bits=none -> ok
            ioctl set-filter default=deny -> ok
            decision read 0x1b -> allowed
            """,
            """
            filter-slot flags=read nmsrs=64 base=0x10 bits=0-63 -> ok
            filter-slot flags=write nmsrs=1 base=0x1b bits=none -> ok
            ioctl set-filter default=deny -> ok
            decision read 0x1b -> allowed
            """),
        new("inverted-polarity", "2:42",
            """
            filter-slot flags=read nmsrs=2 base=0x10 bits=0-1 -> ok
            ioctl set-filter default=allow -> ok
            decision read 0x10 -> allowed
            """,
            """
            filter-slot flags=read nmsrs=2 base=0x10 bits=none -> ok
            ioctl set-filter default=allow -> ok
            decision read 0x10 -> denied
            """),
        new("inverted-polarity", "3:50",
            """
            ioctl add-allowlist flags=read nmsrs=1 base=0x20 bits=0 -> ok
            ioctl add-allowlist flags=read nmsrs=2 base=0x10 bits=none -> ok
            decision read 0x10 -> denied
            """,
            """
            ioctl add-allowlist flags=read nmsrs=1 base=0x20 bits=0 -> ok
            ioctl add-allowlist flags=read nmsrs=2 base=0x10 bits=0-1 -> ok
            decision read 0x10 -> allowed
            """),
        new("bits-behind-the-end", "2:42",
            """
            filter-slot flags=read nmsrs=1 base=0x10 bits=0-1 -> ok
            ioctl set-filter default=deny -> ok
            decision read 0x11 -> denied
            """,
            """
            filter-slot flags=read nmsrs=2 base=0x10 bits=0-1 -> ok
            ioctl set-filter default=deny -> ok
            decision read 0x11 -> allowed
            """),
        new("pad-not-zero", "2:57",
            "ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0 pad=0x1 -> ok",
            "ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0 -> ok"),
        new("mergeable-ranges", "2:1",
            """
            ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0 -> ok
            ioctl add-allowlist flags=read nmsrs=1 base=0x300f bits=0 -> ok
            """,
            """
            ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0 -> ok
            ioctl add-allowlist flags=read nmsrs=1 base=0x3010 bits=0 -> ok
            """),
        new("mergeable-ranges", "2:1",
            """
            filter-slot flags=read|write nmsrs=1 base=0x10 bits=0 -> ok
            filter-slot flags=read|write nmsrs=1 base=0x10 bits=none -> ok
            ioctl set-filter default=deny -> ok
            decision read 0x10 -> allowed
            """,
            """
            filter-slot flags=read|write nmsrs=1 base=0x10 bits=0 -> ok
            ioctl set-filter default=deny -> ok
            decision read 0x10 -> allowed
            """),
    ];

    private static LintCase[] OfReasons =>
    [
        new("unknown-reasons", "2:1",
            "ioctl enable-cap 188 args0=0xc -> EINVAL\nfilter-slot flags=read nmsrs=1 base=0x10 bits=none -> ok",
            "ioctl enable-cap 188 args0=0x7 -> ok\nfilter-slot flags=read nmsrs=1 base=0x10 bits=none -> ok"),
        new("swapped-reasons", "2:1",
            """
            ioctl enable-cap 188 args0=0x1 -> ok
            filter-slot flags=read nmsrs=1 base=0x1b bits=none -> ok
            ioctl set-filter default=allow -> ok
            vcpu0 rdmsr 0x1b long64 cpl0 -> #GP(0)
            """,
            """
            ioctl enable-cap 188 args0=0x4 -> ok
            filter-slot flags=read nmsrs=1 base=0x1b bits=none -> ok
            ioctl set-filter default=allow -> ok
            vcpu0 rdmsr 0x1b long64 cpl0 -> exit rdmsr 0x1b 0x0 reason=filter
            """),
        new("no-filter-reason", "2:1",
            """
            ioctl enable-cap 188 args0=0x2 -> ok
            filter-slot flags=read nmsrs=1 base=0x1b bits=none -> ok
            ioctl set-filter default=allow -> ok
            vcpu0 rdmsr 0x1b long64 cpl0 -> #GP(0)
            """,
            """
            ioctl enable-cap 188 args0=0x6 -> ok
            filter-slot flags=read nmsrs=1 base=0x1b bits=none -> ok
            ioctl set-filter default=allow -> ok
            vcpu0 rdmsr 0x1b long64 cpl0 -> exit rdmsr 0x1b 0x0 reason=filter
            """),
        new("no-filter-reason", "4:1",
            """
            ioctl enable-cap 184 args0=0x1 -> ok
            ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0 -> ok
            ioctl enable-cap 184 args0=0x0 -> ok
            vcpu0 rdmsr 0x1b long64 cpl0 -> #GP(0)
            """,
            """
            ioctl enable-cap 184 args0=0x1 -> ok
            ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0 -> ok
            vcpu0 rdmsr 0x1b long64 cpl0 -> exit rdmsr 0x1b 0x0
            """),
        new("capability-behind-list", "5:1",
            """
            filter-slot flags=read nmsrs=1 base=0x1b bits=none -> ok
            ioctl set-filter default=allow -> ok
            vcpu0 rdmsr 0x1b long64 cpl0 -> #GP(0)
            ioctl enable-cap 188 args0=0x4 -> ok
            """,
            """
            ioctl enable-cap 188 args0=0x4 -> ok
            filter-slot flags=read nmsrs=1 base=0x1b bits=none -> ok
            ioctl set-filter default=allow -> ok
            """),
    ];
}
