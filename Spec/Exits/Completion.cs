namespace MsrSpec.Spec.Exits;

/// <summary>User space enters a vCPU with an answer: the words of the completion's table.</summary>
/// <param name="Pending">Whether the vCPU stands at an exit.</param>
/// <param name="Error">The error byte of the answer.</param>
public readonly record struct Completion(bool Pending, byte Error);
