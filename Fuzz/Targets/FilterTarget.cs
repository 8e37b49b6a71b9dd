using System.Numerics;
using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Targets.Dictionaries;
using MsrSpec.Model;
using MsrSpec.Registry;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// The bytes are a filter, as <see cref="FilterInput"/> has it, set in a fresh VM: the optimized filter against the
/// model of Linux, what it decides at every edge, what it reads, and what it leaves.
/// </summary>
[GuidedBy("MsrSpec.Implementation.Kernel.Filter.")]
internal sealed class FilterTarget : IFuzzTarget
{
    private readonly ModelMachine _model = new(Dialect.Linux61.Readings);
    private readonly Lazy<IMachine> _machine;
    private readonly TraceMaker _traces = new(Dialect.Linux61, MachineRegistry.FilterDirect);

    /// <summary>The target of the optimized filter.</summary>
    public FilterTarget()
        : this(MachineRegistry.FilterDirect.Create)
    {
    }

    /// <summary>The target of a machine.</summary>
    internal FilterTarget(Func<IMachine> machine) => _machine = new(machine);

    /// <inheritdoc/>
    public string Name => "filter";

    /// <inheritdoc/>
    public string Summary => "a filter's struct and bitmaps, in either layout: the optimized filter against the model";

    /// <inheritdoc/>
    public bool MustFail => false;

    /// <inheritdoc/>
    public int MaxLength => 4096;

    /// <inheritdoc/>
    public string Dictionary => FuzzDictionary.AllowlistFile;

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input)
    {
        Command[] commands = FilterInput.Commands(input);
        _model.Reset();
        _machine.Value.Reset();
        foreach (Command command in commands)
        {
            Outcome expected = _model.Step(command);
            Outcome actual = _machine.Value.Step(command);
            if (actual != expected)
            {
                return $"{_model.Reasons.Ruling}\nexpected {expected}, got {actual}";
            }
        }

        return FilterInput.Edges(commands).Chunk(View.MaxIndices).Select(Compare)
            .FirstOrDefault(problem => problem is not null);
    }

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input)
    {
        Command[] commands = FilterInput.Commands(input);
        IEnumerable<Command> questions = FilterInput.Edges(commands).SelectMany(index => (Command[])
        [
            new Command.AskDecision(AccessFlags.Read, index), new Command.AskDecision(AccessFlags.Write, index),
        ]);
        return new Explanation(string.Empty, _traces.Make([.. commands, .. questions], Name));
    }

    private string? Compare(uint[] indices)
    {
        View expected = _model.Observe(0, indices);
        View actual = _machine.Value.Observe(0, indices);
        int place = BitOperations.TrailingZeroCount(expected.Decisions ^ actual.Decisions);
        return View.AreEqual(expected, actual) ? null
            : expected.Decisions == actual.Decisions
                ? Invariant($"the filter leaves something else\nslots {actual.SlotsInUse}, not {expected.SlotsInUse}; ")
                    + Invariant($"allocations {actual.LiveAllocations}, not {expected.LiveAllocations}")
            : $"{_model.DecisionClause(indices[place / 2], (AccessFlags)(1 << (place % 2)))}"
                + Invariant($"\nthe decision about 0x{indices[place / 2]:x} is the other one");
    }
}
