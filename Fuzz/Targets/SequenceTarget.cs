using System.Runtime.InteropServices;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Sequences;
using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Model;
using MsrSpec.Registry;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// The bytes are command words, at most <see cref="MaxWords"/>; what is left behind them is ignored. A machine in
/// lockstep with the sound dialect's model.
/// </summary>
[GuidedBy(Machine, Gate, Executor, OptimizedList, PostedList)]
internal sealed class SequenceTarget : IFuzzTarget
{
    /// <summary>The most words of one input, and so its most commands.</summary>
    public const int MaxWords = 64;

    private const string Machine = "MsrSpec.Implementation.Machines.VirtualMachine";
    private const string Gate = "MsrSpec.Implementation.Machines.MsrGate";
    private const string Executor = "MsrSpec.Implementation.Machines.Execution.DirectExecutor";
    private const string OptimizedList = "MsrSpec.Implementation.Kernel.Allowlist.";
    private const string PostedList = "MsrSpec.Implementation.Kernel.Posted.";

    private readonly Lazy<LockstepRunner> _runner;
    private readonly TraceMaker _traces;

    private SequenceTarget(
        string name, string summary, bool mustFail, string list, Func<IMachine> machine, TraceMaker traces)
    {
        Name = name;
        Summary = summary;
        MustFail = mustFail;
        Scope = new CoverageScope([Machine, Gate, Executor, list]);
        _runner = new(() => new LockstepRunner(new ModelMachine(Dialect.Sound.Readings), machine()));
        _traces = traces;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Summary { get; }

    /// <inheritdoc/>
    public bool MustFail { get; }

    /// <inheritdoc/>
    public CoverageScope Scope { get; }

    /// <inheritdoc/>
    public int MaxLength => MaxWords * sizeof(ulong);

    /// <summary>The optimized machine: it must agree.</summary>
    public static SequenceTarget OfOptimized() => new(
        "sequence", "command words, eight bytes each: the optimized machine against the model", false,
        OptimizedList,
        MachineRegistry.OptimizedDirect.Create,
        new TraceMaker(MachineRegistry.Optimized, MachineRegistry.OptimizedDirect));

    /// <summary>The posted patch: its defects must be found.</summary>
    public static SequenceTarget OfPosted() => new(
        "sequence-posted", "command words: the posted patch against the model; its defects must be found", true,
        PostedList,
        MachineRegistry.PostedDirect.Create,
        new TraceMaker(MachineRegistry.Posted, MachineRegistry.PostedDirect));

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input) =>
        _runner.Value.Run(Commands(input)) is { } divergence
            ? FormattableString.Invariant(
                $"{divergence.Clause}\ncommand {divergence.Step + 1}: expected {divergence.Expected}, ")
                + $"got {divergence.Claim}"
            : null;

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input) =>
        new(string.Empty, _traces.Make(Commands(input), Name));

    private static Command[] Commands(ReadOnlySpan<byte> input)
    {
        int bytes = Math.Min(input.Length, MaxWords * sizeof(ulong)) & ~(sizeof(ulong) - 1);
        return CommandWords.Decode(MemoryMarshal.Cast<byte, ulong>(input[..bytes]));
    }
}
