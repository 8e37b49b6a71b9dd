namespace MsrSpec.Fuzz.Engine.Inputs;

/// <summary>Runs inputs; an exception that leaves the target is a finding like any other.</summary>
public static class InputRunner
{
    /// <summary>Runs one input.</summary>
    /// <returns>What is wrong, or null; of an exception the whole text.</returns>
#pragma warning disable CA1031 // Whatever leaves a target is what the fuzzer looks for.
    public static string? Run(IFuzzTarget target, ReadOnlySpan<byte> input)
    {
        try
        {
            return target.Run(input);
        }
        catch (Exception error)
        {
            return $"unhandled {error}";
        }
    }
#pragma warning restore CA1031
}
