using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Model;

/// <summary>One VM in one kernel: everything that a later command can depend on.</summary>
/// <param name="Slots">The stored ranges, oldest first.</param>
/// <param name="LockHeld">Whether a call that ended has kept the VM's lock.</param>
/// <param name="LiveAllocations">Allocations that are not freed; one of zero bytes is none.</param>
/// <param name="Failure">What has become of the failure of an allocation that was armed last.</param>
/// <param name="NextEferWriteFails">Whether a failure of EFER's handler is armed.</param>
/// <param name="ArgumentChanges">Whether a change of the next argument is armed.</param>
/// <param name="UserSpaceMsr">Whether failing accesses are deflected.</param>
/// <param name="Vcpus">The vCPUs, by number.</param>
/// <param name="Filter">What belongs to the interface of the filter.</param>
public sealed record VmState(
    ImmutableArray<AllowlistRange> Slots,
    bool LockHeld,
    int LiveAllocations,
    AllocationFailure Failure,
    bool NextEferWriteFails,
    bool ArgumentChanges,
    bool UserSpaceMsr,
    VcpuPair Vcpus,
    FilterState Filter)
{
    /// <summary>A fresh VM in a fresh kernel.</summary>
    public static VmState Fresh { get; } = new(
        [], false, 0, AllocationFailure.None, false, false, false, new VcpuPair(VcpuState.Fresh(0), VcpuState.Fresh(1)),
        FilterState.Fresh);

    /// <summary>Whether a failure is armed.</summary>
    public bool NextAllocationFails => Failure is AllocationFailure.Armed or AllocationFailure.ArmedBefore;

    /// <summary>The allocations that teardown frees: stored bitmaps of at least one byte, and a filter.</summary>
    public int Owned(ReadingSet readings) => Slots.Count(slot => !slot.Bitmap.IsEmpty) + Filter.Owned(readings);

    /// <summary>The VM with one vCPU replaced.</summary>
    /// <remarks>Spelt out, as nearly every step does it: a copy would set both vCPUs twice.</remarks>
    public VmState WithVcpu(int number, VcpuState vcpu) => new(
        Slots, LockHeld, LiveAllocations, Failure, NextEferWriteFails, ArgumentChanges, UserSpaceMsr,
        Vcpus.With(number, vcpu), Filter);

    /// <summary>The VM in which failures for these reasons are deflected.</summary>
    public VmState Deflecting(MsrExitReasons reasons) => this with
    {
        UserSpaceMsr = reasons != MsrExitReasons.None,
        Filter = Filter.Deflecting(reasons == MsrExitReasons.None ? MsrExitReasons.All : reasons),
    };

    /// <summary>Whether a failure for a reason is deflected.</summary>
    public bool Deflects(MsrExitReasons reason) => UserSpaceMsr && (Filter.Reasons & reason) != 0;
}
