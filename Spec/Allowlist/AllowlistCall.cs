using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Allowlist;

/// <summary>A call of <c>KVM_ADD_MSR_ALLOWLIST</c>: the words that the rows of its table speak of.</summary>
/// <param name="Argument">What user space hands over.</param>
/// <param name="Header">Its header; zero if it cannot be read, which the first row sees to.</param>
/// <param name="AllocationFails">Whether an allocation of at least one byte fails.</param>
/// <param name="LockHeld">Whether a call that ended has kept the VM's lock.</param>
/// <param name="Stored">The stored ranges, oldest first.</param>
/// <param name="Readings">The dialect's choices.</param>
public sealed record AllowlistCall(
    UserBuffer Argument,
    AllowlistHeader Header,
    bool AllocationFails,
    bool LockHeld,
    ImmutableArray<AllowlistRange> Stored,
    ReadingSet Readings)
{
    /// <summary>How many bytes of the argument can be read.</summary>
    public int Readable => Argument.Length;

    /// <summary>The flags word (<c>flags</c>), unknown bits included.</summary>
    public uint Flags => Header.Flags;

    /// <summary>The number of MSRs in the bitmap (<c>nmsrs</c>).</summary>
    public uint Count => Header.Count;

    /// <summary>The MSR index that bit 0 stands for.</summary>
    public uint Base => Header.Base;

    /// <summary>The padding word (<c>pad</c>).</summary>
    public uint Pad => Header.Pad;

    /// <summary>The bytes of the bitmap, rounded up to whole longs.</summary>
    public long BitmapSize => Header.BitmapSizeIn(Readings);

    /// <summary>base + nmsrs, not wrapped to 32 bits.</summary>
    public ulong Sum => (ulong)Base + Count;

    /// <summary>What the call asks for, without the bits: what the rows look at does not depend on them.</summary>
    public AllowlistRange Range => new((AccessFlags)Flags, Base, Count, []);

    /// <summary>A call, whose header is taken out of the argument.</summary>
    /// <param name="argument">What user space hands over.</param>
    /// <param name="allocationFails">Whether an allocation of at least one byte fails.</param>
    /// <param name="lockHeld">Whether a call that ended has kept the VM's lock.</param>
    /// <param name="stored">The stored ranges, oldest first.</param>
    /// <param name="readings">The dialect's choices.</param>
    public static AllowlistCall Of(
        UserBuffer argument, bool allocationFails, bool lockHeld, ImmutableArray<AllowlistRange> stored,
        ReadingSet readings) => new(
            argument, argument.HasHeader ? argument.Header : default, allocationFails, lockHeld, stored, readings);
}
