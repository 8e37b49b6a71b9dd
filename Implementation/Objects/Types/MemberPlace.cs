namespace MsrSpec.Implementation.Objects.Types;

/// <summary>Where a member of a type lies.</summary>
/// <param name="Offset">Its offset in bytes.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Type">Its type, as C writes it.</param>
internal readonly record struct MemberPlace(long Offset, long Size, string Type);
