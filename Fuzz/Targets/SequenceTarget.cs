using System.Runtime.InteropServices;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Sequences;
using MsrSpec.Fuzz.Coverage;
using MsrSpec.Fuzz.Findings;
using MsrSpec.Implementation.Vm;
using MsrSpec.Model;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Fuzz.Targets;

/// <summary>The bytes are command words: the optimized machine in lockstep with the sound dialect's model.</summary>
internal sealed class SequenceTarget : IFuzzTarget
{
    private readonly LockstepRunner _runner =
        new(new ModelMachine(Dialect.Sound.Readings), VirtualMachines.OptimizedDirect());

    /// <inheritdoc/>
    public string Name => "sequence";

    /// <inheritdoc/>
    public string Summary => "command words, eight bytes each: the optimized machine against the model";

    /// <inheritdoc/>
    public bool MustFail => false;

    /// <inheritdoc/>
    public int MaxLength => 512;

    /// <inheritdoc/>
    public CoverageScope Scope { get; } = new("MsrSpec.Implementation.Vm.");

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(input[..(input.Length & ~7)]);
        return _runner.Run(CommandWord.Decode(words)) is { } divergence
            ? $"command {divergence.Step + 1}: expected {divergence.Expected}, got {divergence.Claim}"
            : null;
    }

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input) => new(Convert.ToHexString(input));
}
