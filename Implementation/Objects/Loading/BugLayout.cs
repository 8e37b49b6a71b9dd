using MsrSpec.Implementation.Objects.Types;

namespace MsrSpec.Implementation.Objects.Loading;

/// <summary>The layout of <c>struct bug_entry</c> (include/asm-generic/bug.h), in bytes.</summary>
/// <param name="Size">An entry's bytes.</param>
/// <param name="Address">Where the distance to the UD2 is, 32 bits from that place on.</param>
/// <param name="File">Where the distance to the file's name is; null in a kernel without such names.</param>
/// <param name="Line">Where the line is, 16 bits; null in a kernel without lines.</param>
/// <param name="Flags">Where the flags are, 16 bits.</param>
internal sealed record BugLayout(int Size, int Address, int? File, int? Line, int Flags)
{
    private const string Type = "bug_entry";

    /// <summary>That of a distribution's kernel for x86-64, for objects whose types do not have the struct.</summary>
    public static BugLayout Usual { get; } = new(Size: 12, Address: 0, File: 4, Line: 8, Flags: 10);

    /// <summary>The layout that a kernel's types say, or the usual one.</summary>
    public static BugLayout Of(BtfTypes? types)
    {
        int? size = (int?)types?.SizeOf(Type);
        int? address = Offset(types, "bug_addr_disp");
        int? flags = Offset(types, "flags");
        return size is > 0 && address is not null && flags is not null
            ? new BugLayout(
                size.Value, address.Value, Offset(types, "file_disp"), Offset(types, "line"), flags.Value)
            : Usual;
    }

    private static int? Offset(BtfTypes? types, string member) => (int?)types?.Member(Type, member, out _)?.Offset;
}
