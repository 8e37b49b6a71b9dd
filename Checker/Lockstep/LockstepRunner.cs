using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Contents;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Lockstep;

/// <summary>
/// Drives two machines with the same commands and compares what they show: the outcome of every command, and the state
/// after it. Reusable; one sequence at a time.
/// </summary>
/// <remarks>
/// After each command it looks at the vCPU and some of the indices that the command is about, and after the last one at
/// every vCPU; after some ends of a VM, and if it is to look at everything, at every vCPU and every index touched. An
/// exception of a machine under test is what that shows, from when it is made: that of the one that is judged, and of
/// a reference that is no model.
/// </remarks>
public sealed partial class LockstepRunner : IWatched
{
    private readonly Func<IMachine> _makeReference;
    private readonly Func<IMachine> _makeSubject;
    private readonly ProbeSet _probes;
    private IMachine _reference = null!;
    private IMachine _subject = null!;
    private IReference? _judge;
    private ViewRelation? _relation;
    private int _step;
    private Command? _command;
    private volatile Party _asked;
    private Party _doubted;
    private long _followed;
    private volatile bool _isGivenUp;

    /// <summary>A runner over two machines that are made when it begins.</summary>
    /// <param name="reference">
    /// Makes the machine that is right by definition; one that knows clauses names them.
    /// </param>
    /// <param name="subject">Makes the machine that is judged.</param>
    /// <param name="looksAtEverything">Whether it shall look at the whole state each time.</param>
    public LockstepRunner(Func<IMachine> reference, Func<IMachine> subject, bool looksAtEverything = false)
    {
        _makeReference = reference;
        _makeSubject = subject;
        _probes = new ProbeSet { LooksAtAll = looksAtEverything };
    }

    /// <summary>A runner over two machines that are there.</summary>
    /// <param name="reference">The machine that is right by definition; one that knows clauses names them.</param>
    /// <param name="subject">The machine that is judged.</param>
    /// <param name="looksAtEverything">Whether it shall look at the whole state each time.</param>
    public LockstepRunner(IMachine reference, IMachine subject, bool looksAtEverything = false)
        : this(() => reference, () => subject, looksAtEverything)
    {
    }

    /// <summary>Whose answer is waited for.</summary>
    private enum Party
    {
        Nobody,
        Reference,
        Subject,
    }

    /// <summary>Counts the clauses that decided steps; null unless coverage is wanted.</summary>
    public ClauseCoverage? Coverage { get; init; }

    /// <summary>
    /// Whether it looks at the state after the last command alone, and then at all of it: what a look mends is wrong
    /// only where nobody looks.
    /// </summary>
    public bool LooksOnlyAtTheEnd { get; set; }

    /// <summary>The commands carried out and compared since the runner was made.</summary>
    public long Commands { get; private set; }

    /// <summary>What the machine that is judged cannot show; nothing before it is made.</summary>
    internal IReadOnlyList<HiddenField> CannotShow { get; private set; } = [];

    /// <summary>Whether nobody wants its work any more.</summary>
    internal bool IsGivenUp => _isGivenUp;

    /// <inheritdoc/>
    long? IWatched.Awaited => _asked == Party.Nobody ? null : Commands + _followed;

    /// <inheritdoc/>
    void IWatched.GiveUp() => _isGivenUp = true;

    /// <summary>Runs a sequence from a fresh VM.</summary>
    /// <returns>The first difference, or null: no commands show none.</returns>
    public Divergence? Run(ReadOnlySpan<Command> commands)
    {
        try
        {
            Restart();
            return RunOn(commands);
        }
        catch (Exception crash) when (IsAsking)
        {
            return commands.IsEmpty ? null : Ended(commands, Outcome.Crashed(CrashSite.Of(crash)));
        }
    }

    /// <summary>Brings both machines back to a fresh VM.</summary>
    public void Restart()
    {
        _step = 0;
        _command = null;
        if (_relation is null)
        {
            Make();
        }

        _asked = _doubted;
        _reference.Reset();
        _asked = Party.Subject;
        _subject.Reset();
        Answered();
        _probes.Clear();
    }

    /// <summary>Gives both machines one more command, which has further ones behind it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="step">Its number, from 0.</param>
    /// <returns>The difference, or null.</returns>
    public Divergence? Step(Command command, int step) => Take(command, step, isLast: false);

    /// <summary>Gives the machine that is judged a command that was compared before.</summary>
    /// <param name="command">The command.</param>
    /// <param name="step">Its number, from 0.</param>
    internal void Follow(Command command, int step)
    {
        _step = step;
        _followed++;
        _asked = Party.Subject;
        _ = _subject.Step(command);
        Answered();
    }

    /// <summary>
    /// Whether an exception is what a machine shows. Others are ours, or end the thread, which nobody does before the
    /// work is given up: a machine may throw those too.
    /// </summary>
    internal bool IsAsking => _asked != Party.Nobody && !_isGivenUp;

    /// <summary>What a sequence shows in whose midst a machine ended without an answer.</summary>
    /// <param name="commands">The sequence that runs.</param>
    /// <param name="how">How it ended.</param>
    internal Divergence Ended(ReadOnlySpan<Command> commands, Outcome how)
    {
        bool isTheReference = _asked == Party.Reference;
        _asked = Party.Nobody;
        if (isTheReference)
        {
            return new Divergence(_step, commands[_step], how, how, null, OutcomeText.Print(how), null);
        }

        _reference.Reset();
        Outcome expected = _reference.Step(commands[0]);
        for (int step = 1; step <= _step; step++)
        {
            expected = _reference.Step(commands[step]);
        }

        Aspect aspect = OutcomeDifference.Find(commands[_step], expected, how);
        return new Divergence(
            _step, commands[_step], expected, how, null, OutcomeText.Print(how), _judge?.Responsible(aspect));
    }

    /// <summary>Makes the machines. That of a machine under test can go wrong as anything else that it does.</summary>
    private void Make()
    {
        _asked = Party.Reference;
        _reference = _makeReference();
        _judge = _reference as IReference;
        _doubted = _judge is null ? Party.Reference : Party.Nobody;
        _asked = Party.Subject;
        _subject = _makeSubject();
        CannotShow = [.. _subject.CannotShow];
        _relation = ViewRelation.Between(_reference, _subject);
        Answered();
    }

    /// <summary>Nobody is waited for any more; and if nobody waits for us, there is nothing more to do.</summary>
    private void Answered()
    {
        _asked = Party.Nobody;
        if (_isGivenUp)
        {
            throw new OperationCanceledException();
        }
    }

    private Divergence? RunOn(ReadOnlySpan<Command> commands)
    {
        for (int step = 0; step < commands.Length; step++)
        {
            if (Take(commands[step], step, isLast: step == commands.Length - 1) is { } divergence)
            {
                return divergence;
            }
        }

        return null;
    }

    private Divergence? Take(Command command, int step, bool isLast)
    {
        Commands++;
        _step = step;
        _command = command;
        _asked = _doubted;
        Outcome expected = _reference.Step(command);
        if (_judge is not null)
        {
            Coverage?.Count(_judge);
        }

        _asked = Party.Subject;
        Outcome actual = _subject.Step(command);
        Answered();
        if (!Outcome.AreEqual(in expected, in actual))
        {
            Clause? clause = _judge is null ? null
                : _judge.Claimed(actual) ?? _judge.Responsible(AspectOf(command, expected, actual));
            return new Divergence(step, command, expected, actual, null, OutcomeText.Print(actual), clause);
        }

        int vcpu = _probes.Aim(command, expected);
        StateDifference? difference = LooksOnlyAtTheEnd && !isLast ? null : CompareStates(vcpu, isLast);
        return difference is null
            ? null
            : new Divergence(
                step, command, expected, expected, difference.Field, difference.Claim, difference.Clause)
            {
                Index = difference.Index,
            };
    }

    private StateDifference? CompareStates(int about, bool isLast)
    {
        bool everything = _probes.LooksAtAllNow;
        StateDifference? difference = Compare(about, about, _probes.Indices);
        return difference is null && (isLast || everything) ? CompareTheRest(about, everything) : difference;
    }

    /// <summary>
    /// The aspect in which two outcomes differ. An access that should have retired may have failed at the list or at
    /// the register: a machine whose list denies it shows that too. One that the list allows, and that is about another
    /// register than it seems, is about RCX; of a write, bits of RAX and RDX may be to blame as well. An answer whose
    /// access returns what the MSR holds has been dropped for another look at that.
    /// </summary>
    private Aspect AspectOf(Command command, Outcome expected, Outcome actual)
    {
        Aspect aspect = OutcomeDifference.Find(command, expected, actual);
        if (aspect == Aspect.Value && command is Command.CompleteExit exit)
        {
            return MayHaveReadTheMsr(exit.Vcpu, actual) ? Aspect.Success : aspect;
        }

        if (aspect != Aspect.Success || command is not Command.Guest { Vcpu: var vcpu, Access: var access })
        {
            return aspect;
        }

        _asked = Party.Subject;
        View view = _subject.Observe(vcpu, [access.Index]);
        Answered();
        bool isAllowed = (view.Decisions & (ulong)access.Type) != 0 && !view.Unknown.Contains(ViewField.Decisions);
        bool hasUpperHalves = access.Form == InstructionForm.UpperHalvesSet;
        return !isAllowed ? Aspect.Permission : access.IsRead && hasUpperHalves ? Aspect.Index : aspect;
    }

    /// <summary>Whether a read that was answered may have returned the MSR in place of the answer.</summary>
    private bool MayHaveReadTheMsr(int vcpu, Outcome actual)
    {
        _asked = Party.Subject;
        View view = _subject.Observe(vcpu, [_probes.LastAccess(vcpu)]);
        Answered();
        bool isAllowed = (view.Decisions & (ulong)AccessFlags.Read) != 0 || view.Unknown.Contains(ViewField.Decisions);
        bool isHeld = view.MsrPresent && view.MsrValue == actual.Data;
        return isAllowed && (isHeld || view.Unknown.Contains(ViewField.Msr));
    }

    /// <summary>
    /// The neighbours of a range; the vCPUs that the command is not about; and each index in the first place: its MSR
    /// is shown.
    /// </summary>
    private StateDifference? CompareTheRest(int about, bool everything)
    {
        ReadOnlySpan<uint> indices = _probes.Indices;
        ReadOnlySpan<uint> neighbours = _probes.Neighbours;
        if (!neighbours.IsEmpty && Compare(about, about, neighbours) is { } aliased)
        {
            return aliased;
        }

        for (int vcpu = 0; vcpu < IMachine.VcpuCount; vcpu++)
        {
            StateDifference? difference = vcpu == about ? null : Compare(vcpu, about, indices);
            for (int i = 1; i < indices.Length && everything; i++)
            {
                difference ??= Compare(vcpu, about, indices.Slice(i, 1));
            }

            if (difference is not null)
            {
                return difference;
            }
        }

        return null;
    }

    private StateDifference? Compare(int vcpu, int about, ReadOnlySpan<uint> indices)
    {
        _asked = _doubted;
        View expected = _reference.Observe(vcpu, indices);
        _asked = Party.Subject;
        View actual = _subject.Observe(vcpu, indices);
        Answered();
        return View.AreEqual(in expected, in actual)
            ? null
            : Differ(in expected, in actual, indices, vcpu == about ? null : vcpu);
    }

    private StateDifference? Differ(in View expected, in View actual, ReadOnlySpan<uint> indices, int? other)
    {
        if (_relation!.Find(in expected, in actual, indices) is not { } difference)
        {
            return null;
        }

        Touch touch = _command is null ? default : Touch.Of(_command);
        difference = difference.Behind(touch.Kind);
        difference = other is { } vcpu ? difference.OfAnother(vcpu, touch.Kind) : difference;
        bool isOfAnother = other is not null
            || (touch.Kind is TouchKind.Access or TouchKind.Register && touch.Index != difference.Index);
        bool unknown = expected.Unknown.Union(actual.Unknown).Contains(ViewField.Decisions);
        Clause? clause = (_judge, difference.Field) switch
        {
            (null, _) => null,
            (_, ViewField.Decisions) when !unknown => _judge.Reasons.Case.Of(Aspect.Decisions)?.Clause
                ?? WrongDecisions.ClauseOf(_judge, indices, expected.Decisions ^ actual.Decisions),
            // What the command leaves of its own vCPU and MSR says nothing of another.
            _ when isOfAnother && difference.Aspect is Aspect.ModeBits or Aspect.Time =>
                _judge.Reasons.Case.Of(Aspect.OtherVcpu)?.Clause ?? Standing.Of(difference.Aspect),
            _ => _judge.Responsible(difference.Aspect),
        };
        return new StateDifference(difference.Field, difference.Claim, clause, difference.Index);
    }
}
