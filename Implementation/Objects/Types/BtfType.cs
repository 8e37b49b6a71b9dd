using System.Collections.Immutable;

namespace MsrSpec.Implementation.Objects.Types;

/// <summary>A type.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name, or nothing.</param>
/// <param name="Size">Its bytes, where its kind says them itself.</param>
/// <param name="Target">The number of the type that it points to, stands for, has elements of, or returns.</param>
/// <param name="Count">The number of an array's elements.</param>
/// <param name="Members">Its members or parameters.</param>
internal sealed record BtfType(
    BtfKind Kind, string Name, uint Size, uint Target, uint Count, ImmutableArray<BtfMember> Members)
{
    /// <summary>Whether it stands for its target, with the same layout.</summary>
    public bool IsTransparent => Kind
        is BtfKind.Typedef or BtfKind.Volatile or BtfKind.Const or BtfKind.Restrict or BtfKind.TypeTag;

    /// <summary>Whether it has members that lie in it.</summary>
    public bool IsAggregate => Kind is BtfKind.Struct or BtfKind.Union;
}
