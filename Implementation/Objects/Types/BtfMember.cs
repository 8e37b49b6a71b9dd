namespace MsrSpec.Implementation.Objects.Types;

/// <summary>A member of a struct or union, or a parameter of a function.</summary>
/// <param name="Name">Its name; empty for an anonymous struct or union.</param>
/// <param name="Type">The number of its type.</param>
/// <param name="BitOffset">Where it begins, in bits from the start of the struct.</param>
/// <param name="BitWidth">The width of a bit field; 0 for any other member.</param>
internal readonly record struct BtfMember(string Name, uint Type, uint BitOffset, uint BitWidth);
