using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Kernel;

/// <summary>User memory that a pointer of an argument leads to.</summary>
/// <param name="Buffer">The bytes that can be read.</param>
/// <param name="Size">The bytes that a call has any business with.</param>
public readonly record struct UserArea(UserBuffer Buffer, int Size);
