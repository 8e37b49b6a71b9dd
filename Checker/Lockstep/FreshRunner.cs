using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Lockstep;

/// <summary>
/// Runs each sequence on machines that are made for it, looks at the whole state after every command (or only at the
/// end: a look may mend what it looks at), and waits for no answer for ever. What it shows depends on the sequence
/// alone: so it decides what a finding is.
/// </summary>
/// <param name="reference">Makes the machine that is right.</param>
/// <param name="subject">Makes the machine that is judged.</param>
public sealed class FreshRunner(Func<IMachine> reference, Func<IMachine> subject)
{
    /// <summary>How long a machine may take over one command unless said otherwise.</summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long a machine may take over one command before it counts as hung.</summary>
    public TimeSpan Patience { get; init; } = UsualPatience;

    /// <summary>Whether it looks at the state after the last command alone.</summary>
    public bool LooksOnlyAtTheEnd { get; init; }

    /// <summary>Ends a run early; it then shows nothing.</summary>
    internal CancellationToken Cancellation { get; init; }

    /// <summary>The same runner, but for when it looks.</summary>
    /// <param name="only">Whether it looks at the state after the last command alone.</param>
    public FreshRunner LookingOnlyAtTheEnd(bool only = true) => new(reference, subject)
    {
        LooksOnlyAtTheEnd = only,
        Patience = Patience,
        Cancellation = Cancellation,
    };

    /// <summary>Runs a sequence.</summary>
    /// <returns>The first difference, or null: no commands show none.</returns>
    public Divergence? Run(Command[] commands)
    {
        LockstepRunner runner = new(reference, subject, looksAtEverything: true)
        {
            LooksOnlyAtTheEnd = LooksOnlyAtTheEnd,
        };
        Divergence? divergence = null;
        WorkEnd end = Watched.Run(() => divergence = runner.RunAndExplain(commands), runner, Patience, Cancellation);
        return end switch
        {
            WorkEnd.Done => divergence,
            WorkEnd.Unanswered when commands.Length > 0 => runner.Ended(commands, Outcome.Hung),
            _ => null,
        };
    }
}
