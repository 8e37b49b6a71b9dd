namespace MsrSpec.PropertyTests.Claims;

/// <summary>Says which of the numbered consequences for the specification a test states.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConsequenceAttribute : Attribute
{
    public ConsequenceAttribute(params int[] numbers) => Numbers = numbers;

    public int[] Numbers { get; }
}
