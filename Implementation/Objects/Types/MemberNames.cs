using System.Globalization;
using System.Text;

namespace MsrSpec.Implementation.Objects.Types;

/// <summary>Says which member of a type a byte belongs to: the other way round than a <see cref="MemberWalk"/>.
/// </summary>
/// <param name="types">The types.</param>
internal sealed class MemberNames(BtfTypes types)
{
    private const int MaxDepth = 16;

    /// <summary>The members that lead to a byte, such as <c>.arch.ranges[1].base</c>, and how far into the last one it
    /// is if it is not at its start.</summary>
    /// <param name="number">The number of the type.</param>
    /// <param name="offset">The byte, from the type's start on.</param>
    public string At(uint number, long offset)
    {
        StringBuilder path = new();
        for (int depth = 0; depth < MaxDepth; depth++)
        {
            BtfType type = types.Plain(number);
            if (type.IsAggregate && MemberAt(type, offset) is { } member)
            {
                path.Append(member.Name.Length > 0 ? "." + member.Name : string.Empty);
                offset -= member.BitOffset / 8;
                number = member.Type;
            }
            else if (type.Kind == BtfKind.Array && types.SizeOf(type.Target) is > 0 and { } size)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{offset / size}]");
                offset %= size;
                number = type.Target;
            }
            else
            {
                break;
            }
        }

        return offset == 0 ? path.ToString() : FormattableString.Invariant($"{path}+0x{offset:x}");
    }

    private BtfMember? MemberAt(BtfType type, long offset)
    {
        foreach (BtfMember member in type.Members)
        {
            long start = member.BitOffset / 8;
            if (offset >= start && offset < start + (types.SizeOf(member.Type) ?? 0))
            {
                return member;
            }
        }

        return null;
    }
}
