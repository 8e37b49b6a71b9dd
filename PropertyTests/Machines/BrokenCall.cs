using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>A call that is wrong in chosen ways, and the state of the machine that it is wrong in.</summary>
public static class BrokenCall
{
    private const uint Start = 0xFFFFFFC0;
    private const uint Fitting = 64;

    /// <summary>What each row answers, alone.</summary>
    public static IReadOnlyList<(BrokenRows Row, Errno Errno)> Table { get; } =
    [
        (BrokenRows.Header,      Errno.EFAULT),
        (BrokenRows.Size,        Errno.EINVAL),
        (BrokenRows.Allocation,  Errno.ENOMEM),
        (BrokenRows.Bitmap,      Errno.EFAULT),
        (BrokenRows.UnknownFlag, Errno.EINVAL),
        (BrokenRows.NoFlag,      Errno.EINVAL),
        (BrokenRows.PastTheTop,  Errno.EINVAL),
        (BrokenRows.Full,        Errno.E2BIG),
        (BrokenRows.Overlap,     Errno.EINVAL),
    ];

    /// <summary>Every set of rows, from the empty one to all of them.</summary>
    public static IEnumerable<BrokenRows> Sets =>
        Enumerable.Range(0, (int)BrokenRows.All + 1).Select(set => (BrokenRows)set);

    /// <summary>What a call that is wrong in these ways must answer: the errno of the first.</summary>
    public static Outcome Answer(BrokenRows rows)
    {
        foreach ((BrokenRows row, Errno errno) in Table)
        {
            if (rows.HasFlag(row))
            {
                return Outcome.Error(errno);
            }
        }

        return Outcome.Success;
    }

    /// <summary>Brings a fresh machine into the state that the rows ask for.</summary>
    public static void Prepare(MachineDriver vm, BrokenRows rows)
    {
        int missing = rows.HasFlag(BrokenRows.Full) ? AllowlistLayout.Slots : 1;
        if (rows.HasFlag(BrokenRows.Overlap))
        {
            vm.Add(AskedRange.Full(AccessFlags.ReadWrite, Start, 1));
            missing--;
        }

        for (uint slot = 0; slot < missing; slot++)
        {
            vm.Add(AskedRange.Full(AccessFlags.Read, Msr.Star + slot, 1));
        }

        if (rows.HasFlag(BrokenRows.Allocation))
        {
            vm.FailNextAllocation();
        }
    }

    /// <summary>The argument of the call.</summary>
    public static UserBuffer Argument(BrokenRows rows)
    {
        uint unknown = rows.HasFlag(BrokenRows.UnknownFlag) ? 0x80000000 : 0;
        uint known = rows.HasFlag(BrokenRows.NoFlag) ? 0 : (uint)AccessFlags.Read;
        uint count = rows.HasFlag(BrokenRows.Size) ? AllowlistLayout.MaxCount + 1
            : rows.HasFlag(BrokenRows.PastTheTop) ? Fitting + 1 : Fitting;
        AllowlistHeader header = new(unknown | known, count, Start, 0);
        int length = rows.HasFlag(BrokenRows.Header) ? AllowlistLayout.HeaderSize - 1
            : rows.HasFlag(BrokenRows.Bitmap) ? Math.Max(AllowlistLayout.HeaderSize, header.ArgumentSize - 1)
            : header.ArgumentSize;
        return UserBuffer.Allowlist(header, [], length);
    }
}
