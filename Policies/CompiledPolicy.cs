using System.Collections.Immutable;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies;

/// <summary>What is handed to one of the interfaces so that it decides as a policy does.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="DefaultAllows">
/// What becomes of an access that no range covers; the posted interface knows no other default than to deny.
/// </param>
/// <param name="Ranges">The ranges, in the order in which they are to be added or to stand in the struct.</param>
public sealed record CompiledPolicy(Interface Interface, bool DefaultAllows, ImmutableArray<AllowlistRange> Ranges)
{
    /// <summary>The flags of the filter's struct.</summary>
    public uint FilterFlags => DefaultAllows ? 0 : FilterLayout.DefaultDeny;

    /// <summary>The calls that install it, in their order, and what user space writes before them.</summary>
    public ImmutableArray<Command> Commands => Interface == Interface.Allowlist
        ? [.. Ranges.Select(range => new Command.AddAllowlist(Argument(range)))]
        :
        [
            .. Ranges.Select(range => new Command.WriteFilterSlot(Slot(range))),
            new Command.SetFilter(FilterFlags, CallerBits.Native, FilterLayout.NativeSize),
        ];

    /// <summary>The argument of <c>KVM_ADD_MSR_ALLOWLIST</c> for one range.</summary>
    public static UserBuffer Argument(AllowlistRange range) => UserBuffer.Allowlist(
        new AllowlistHeader((uint)range.Flags, range.Count, range.Base, 0),
        range.Bitmap.AsSpan(),
        AllowlistLayout.HeaderSize + range.Bitmap.Length);

    private static FilterSlot Slot(AllowlistRange range) =>
        new((uint)range.Flags, range.Count, range.Base, new UserBuffer(range.Bitmap));
}
