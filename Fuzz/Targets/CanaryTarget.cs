using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;

namespace MsrSpec.Fuzz.Targets;

/// <summary>Fails on one word of the dictionary: a driver that does not find it is broken.</summary>
[GuidedBy("MsrSpec.Fuzz.Targets.CanaryTarget")]
internal sealed class CanaryTarget : IFuzzTarget
{
    /// <inheritdoc/>
    public string Name => "canary";

    /// <inheritdoc/>
    public string Summary => "fails if the input starts with 0x3001: it must be found";

    /// <inheritdoc/>
    public bool MustFail => true;

    /// <inheritdoc/>
    public int MaxLength => 64;

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input) =>
        input is [0x01, 0x30, 0, 0, ..] ? "the canary is found" : null;

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input) => new(Convert.ToHexString(input));
}
