using System.Globalization;

namespace MsrSpec.Implementation.Objects.Types;

/// <summary>Goes from a type into a member, and on into one of that.</summary>
/// <param name="types">The types.</param>
/// <param name="number">The number of the type that it begins at.</param>
/// <param name="name">The name of that, for messages.</param>
internal sealed class MemberWalk(BtfTypes types, uint number, string name)
{
    private const int MaxDepth = 16;

    private uint _type = number;
    private string _name = name;
    private long _bits;

    /// <summary>What could not be found, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Goes into a member; one part of a path, such as <c>base</c> or <c>ranges[1]</c>.</summary>
    public void Into(string part)
    {
        int bracket = part.IndexOf('[', StringComparison.Ordinal);
        string member = bracket < 0 ? part : part[..bracket];
        if (Problem is not null || !IntoMember(member))
        {
            Problem ??= $"{_name} has no member '{member}'";
            return;
        }

        _name = $"{_name}.{member}";
        if (bracket >= 0 && !IntoElement(part[bracket..]))
        {
            Problem ??= $"{_name} has no element '{part[bracket..]}'";
        }
    }

    /// <summary>Where it has come to; null, with a problem, if that is no whole bytes or has no size.</summary>
    public MemberPlace? Place()
    {
        if (types.SizeOf(_type) is { } size && _bits % 8 == 0)
        {
            return new MemberPlace(_bits / 8, size, types.NameOf(_type));
        }

        Problem ??= $"{_name} is a bit field, or has no size";
        return null;
    }

    private bool IntoMember(string member)
    {
        if (Find(types.Plain(_type), member, MaxDepth, []) is not { } found)
        {
            return false;
        }

        _bits += found.BitOffset;
        _type = found.Type;
        if (found.BitWidth != 0)
        {
            Problem ??= $"{_name}.{member} is a bit field";
        }

        return true;
    }

    /// <summary>Looks for a member; what has been seen is not looked into again, so that no file makes that long.
    /// </summary>
    private BtfMember? Find(BtfType type, string member, int depth, HashSet<BtfType> seen)
    {
        bool isNew = type.IsAggregate && depth > 0 && seen.Add(type);
        foreach (BtfMember candidate in isNew ? type.Members : [])
        {
            if (candidate.Name == member)
            {
                return candidate;
            }

            if (candidate.Name.Length == 0 && Find(types.Plain(candidate.Type), member, depth - 1, seen) is { } inner)
            {
                return inner with { BitOffset = candidate.BitOffset + inner.BitOffset };
            }
        }

        return null;
    }

    private bool IntoElement(string brackets)
    {
        BtfType array = types.Plain(_type);
        uint element = 0;
        bool isNumber = brackets.EndsWith(']') && uint.TryParse(
            brackets.AsSpan(1, brackets.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out element);
        bool isInside = isNumber && array.Kind == BtfKind.Array && element < array.Count;
        if (!isInside || types.SizeOf(_type) is not { } size)
        {
            return false;
        }

        _bits += 8 * (size / array.Count) * element;
        _type = array.Target;
        return true;
    }
}
