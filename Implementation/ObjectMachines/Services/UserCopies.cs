using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Objects.Findings;
using MsrSpec.Implementation.Objects.Loading;
using MsrSpec.Implementation.Objects.Running;
using MsrSpec.Implementation.Objects.Space;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.ObjectMachines.Services;

/// <summary>
/// Copies out of the user's memory, whose bytes, page edges and changes are those of the kernel's accounts; the
/// argument of the running ioctl lies at <see cref="KernelLayout.Argument"/>, and nothing is mapped beside it.
/// </summary>
/// <param name="space">The kernel's memory.</param>
/// <param name="image">Says what the code is that asks.</param>
/// <param name="heap">Knows what is written to, and gives memory for duplicates.</param>
/// <param name="user">The accounts of whose call runs.</param>
internal sealed class UserCopies(KernelSpace space, ObjectImage image, GuardedHeap heap, UserMemory user)
{
    /// <summary>The accounts of whose call runs.</summary>
    public UserMemory User { get; set; } = user;

    /// <summary>Copies bytes in (<c>_copy_from_user</c>): what cannot be read becomes zero.</summary>
    /// <param name="to">Where they go.</param>
    /// <param name="from">Where they are.</param>
    /// <param name="size">How many.</param>
    /// <param name="caller">Where the call returns to.</param>
    /// <returns>How many could not be read.</returns>
    public CallResult CopyIn(ulong to, ulong from, ulong size, ulong caller)
    {
        Span<byte> part = stackalloc byte[(int)Math.Min(size, KernelSpace.PageSize)];
        ulong missing = 0;
        for (ulong done = 0; done < size; done += (ulong)part.Length)
        {
            part = part[..(int)Math.Min((ulong)part.Length, size - done)];
            missing += (ulong)Read(from + done, part);
            int written = space.Write(to + done, part, PageRights.Write);
            if (written < part.Length)
            {
                return Refuse(to + done + (ulong)written, caller);
            }
        }

        return CallResult.Returned(missing);
    }

    /// <summary>Copies bytes to a fresh object (<c>memdup_user</c>).</summary>
    /// <param name="from">Where they are.</param>
    /// <param name="size">How many.</param>
    /// <param name="caller">Where the call returns to.</param>
    /// <returns>The object's address, or an error pointer.</returns>
    public CallResult Duplicate(ulong from, ulong size, ulong caller)
    {
        ulong copy = heap.Allocate(size, isZeroed: false, caller);
        if (copy == 0)
        {
            return CallResult.Returned(KernelPointer.FromError((int)Errno.ENOMEM).Address);
        }

        if (CopyIn(copy, from, size, caller).Value == 0)
        {
            return CallResult.Returned(copy);
        }

        _ = heap.Free(copy, caller);
        return CallResult.Returned(KernelPointer.FromError((int)Errno.EFAULT).Address);
    }

    /// <summary>How many of some bytes cannot be read; those are zero.</summary>
    private int Read(ulong from, Span<byte> target)
    {
        ulong offset = from - KernelLayout.Argument;
        if (offset < int.MaxValue - KernelSpace.PageSize)
        {
            return User.CopyFromUser(target, (int)offset);
        }

        target.Clear();
        return target.Length;
    }

    private CallResult Refuse(ulong address, ulong caller)
    {
        (FindingKind kind, string what) = heap.Explain(address)
            ?? (FindingKind.WildAccess, $"{image.Where(address)}, where nothing can be written");
        return CallResult.Ended(
            CallEnd.Oops, kind, $"write of {what}, by a copy that {image.WhereFrom(caller)} has asked for");
    }
}
