using System.Collections.Immutable;
using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.Objects.Types;

namespace MsrSpec.Implementation.ObjectMachines.Calling;

/// <summary>Objects and all that a manifest says about them, checked: from it machines are made.</summary>
internal sealed record ObjectPlan
{
    /// <summary>The objects.</summary>
    public required ImmutableArray<ObjectFile> Files { get; init; }

    /// <summary>The kernel's types.</summary>
    public required BtfTypes Types { get; init; }

    /// <summary>What is laid out.</summary>
    public required ImmutableArray<LaidOut> Memory { get; init; }

    /// <summary>What fields hold at first.</summary>
    public required ImmutableArray<(ulong Address, int Size, ulong Value)> Values { get; init; }

    /// <summary>The ioctl.</summary>
    public required EntryCall Ioctl { get; init; }

    /// <summary>The decision.</summary>
    public required EntryCall Decision { get; init; }

    /// <summary>The end of a VM.</summary>
    public required EntryCall Destroy { get; init; }

    /// <summary>The address of the VM's lock, and its name.</summary>
    public required (ulong Address, string Name) Lock { get; init; }

    /// <summary>Where the count of ranges is, and its bytes.</summary>
    public required (ulong Address, int Size) Slots { get; init; }

    /// <summary>Names of the objects' own for functions of the kernel.</summary>
    public required ImmutableDictionary<string, string> Aliases { get; init; }
}
