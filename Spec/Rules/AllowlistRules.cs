using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Rules;

/// <summary>
/// The allowlist ioctl: which row of the validation table decides a call. A row beats every row below it.
/// </summary>
public static class AllowlistRules
{
    /// <summary>The judgement of one call: the clause that decides, and the errno; null for an accepted call.</summary>
    /// <param name="Clause">The row that decides.</param>
    /// <param name="Errno">What the call fails with, or null.</param>
    public readonly record struct Judgement(Clause Clause, Errno? Errno);

    /// <summary>Rows 1 to 5: everything that is judged before the VM's lock is taken.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="allocationFails">Whether an allocation of at least one byte would fail.</param>
    /// <param name="readings">The dialect's choices.</param>
    /// <returns>The row that refuses the call, or null if none does.</returns>
    public static Judgement? JudgeArgument(UserBuffer argument, bool allocationFails, ReadingSet readings)
    {
        if (!argument.HasHeader)
        {
            return new(AllowlistClauses.UnreadableHeader, Errno.EFAULT);
        }

        AllowlistHeader header = argument.Header;
        long bitmapSize = header.BitmapSize;
        if (bitmapSize > AllowlistLayout.MaxBitmapSize)
        {
            return new(AllowlistClauses.OversizeBitmap, Errno.EINVAL);
        }

        if (allocationFails && bitmapSize > 0)
        {
            return new(AllowlistClauses.FailedAllocation, Errno.ENOMEM);
        }

        if (argument.Length < AllowlistLayout.HeaderSize + bitmapSize)
        {
            return new(AllowlistClauses.UnreadableBitmap, Errno.EFAULT);
        }

        return JudgeHeader(header, readings);
    }

    /// <summary>Rows 6 and 7: what is judged under the lock.</summary>
    /// <param name="range">The new range.</param>
    /// <param name="slots">The stored ranges.</param>
    /// <param name="readings">The dialect's choices.</param>
    /// <returns>The row that refuses the call, or the one that accepts it.</returns>
    public static Judgement JudgeUnderLock(
        AllowlistRange range, ImmutableArray<AllowlistRange> slots, ReadingSet readings)
    {
        if (slots.Length >= AllowlistLayout.Slots)
        {
            return new(AllowlistClauses.FullTable, Errno.E2BIG);
        }

        foreach (ref readonly AllowlistRange slot in slots.AsSpan())
        {
            if (RangeRules.Overlap(range, slot, readings))
            {
                return new(AllowlistClauses.Overlap, Errno.EINVAL);
            }
        }

        return new(RangeRules.EndsAtTheTop(range) ? AllowlistClauses.EndAtTheTop : AllowlistClauses.Accepted, null);
    }

    /// <summary>The range that an argument with a readable bitmap asks for.</summary>
    public static AllowlistRange RangeOf(UserBuffer argument)
    {
        AllowlistHeader header = argument.Header;
        ImmutableArray<byte> bitmap = [.. argument.Tail[..(int)header.BitmapSize]];
        return new AllowlistRange((AccessFlags)header.Flags, header.Base, header.Count, bitmap);
    }

    private static Judgement? JudgeHeader(AllowlistHeader header, ReadingSet readings)
    {
        if ((header.Flags & ~(uint)AccessFlags.ReadWrite) != 0)
        {
            return new(AllowlistClauses.UnknownFlags, Errno.EINVAL);
        }

        if (header.Flags == 0 && readings.FlaglessRange == DegenerateRange.Refused)
        {
            return new(AllowlistClauses.FlaglessRange, Errno.EINVAL);
        }

        if (header.Count == 0 && readings.EmptyRange == DegenerateRange.Refused)
        {
            return new(AllowlistClauses.EmptyRange, Errno.EINVAL);
        }

        if ((ulong)header.Base + header.Count > RangeRules.Top && readings.EndPastTheTop == EndPastTheTop.Refused)
        {
            return new(AllowlistClauses.EndPastTheTop, Errno.EINVAL);
        }

        if (header.Pad != 0 && readings.PadWord == PadWord.MustBeZero)
        {
            return new(AllowlistClauses.PadIsZero, Errno.EINVAL);
        }

        return null;
    }
}
