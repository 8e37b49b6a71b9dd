using MsrSpec.Implementation.Kernel;

namespace MsrSpec.Implementation.ObjectMachines.Services;

/// <summary>An object of the heap: its end is the end of its last page, and the page behind is not mapped.</summary>
/// <param name="Number">Its number within a trace, from 0 on.</param>
/// <param name="Page">The address of its first page.</param>
/// <param name="Pages">How many pages it has.</param>
/// <param name="Address">Its address.</param>
/// <param name="Size">The bytes that were asked for.</param>
/// <param name="Account">What stands for it in the accounts of the kernel.</param>
/// <param name="AllocatedBy">Where the call that made it returns to.</param>
internal sealed record HeapObject(
    int Number, ulong Page, int Pages, ulong Address, int Size, KernelPointer Account, ulong AllocatedBy)
{
    /// <summary>Where the call that freed it returns to; null if it is not freed.</summary>
    public ulong? FreedBy { get; init; }
}
