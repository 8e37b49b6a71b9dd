using System.Collections.Immutable;
using MsrSpec.Model;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Exploring;

/// <summary>Two model states are equal if every field is, down to the bytes of the bitmaps.</summary>
internal sealed class VmStateEquality : IEqualityComparer<VmState>
{
    public static VmStateEquality Instance { get; } = new();

    public bool Equals(VmState? x, VmState? y)
    {
        if (x is null || y is null || ReferenceEquals(x, y))
        {
            return ReferenceEquals(x, y);
        }

        return x.LockHeld == y.LockHeld
            && x.LiveAllocations == y.LiveAllocations
            && x.NextAllocationFails == y.NextAllocationFails
            && x.ArgumentChanges == y.ArgumentChanges
            && x.UserSpaceMsr == y.UserSpaceMsr
            && x.Slots.AsSpan().SequenceEqual(y.Slots.AsSpan(), RangeEquality.Instance)
            && AreEqual(x.Filter, y.Filter)
            && VcpuEquality.Instance.Equals(x.Vcpus.First, y.Vcpus.First)
            && VcpuEquality.Instance.Equals(x.Vcpus.Second, y.Vcpus.Second);
    }

    public int GetHashCode(VmState obj)
    {
        HashCode hash = default;
        hash.Add(obj.LockHeld);
        hash.Add(obj.LiveAllocations);
        hash.Add(obj.NextAllocationFails);
        hash.Add(obj.ArgumentChanges);
        hash.Add(obj.UserSpaceMsr);
        hash.Add(obj.Filter.Reasons);
        foreach (FilterSlot written in obj.Filter.Written)
        {
            hash.Add(written);
        }

        hash.Add(obj.Filter.Installed?.DefaultAllows);
        foreach (AllowlistRange slot in obj.Slots.Concat(RangesOf(obj.Filter)))
        {
            hash.Add(RangeEquality.Instance.GetHashCode(slot));
        }

        hash.Add(VcpuEquality.Instance.GetHashCode(obj.Vcpus.First));
        hash.Add(VcpuEquality.Instance.GetHashCode(obj.Vcpus.Second));
        return hash.ToHashCode();
    }

    private static bool AreEqual(FilterState x, FilterState y) =>
        ReferenceEquals(x, y)
        || (x.Reasons == y.Reasons
            && x.Written.AsSpan().SequenceEqual(y.Written.AsSpan())
            && x.Installed?.DefaultAllows == y.Installed?.DefaultAllows
            && RangesOf(x).AsSpan().SequenceEqual(RangesOf(y).AsSpan(), RangeEquality.Instance));

    private static ImmutableArray<AllowlistRange> RangesOf(FilterState state) => state.Installed?.Ranges ?? [];

    private sealed class RangeEquality : IEqualityComparer<AllowlistRange>
    {
        public static RangeEquality Instance { get; } = new();

        public bool Equals(AllowlistRange x, AllowlistRange y) =>
            (x.Flags, x.Base, x.Count) == (y.Flags, y.Base, y.Count)
            && x.Bitmap.AsSpan().SequenceEqual(y.Bitmap.AsSpan());

        public int GetHashCode(AllowlistRange obj)
        {
            HashCode hash = default;
            hash.Add(obj.Flags);
            hash.Add(obj.Base);
            hash.Add(obj.Count);
            hash.AddBytes(obj.Bitmap.AsSpan());
            return hash.ToHashCode();
        }
    }

    private sealed class VcpuEquality : IEqualityComparer<VcpuState>
    {
        private static readonly int ScopeRegister = MsrTable.RowOf(Msr.SysenterCs);

        public static VcpuEquality Instance { get; } = new();

        public bool Equals(VcpuState? x, VcpuState? y) =>
            ReferenceEquals(x, y)
            || (x is not null && y is not null && x.Efer == y.Efer && x.Registers == y.Registers
                && x.Exit == y.Exit && x.Reply == y.Reply && x.Msrs.Equals(y.Msrs));

        public int GetHashCode(VcpuState obj)
        {
            HashCode hash = default;
            hash.Add(obj.Efer);
            hash.Add(obj.Registers);
            hash.Add(obj.Exit);
            hash.Add(obj.Reply);

            // Few states of a scope differ in these alone; hashing them all would cost more than their collisions.
            hash.Add(obj.Msrs[ScopeRegister]);
            return hash.ToHashCode();
        }
    }
}
