namespace MsrSpec.Spec.Filter;

/// <summary>The struct in user space before the call that takes it.</summary>
/// <param name="Count">How many of its slots have been written to.</param>
public readonly record struct SlotsWritten(int Count);
