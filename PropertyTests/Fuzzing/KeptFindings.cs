using MsrSpec.Fuzz.Engine.Inputs;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>Remembers what an engine reports.</summary>
internal sealed class KeptFindings : IFindingReporter
{
    public List<(byte[] Input, string Problem)> All { get; } = [];

    public void Report(IFuzzTarget target, ReadOnlySpan<byte> input, string problem) =>
        All.Add((input.ToArray(), problem));
}
