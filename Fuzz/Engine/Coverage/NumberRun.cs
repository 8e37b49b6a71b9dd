namespace MsrSpec.Fuzz.Engine.Coverage;

/// <summary>Consecutive numbers of edges or comparisons.</summary>
/// <param name="First">The first.</param>
/// <param name="Count">How many.</param>
public readonly record struct NumberRun(int First, int Count)
{
    /// <summary>The first number behind it.</summary>
    public int End => First + Count;
}
