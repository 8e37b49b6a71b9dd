using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Sequences;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Shrinking;

/// <summary>
/// Looks for a trace that is shorter than a shrunk one and breaks the same clause, among all sequences of some
/// commands: shrinking goes down one way and may get stuck, this goes all of them.
/// </summary>
/// <param name="reference">Makes the machine that is right.</param>
/// <param name="subject">Makes the machine that is judged; it is reset, not made again, for each sequence.</param>
internal sealed class ShorterTrace(Func<IMachine> reference, Func<IMachine> subject)
{
    /// <summary>The most commands of the sequences that are tried.</summary>
    public const int MostCommands = 3;

    /// <summary>
    /// The shortest sequence that breaks a clause, or null if none of fewer commands does, or the machine hangs.
    /// </summary>
    /// <param name="commands">The commands that sequences are made of.</param>
    /// <param name="clause">The clause.</param>
    /// <param name="length">How many commands the shrunk trace has.</param>
    /// <param name="cancellation">Ends the search early.</param>
    public Command[]? Find(
        IReadOnlyList<Command> commands, Clause? clause, int length, CancellationToken cancellation)
    {
        LockstepRunner runner = new(reference, subject, looksAtEverything: true);
        Command[]? shorter = null;
        WorkEnd end = Watched.Run(
            () => shorter = Find(runner, commands, clause, length), runner, FreshRunner.UsualPatience, cancellation);
        return end == WorkEnd.Done ? shorter : null;
    }

    private static Command[]? Find(
        LockstepRunner runner, IReadOnlyList<Command> commands, Clause? clause, int length) =>
        Enumerable.Range(1, Math.Min(length - 1, MostCommands))
            .SelectMany(fewer => AllSequences.Of(commands, fewer))
            .FirstOrDefault(sequence => runner.RunAndExplain(sequence) is { } divergence
                && divergence.Clause == clause);
}
