using MsrSpec.Implementation.Objects.Findings;
using MsrSpec.Implementation.Objects.Space;
using MsrSpec.Implementation.Objects.Types;

namespace MsrSpec.Implementation.ObjectMachines.Calling;

/// <summary>Something that the host lays out for calls: a VM, a vCPU.</summary>
/// <param name="Name">What the manifest calls it.</param>
/// <param name="Type">Its type, as C writes it.</param>
/// <param name="Address">Where it is: it ends with a page, and nothing is mapped behind.</param>
/// <param name="Size">Its bytes.</param>
internal sealed record LaidOut(string Name, string Type, ulong Address, int Size)
{
    /// <summary>The name of its type among those of BTF, without <c>struct</c> or <c>union</c>.</summary>
    public string TypeName => Type[(Type.LastIndexOf(' ') + 1)..];

    /// <summary>What a byte of it is called, by the member that it lies in; null if it is none.</summary>
    public string? Describe(BtfTypes types, ulong address) => address - Address < (ulong)Size
        ? Name + types.MemberAt(TypeName, (long)(address - Address)) : null;

    /// <summary>What a byte beside it was to code that may not touch it; null if it is none.</summary>
    public (FindingKind Kind, string Text)? Explain(ulong address)
    {
        ulong behind = address - (Address + (ulong)Size);
        ulong inFront = Address - address;
        return behind < KernelSpace.PageSize
            ? (FindingKind.OutOfBounds, $"{behind} bytes behind {Name}, a {Type} of {Size} bytes")
            : inFront is > 0 and <= KernelSpace.PageSize
                ? (FindingKind.OutOfBounds, $"{inFront} bytes in front of {Name}, a {Type} of {Size} bytes")
                : null;
    }

    /// <summary>Where a member of it is; null, with a problem, if there is none.</summary>
    public (ulong Address, int Size)? Member(BtfTypes types, string path, out string problem) =>
        types.Member(TypeName, path, out problem) is { } place
            ? (Address + (ulong)place.Offset, (int)place.Size) : null;
}
