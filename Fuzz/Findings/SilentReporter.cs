namespace MsrSpec.Fuzz.Findings;

/// <summary>Leaves a finding as it is: the raw input on disk.</summary>
internal sealed class SilentReporter : IFindingReporter
{
    /// <inheritdoc/>
    public void Report(IFuzzTarget target, ReadOnlySpan<byte> input, string problem) =>
        Console.Error.WriteLine($"fuzz: {target.Name}: {input.Length} bytes");
}
