using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Cli;

/// <summary>
/// What a run prints of the state of its machine behind each command: the whole view, or else, as a comment, what
/// changed of what no outcome shows.
/// </summary>
internal sealed class StateLines
{
    private readonly IMachine _machine;
    private readonly bool _views;
    private readonly ProbeSet _probes = new();
    private string _state;

    /// <summary>The lines of one run.</summary>
    /// <param name="machine">The machine, before its first command.</param>
    /// <param name="views">Whether whole views are wanted.</param>
    public StateLines(IMachine machine, bool views)
    {
        _machine = machine;
        _views = views;
        _state = StateOf(machine);
    }

    /// <summary>The lines behind a command.</summary>
    /// <param name="step">The command, and what the file records of it.</param>
    /// <param name="outcome">What the machine answered.</param>
    public IReadOnlyList<string> Behind(TraceStep step, Outcome outcome) =>
        _views ? ViewBehind(step, outcome) : ChangeBehind();

    /// <summary>The view is that of what the file records one of, or else of what a check would look at.</summary>
    private string[] ViewBehind(TraceStep step, Outcome outcome)
    {
        int aimed = _probes.Aim(step.Command, outcome);
        Observation seen = step.Shown is { } recorded
            ? Observation.Of(_machine, recorded.Vcpu, recorded.Indices)
            : Observation.Of(_machine, aimed, [.. _probes.Indices.ToArray().Distinct()]);
        string view = TracePrinter.PrintView(seen);
        return step.Shown is null || step.Shown.Equals(seen)
            ? [view]
            : [view, $"#   the file records: {ViewText.Print(step.Shown)}"];
    }

    private string[] ChangeBehind()
    {
        string before = _state;
        _state = StateOf(_machine);
        return _state == before ? [] : [$"#   {_state}"];
    }

    private static string StateOf(IMachine machine)
    {
        View view = machine.Observe(0, [0]);
        return $"{Known(ViewField.Slots, Invariant($"{view.SlotsInUse}"))} "
            + $"{Known(ViewField.Lock, ViewFieldText.Lock(view))} "
            + Known(ViewField.Allocations, Invariant($"{view.LiveAllocations}"));

        string Known(ViewField field, string text) =>
            $"{ViewFieldText.Name(field)}={(view.Unknown.Contains(field) ? ViewText.Unknown : text)}";
    }
}
