using System.Runtime.CompilerServices;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Sampling;

/// <summary>
/// Sequences that one machine carries out one after the other, up to the first that diverges: what comes behind that
/// needs a machine that nothing has happened to.
/// </summary>
internal sealed class Stretch
{
    private const long PollInterval = 64;

    /// <summary>One sequence in so many is looked at only at its end.</summary>
    private const long UnobservedEvery = 8;

    private readonly LockstepRunner _runner;
    private readonly ISequenceJournal? _journal;
    private readonly Action<long>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly long _before;
    private Command[] _commands = [];
    private Divergence? _divergence;

    /// <summary>A stretch that has not begun.</summary>
    /// <param name="runner">Drives the machine and its reference.</param>
    /// <param name="before">How many sequences ran before it.</param>
    /// <param name="journal">Takes down sequences, or null.</param>
    /// <param name="progress">Is told how many sequences have run, or null.</param>
    /// <param name="cancellation">Ends it early.</param>
    public Stretch(
        LockstepRunner runner, long before, ISequenceJournal? journal, Action<long>? progress,
        CancellationToken cancellation)
    {
        _runner = runner;
        _journal = journal;
        _progress = progress;
        _cancellation = cancellation;
        _before = before;
        Sequences = before;
    }

    /// <summary>How many sequences of the check have run.</summary>
    public long Sequences { get; private set; }

    /// <summary>Carries out sequences.</summary>
    /// <param name="sequences">The sequences; what stands behind a divergence is left.</param>
    /// <param name="patience">How long the machine may take over one command.</param>
    /// <returns>The first divergence, or null if the sequences ended or the caller wants no more.</returns>
    public Finding? Run(IEnumerator<GeneratedSequence> sequences, TimeSpan patience)
    {
        if (Watched.Run(() => RunAll(sequences), _runner, patience, _cancellation) == WorkEnd.Unanswered)
        {
            _divergence = _runner.Ended(_commands, Outcome.Hung);
        }

        return _divergence is null ? null : new Finding(_commands, _divergence, Sequences, _before + 1);
    }

    private void RunAll(IEnumerator<GeneratedSequence> sequences)
    {
        while (_divergence is null && MayGoOn() && MoveNext(sequences))
        {
            // It is taken down before anybody can run it.
            _journal?.Begin(sequences.Current.Words);
            _commands = sequences.Current.Commands;
            _ = Fetch(_commands);
            _runner.LooksOnlyAtTheEnd = Sequences % UnobservedEvery == UnobservedEvery - 1;
            Sequences++;
            _divergence = _runner.Run(_commands);
        }
    }

    /// <summary>
    /// Looks at each command before any is carried out. Another core has made them: asked for one by one, each is
    /// waited for; asked for together, they come at once.
    /// </summary>
    /// <returns>How many of them end a VM: something that a method of its own cannot leave out.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Fetch(Command[] commands)
    {
        int endings = 0;
        foreach (Command command in commands)
        {
            endings += command is Command.DestroyVm ? 1 : 0;
        }

        return endings;
    }

    /// <summary>A machine may have interrupted its own thread: then the next one to wait is we.</summary>
    private bool MoveNext(IEnumerator<GeneratedSequence> sequences)
    {
        try
        {
            return sequences.MoveNext();
        }
        catch (ThreadInterruptedException interrupt) when (_commands.Length > 0 && !_runner.IsGivenUp)
        {
            _divergence = _runner.Ended(_commands, Outcome.Crashed(CrashSite.Of(interrupt)));
            return false;
        }
    }

    /// <summary>Whose time is over before it began still runs a sequence: else it has checked nothing.</summary>
    private bool MayGoOn()
    {
        if (Sequences == 0 || Sequences % PollInterval != 0)
        {
            return true;
        }

        _progress?.Invoke(Sequences);
        return !_cancellation.IsCancellationRequested;
    }
}
