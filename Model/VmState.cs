using System.Collections.Immutable;
using MsrSpec.Spec.Rules;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Model;

/// <summary>One VM in one kernel: everything that a later command can depend on.</summary>
/// <param name="Slots">The stored ranges, oldest first.</param>
/// <param name="LockHeld">Whether a call that ended has kept the VM's lock.</param>
/// <param name="LostAllocations">Live allocations that no stored range owns.</param>
/// <param name="NextAllocationFails">Whether a failure is armed.</param>
/// <param name="UserSpaceMsr">Whether failing accesses are deflected.</param>
/// <param name="Vcpus">The vCPUs, by number.</param>
public sealed record VmState(
    ImmutableArray<AllowlistRange> Slots,
    bool LockHeld,
    int LostAllocations,
    bool NextAllocationFails,
    bool UserSpaceMsr,
    ImmutableArray<VcpuState> Vcpus)
{
    /// <summary>A fresh VM in a fresh kernel.</summary>
    public static VmState Fresh { get; } = new(
        [], false, 0, false, false, [.. Enumerable.Range(0, IMachine.VcpuCount).Select(VcpuState.Fresh)]);

    /// <summary>Live allocations: the stored bitmaps of at least one byte, and the lost ones.</summary>
    public int LiveAllocations
    {
        get
        {
            int live = LostAllocations;
            foreach (AllowlistRange slot in Slots)
            {
                live += slot.Bitmap.IsEmpty ? 0 : 1;
            }

            return live;
        }
    }

    /// <summary>The VM with one vCPU replaced.</summary>
    public VmState WithVcpu(int number, VcpuState vcpu) => this with { Vcpus = Vcpus.SetItem(number, vcpu) };
}
