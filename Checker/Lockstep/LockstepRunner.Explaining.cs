using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Lockstep;

/// <content>
/// The second look at what a sequence shows, on machines that are made once more: an MSR may have been wrong before a
/// command showed it, and an access may fail because of what was stored or ended before it.
/// </content>
public sealed partial class LockstepRunner
{
    /// <summary>Runs a sequence, and looks once more at what it shows where that tells more of the clause.</summary>
    /// <returns>The first difference, or null: no commands show none.</returns>
    internal Divergence? RunAndExplain(Command[] commands)
    {
        Divergence? found = Run(commands);
        if (found?.Clause is null || _judge is null)
        {
            return found;
        }

        Clause? permission = _judge.Reasons.Permission;
        return MsrShownBy(found) is { } index ? found with { Clause = ClauseOfTheFirst(commands, found, index) }
            : permission is not null && FailsForTheList(commands, found) ? found with { Clause = permission }
            : found;
    }

    /// <summary>The MSR whose value a difference shows, or null.</summary>
    private static uint? MsrShownBy(Divergence found) => found switch
    {
        { Field: ViewField.Msr } => found.Index,
        { Field: null, Expected.Kind: OutcomeKind.RetiredRead or OutcomeKind.Value }
            when found.Expected.Kind == found.Actual.Kind
            && Touch.Of(found.Command) is { Kind: TouchKind.Access or TouchKind.Register } touch => touch.Index,
        _ => null,
    };

    /// <summary>
    /// The clause of the command behind which an MSR was wrong first, or that of a fresh VM; that of the difference
    /// itself if the MSR was right up to there.
    /// </summary>
    private Clause? ClauseOfTheFirst(Command[] commands, Divergence found, uint index)
    {
        StateDifference? first = null;
        _ = IsAnswered(() =>
        {
            first = CompareMsr(index);
            for (int step = 0; step < found.Step && first is null; step++)
            {
                StepBoth(commands[step], step);
                first = CompareMsr(index);
            }
        });
        return first is { Field: ViewField.Msr } ? first.Clause : found.Clause;
    }

    /// <summary>
    /// Whether an access that should have retired fails only behind a list that was stored or the end of a VM, though
    /// the machine itself shows that it may be made now. One with more in RCX than the index asks for another one.
    /// </summary>
    private bool FailsForTheList(Command[] commands, Divergence found)
    {
        if (found is not { Field: null, Actual.Kind: OutcomeKind.Fault or OutcomeKind.Exit, Command: Command.Guest run }
            || run.Access.Form == InstructionForm.UpperHalvesSet)
        {
            return false;
        }

        Command[] before = commands[..found.Step];
        Command[] kept = [.. before.Where(one => one is not (Command.AddAllowlist or Command.DestroyVm))];
        Divergence? without = null;
        return kept.Length < before.Length
            && IsAnswered(() => without = RunOn([.. kept, found.Command])) && without is null;
    }

    /// <summary>Does something with machines that are made for it; false if one of them ends on it.</summary>
    private bool IsAnswered(Action work)
    {
        _relation = null;
        try
        {
            Restart();
            work();
            return true;
        }
#pragma warning disable CA1031 // Whatever a machine throws at a second look: what the first one showed stands.
        catch (Exception) when (IsAsking)
#pragma warning restore CA1031
        {
            _asked = Party.Nobody;
            _relation = null;
            return false;
        }
    }

    private void StepBoth(Command command, int step)
    {
        _step = step;
        _command = command;
        Commands++;
        _asked = _doubted;
        _ = _reference.Step(command);
        _asked = Party.Subject;
        _ = _subject.Step(command);
        Answered();
    }

    private StateDifference? CompareMsr(uint index)
    {
        int about = _command is null ? 0 : Touch.Of(_command).Vcpu;
        return Compare(about, about, [index]) ?? Compare(1 - about, about, [index]);
    }
}
