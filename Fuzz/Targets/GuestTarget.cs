using MsrSpec.Fuzz.Coverage;
using MsrSpec.Fuzz.Findings;
using MsrSpec.Fuzz.Guests;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// The bytes are a guest's code and choose its mode: whatever they are, the core ends in a defined way.
/// </summary>
internal sealed class GuestTarget : IFuzzTarget
{
    private readonly HostileGuest _guest = new();

    /// <inheritdoc/>
    public string Name => "guest";

    /// <inheritdoc/>
    public string Summary => "guest code in any mode: a defined end, within the budget of steps";

    /// <inheritdoc/>
    public bool MustFail => false;

    /// <inheritdoc/>
    public int MaxLength => 1552;

    /// <inheritdoc/>
    public CoverageScope Scope { get; } = new("MsrSpec.Implementation.Cpu.");

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input) => _guest.Run(input);

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input) => new(Convert.ToHexString(input));
}
