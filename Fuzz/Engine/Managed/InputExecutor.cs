using MsrSpec.Fuzz.Engine.Inputs;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>Runs inputs, one by one; the one that runs is on disk.</summary>
/// <param name="target">What they are given to.</param>
/// <param name="features">Gets what they show.</param>
/// <param name="inFlight">Keeps the one that runs.</param>
internal sealed class InputExecutor(IFuzzTarget target, FeatureSet features, InFlightInput inFlight)
{
    private long _executions;

    /// <summary>How many inputs ran or run; any thread may ask.</summary>
    public long Executions => Volatile.Read(ref _executions);

    /// <summary>What they showed.</summary>
    public FeatureSet Features => features;

    /// <summary>Runs an input. A failing one stays in flight until it is kept (<see cref="FindingKeeper"/>).</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Run(ReadOnlySpan<byte> input)
    {
        Volatile.Write(ref _executions, _executions + 1);
        inFlight.Begin(input);
        features.Begin();
        string? problem = InputRunner.Run(target, input);
        if (problem is null)
        {
            inFlight.End();
        }

        return problem;
    }
}
