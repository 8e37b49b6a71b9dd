namespace MsrSpec.Checker.Interleaving;

/// <summary>A step of a schedule that matters to another thread, for people.</summary>
/// <param name="Thread">Who takes it.</param>
/// <param name="Text">What is done.</param>
/// <param name="IsSwitch">Whether another thread went on before.</param>
public sealed record RaceRow(int Thread, string Text, bool IsSwitch);
