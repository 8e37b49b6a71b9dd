using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>Calls of the ioctl that are judged wrong.</summary>
internal static class ValidationMutants
{
    private const string Family = "validation";
    private const ulong Top = 1UL << 32;
    private const uint KnownFlags = (uint)AccessFlags.ReadWrite;
    private const uint HighestFlag = 1U << 31;
    private const uint Flag5 = 1U << 5;
    private const uint BitsPerByte = 8;

    /// <summary>The mutants of this family.</summary>
    internal static IReadOnlyList<Mutant> Rows { get; } =
    [
        Row("flags-before-copy", () => new() { EarlyRefusal = UnknownFlags },
            "Unknown flags are judged before the bitmap is copied, as in Linux since its input checks were hoisted "
            + "(May 2021)."),
        Row("full-before-flags", () => new() { Answer = FullFirst },
            "A full table is noticed before flags, nmsrs and the end are judged."),
        Row("overlap-before-full", () => new() { Answer = OverlapFirst },
            "An overlap is noticed before a full table."),
        Row("limit-is-0x2fff", () => new() { EarlyRefusal = ExactlyTheLimit },
            "A range of 0x3000 MSRs is refused: the limit is compared with the wrong operator."),
        Row("limit-is-one-long-too-large", () => new() { Misreading = OneLongMore },
            "Ranges of 0x3001 to 0x3040 MSRs pass the size check, and are clipped to 0x3000."),
        Row("byte-rounded-bitmap", () => new() { Misreading = RoundedToBytes },
            "Only ceil(nmsrs / 8) bytes of the bitmap are read, as several users of the ioctl believe."),
        Row("short-header", () => new() { Misreading = ShortHeader },
            "Twelve readable bytes of the header suffice, because pad is not copied."),
        Row("unknown-flag-accepted", () => new() { Misreading = WithoutFlag(HighestFlag) },
            "Flag bit 31 is silently ignored, like undefined bits of the filter before cf5029d5dd7c."),
        Row("unknown-flag-5-accepted", () => new() { Misreading = WithoutFlag(Flag5) },
            "Flag bit 5 is silently ignored."),
        Row("pad-checked", () => new() { LateRefusal = PadIsSet },
            "A pad word other than zero is refused."),
        Row("pad-0x80-refused", () => new() { LateRefusal = PadIsOneFlag },
            "A pad word of 0x80 is refused, and no other."),
        Row("nine-slots", () => new() { LateRefusal = NineSlots },
            "The tenth range finds the table full."),
        Row("overlap-ignores-direction", () => new() { LateRefusal = SharedMsr },
            "A range that shares MSRs with a stored one is refused even if they share no direction."),
        Row("touching-is-overlap", () => new() { LateRefusal = Touching },
            "A range that begins where a stored one ends, or ends where it begins, is refused."),
        Row("past-the-top-accepted", () => new() { Misreading = Clipped },
            "A range that ends past 2^32 is accepted and clipped."),
        Row("end-at-the-top-refused", () => new() { LateRefusal = EndAtTheTop },
            "A range that ends exactly at 2^32 is refused."),
        Row("empty-range-accepted", () => new() { Answer = AcceptEmpty },
            "A range without MSRs is accepted, takes a slot and arms the list, as in the posted patch."),
        Row("flagless-range-accepted", () => new() { Answer = AcceptFlagless },
            "A range without flags is accepted, takes a slot and arms the list, as in the posted patch."),
        Row("failed-allocation-is-EFAULT", () => new() { Answer = Instead(Errno.ENOMEM, Errno.EFAULT) },
            "A failed allocation is reported as EFAULT."),
        Row("unreadable-bitmap-is-EINVAL", () => new() { Answer = Instead(Errno.EFAULT, Errno.EINVAL) },
            "An unreadable bitmap is reported as EINVAL."),
        Row("overlap-accepted", () => new() { Answer = AcceptOverlap },
            "A range that overlaps a stored one is accepted and takes a slot, and the older one goes on deciding."),
    ];

    private static Mutant Row(string name, Func<ListMutant> make, string defect) =>
        new(name, Family, defect, () => MutantParts.Lists(make));

    private static Errno? EinvalIf(bool refused) => refused ? Errno.EINVAL : null;

    private static Errno? UnknownFlags(ListMutant list, AllowlistHeader header) =>
        EinvalIf((header.Flags & ~KnownFlags) != 0);

    private static Errno? ExactlyTheLimit(ListMutant list, AllowlistHeader header) =>
        EinvalIf(header.Count == AllowlistLayout.MaxCount);

    private static Errno? PadIsSet(ListMutant list, AllowlistHeader header) => EinvalIf(header.Pad != 0);

    private static Errno? PadIsOneFlag(ListMutant list, AllowlistHeader header) => EinvalIf(header.Pad == 0x80);

    private static Errno? EndAtTheTop(ListMutant list, AllowlistHeader header) => EinvalIf(End(header) == Top);

    private static Errno? NineSlots(ListMutant list, AllowlistHeader header) =>
        list.Accepted.Count >= AllowlistLayout.Slots - 1 ? Errno.E2BIG : null;

    private static Errno? SharedMsr(ListMutant list, AllowlistHeader header) => EinvalIf(
        !list.IsFull && list.Accepted.Any(range => header.Base < range.End && range.Base < End(header)));

    private static Errno? Touching(ListMutant list, AllowlistHeader header) => EinvalIf(
        !list.IsFull && list.Accepted.Any(range =>
            ((uint)range.Flags & header.Flags) != 0 && (range.End == header.Base || range.Base == End(header))));

    private static Outcome FullFirst(ListMutant list, AllowlistHeader header, Outcome outcome)
    {
        bool judged = outcome == Outcome.Error(Errno.EINVAL) && header.Count <= AllowlistLayout.MaxCount;
        return judged && list.IsFull ? Outcome.Error(Errno.E2BIG) : outcome;
    }

    private static Outcome OverlapFirst(ListMutant list, AllowlistHeader header, Outcome outcome)
    {
        bool judged = outcome == Outcome.Error(Errno.E2BIG);
        bool overlaps = list.Accepted.Any(range => range.Overlaps(ListMutant.RangeOf(header)));
        return judged && overlaps ? Outcome.Error(Errno.EINVAL) : outcome;
    }

    private static Outcome AcceptEmpty(ListMutant list, AllowlistHeader header, Outcome outcome)
    {
        bool isEmpty = header.Count == 0 && header.Flags is > 0 and <= KnownFlags;
        return isEmpty ? StorePhantom(list, KernelPointer.ZeroSize) : outcome;
    }

    private static Outcome AcceptFlagless(ListMutant list, AllowlistHeader header, Outcome outcome)
    {
        bool isFlagless = header.Flags == 0 && header.Count > 0 && header.Count <= AllowlistLayout.MaxCount
            && End(header) <= Top && outcome == Outcome.Error(Errno.EINVAL);
        return isFlagless
            ? StorePhantom(list, list.Kernel.Heap.Allocate(AllowlistDecoder.BitmapSize(header.Count)))
            : outcome;
    }

    private static Outcome AcceptOverlap(ListMutant list, AllowlistHeader header, Outcome outcome) =>
        list.IsOverlap(outcome)
            ? StorePhantom(list, list.Kernel.Heap.Allocate(AllowlistDecoder.BitmapSize(header.Count)))
            : outcome;

    private static Outcome StorePhantom(ListMutant list, KernelPointer bitmap)
    {
        if (list.IsFull)
        {
            _ = list.Kernel.Heap.Free(bitmap);
            return Outcome.Error(Errno.E2BIG);
        }

        list.StorePhantom(bitmap);
        return Outcome.Success;
    }

    private static Func<ListMutant, AllowlistHeader, Outcome, Outcome> Instead(Errno sound, Errno wrong) =>
        (_, _, outcome) => outcome == Outcome.Error(sound) ? Outcome.Error(wrong) : outcome;

    private static UserBuffer OneLongMore(UserBuffer argument)
    {
        bool isWithin = argument.HasHeader && argument.Header.Count > AllowlistLayout.MaxCount
            && argument.Header.Count <= AllowlistLayout.MaxCount + AllowlistLayout.BitsPerLong;
        return isWithin ? With(argument, argument.Header with { Count = AllowlistLayout.MaxCount }) : argument;
    }

    private static UserBuffer RoundedToBytes(UserBuffer argument)
    {
        if (!argument.HasHeader || argument.Header.Count > AllowlistLayout.MaxCount)
        {
            return argument;
        }

        int needed = AllowlistLayout.HeaderSize + (int)((argument.Header.Count + BitsPerByte - 1) / BitsPerByte);
        return argument.Length >= needed ? Extended(argument, SizeOf(argument.Header)) : argument;
    }

    private static UserBuffer ShortHeader(UserBuffer argument) =>
        argument.Length >= AllowlistLayout.PadOffset ? Extended(argument, AllowlistLayout.HeaderSize) : argument;

    private static Func<UserBuffer, UserBuffer> WithoutFlag(uint flag) => argument =>
        argument.HasHeader && (argument.Header.Flags & flag) != 0
            ? With(argument, argument.Header with { Flags = argument.Header.Flags & ~flag })
            : argument;

    private static UserBuffer Clipped(UserBuffer argument)
    {
        bool isPast = argument.HasHeader && End(argument.Header) > Top
            && argument.Header.Count <= AllowlistLayout.MaxCount && argument.Length >= SizeOf(argument.Header);
        return isPast
            ? With(argument, argument.Header with { Count = (uint)(Top - argument.Header.Base) })
            : argument;
    }

    private static int SizeOf(AllowlistHeader header) =>
        AllowlistLayout.HeaderSize + AllowlistDecoder.BitmapSize(header.Count);

    private static ulong End(AllowlistHeader header) => (ulong)header.Base + header.Count;

    private static UserBuffer With(UserBuffer argument, AllowlistHeader header) =>
        UserBuffer.Allowlist(header, argument.Tail, argument.Length);

    /// <summary>The argument followed by zeros up to that length.</summary>
    private static UserBuffer Extended(UserBuffer argument, int length) =>
        argument.Length >= length
            ? argument
            : new UserBuffer([.. argument.Bytes, .. new byte[length - argument.Length]]);
}
