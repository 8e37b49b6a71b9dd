using CsCheck;
using MsrSpec.Checker.Sampling;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>The words that properties of machines are written in, biased towards boundaries.</summary>
public static class Gens
{
    private const uint HighBit = 0x80000000;
    private const int IndexBits = 32;

    private static readonly uint[] Edges =
    [
        0, 1, 2, 63, 64, 65, Msr.X2ApicFirst - 1, Msr.X2ApicFirst, Msr.X2ApicLast, Msr.X2ApicLast + 1,
        AllowlistLayout.MaxCount - 1, AllowlistLayout.MaxCount, AllowlistLayout.MaxCount + 1,
        0x40000000, HighBit - 1, HighBit, 0xC0000000, uint.MaxValue - 64, uint.MaxValue - 63, uint.MaxValue - 1,
        uint.MaxValue,
    ];

    private static readonly uint[] Counts =
        [1, 2, 7, 8, 9, 63, 64, 65, 127, 128, 129, 0x1000, AllowlistLayout.MaxCount - 1, AllowlistLayout.MaxCount];

    private static readonly uint[] Plain =
        [Msr.Tsc, Msr.TscAdjust, Msr.SysenterCs, Msr.McgStatus, Msr.TscDeadline, Msr.Star, Msr.Mc0Ctl + 2];

    private static readonly uint[] Nowhere =
        [5, 0x40000000, Msr.X2ApicFirst + 8, 0xC0001234, 0xDEADBEEF, uint.MaxValue];

    /// <summary>MSRs that take every value, and read as it.</summary>
    public static Gen<uint> PlainMsr { get; } = Gen.OneOf(Plain);

    /// <summary>Indices without an MSR.</summary>
    public static Gen<uint> AbsentMsr { get; } = Gen.OneOf(Nowhere);

    public static Gen<uint> Index { get; } = Gen.Frequency(
        (4, Gen.OneOf(Edges)),
        (3, PlainMsr),
        (1, AbsentMsr),
        (2, Gen.OneOf(Edges).Select(Gen.UInt[0, 130], (at, off) => unchecked(at + off))),
        (1, Gen.UInt));

    /// <summary>The ends of named areas of the index space, what stands next to them, and what lies inside.</summary>
    public static Gen<uint> InAnArea { get; } =
        from area in Gen.OneOf([.. MsrArea.All])
        from near in Gen.OneOf(area.First, area.Last).Select(Gen.Int[-1, 1], (at, off) => (long)at + off)
        from inside in Gen.UInt[area.First, area.Last]
        from edge in Gen.Bool
        select edge && near >= 0 ? (uint)near : inside;

    public static Gen<uint> Count { get; } = Gen.Frequency(
        (3, Gen.OneOf(Counts)), (6, Gen.UInt[1, 130]), (1, Gen.UInt[1, AllowlistLayout.MaxCount]));

    public static Gen<AccessFlags> Direction { get; } = Gen.OneOf(AccessFlags.Read, AccessFlags.Write);

    public static Gen<AccessFlags> Directions { get; } =
        Gen.OneOf(AccessFlags.Read, AccessFlags.Write, AccessFlags.ReadWrite);

    public static Gen<ulong> Value { get; } = Gen.Frequency(
        (2, Gen.OneOf(0UL, 1UL, 0x80000000UL, 0x1_00000000UL, 0xFFFFFFFF_00000000UL, ulong.MaxValue)), (3, Gen.ULong));

    public static Gen<int> Vcpu { get; } = Gen.Int[0, IMachine.VcpuCount - 1];

    public static Gen<GuestMode> Mode { get; } = Gen.OneOf(GuestMode.Long64, GuestMode.Protected32, GuestMode.Real16);

    /// <summary>A range that is valid for itself; one in four ends exactly at the top.</summary>
    public static Gen<AskedRange> Range { get; } =
        from type in Directions
        from start in Index
        from wanted in Count
        from atTheTop in Gen.Int[0, 3].Select(n => n == 0)
        let first = atTheTop ? unchecked(0u - wanted) : start
        let count = (uint)Math.Min(wanted, (1UL << 32) - first)
        from bits in Bits(count)
        select new AskedRange((uint)type, first, count, bits, 0);

    /// <summary>One to ten ranges that one VM can store together, in any order.</summary>
    public static Gen<AskedRange[]> Ranges { get; } = Range.Array[1, 14].Select(Compatible);

    /// <summary>Accesses of every mode, privilege and form, to MSRs that are there and to others.</summary>
    public static Gen<GuestAccess> Access { get; } =
        from type in Direction
        from index in Gen.Frequency((3, PlainMsr), (1, AbsentMsr), (1, Index))
        from value in Value
        from mode in Mode
        from privilege in Gen.OneOf(
            Privilege.Kernel, Privilege.Kernel, Privilege.Kernel, Privilege.Ring1, Privilege.Ring2, Privilege.User)
        from form in Gen.OneOf([.. Accesses.OriginalForms])
        select new GuestAccess(type, index, type == AccessFlags.Read ? 0 : value, mode, privilege, form);

    /// <summary>Accesses by WRMSRNS and in immediate form.</summary>
    public static Gen<GuestAccess> RecentAccess { get; } =
        from access in Access
        from isImmediate in Gen.Bool
        let form = isImmediate || access.IsRead ? InstructionForm.Immediate : InstructionForm.NonSerializing
        select access with { Form = form };

    /// <summary>Accesses that get as far as the decision.</summary>
    public static Gen<GuestAccess> DecidedAccess { get; } = Access.Where(access => access.ReachesTheDecision());

    /// <summary>Command sequences as the checker draws them.</summary>
    public static Gen<Command[]> Commands { get; } = new SequenceGenerator();

    /// <summary>The places where a decision may change: the edges of the space, and those of each range.</summary>
    public static uint[] Probes(params IEnumerable<AskedRange> ranges) =>
        [.. Edges.Concat(Plain).Concat(ranges.SelectMany(Around)).Distinct()];

    /// <summary>The ranges of a list that share nothing with an earlier one, ten at most.</summary>
    public static AskedRange[] Compatible(AskedRange[] ranges)
    {
        List<AskedRange> kept = [];
        foreach (AskedRange range in ranges)
        {
            if (kept.Count < AllowlistLayout.Slots && !kept.Exists(range.Shares))
            {
                kept.Add(range);
            }
        }

        return [.. kept];
    }

    private static IEnumerable<uint> Around(AskedRange range)
    {
        uint[] marks =
        [
            range.Base, unchecked(range.Base + range.Count), range.Base + (range.Count / 2), unchecked(range.Base + 64),
        ];
        return marks.SelectMany(mark => Enumerable.Range(-2, 5).Select(off => unchecked(mark + (uint)off)))
            .Concat(Enumerable.Range(0, IndexBits).Select(bit => range.Base ^ (1u << bit)));
    }

    private static Gen<ulong[]> Bits(uint count)
    {
        int words = AskedRange.Words(count);
        return Gen.Frequency(
            (1, Gen.Const(() => new ulong[words])),
            (3, Gen.Const(() => Enumerable.Repeat(ulong.MaxValue, words).ToArray())),
            (3, Gen.ULong.Array[words]));
    }
}
