using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Running;

/// <summary>
/// What a finding shows on a machine that is made for it: a machine that has carried out many sequences may be wrong
/// because of one of them, in a state that outlived its VM; and one that nobody looked at, because of that.
/// </summary>
/// <param name="Commands">The sequence that shows it.</param>
/// <param name="Divergence">What it shows.</param>
/// <param name="Earlier">How many earlier sequences it begins with, each with the end of its VM.</param>
internal sealed record Confirmation(Command[] Commands, Divergence Divergence, int Earlier)
{
    /// <summary>Whether it shows only if nobody looks at the state before the end.</summary>
    public bool IsUnobserved { get; init; }

    /// <summary>The most earlier sequences that are tried.</summary>
    public const int MostEarlier = 4096;

    /// <summary>
    /// Runs a sequence alone; and if it shows nothing, behind the one before it, the two, the four before it...
    /// </summary>
    /// <param name="runner">Runs a sequence on machines made for it.</param>
    /// <param name="commands">The sequence.</param>
    /// <param name="earlier">Gives what the same machine carried out before it, oldest first.</param>
    /// <returns>What shows the finding, or null if nothing does.</returns>
    public static Confirmation? Of(
        FreshRunner runner, Command[] commands, Func<IReadOnlyList<Command[]>> earlier)
    {
        if (Of(runner, commands, earlier: 0) is { } alone)
        {
            return alone;
        }

        IReadOnlyList<Command[]> before = earlier();
        for (int count = 1; before.Count > 0 && !runner.Cancellation.IsCancellationRequested; count *= 2)
        {
            Command[][] last = [.. before.TakeLast(count)];
            Command[] joined = Join(last, commands);
            if (Of(runner, joined, last.Length) is { } confirmed)
            {
                return confirmed;
            }

            if (last.Length == before.Count)
            {
                break;
            }
        }

        return null;
    }

    private static Confirmation? Of(FreshRunner runner, Command[] commands, int earlier) =>
        runner.Run(commands) is { } observed ? new Confirmation(commands, observed, earlier)
        : runner.LookingOnlyAtTheEnd().Run(commands) is { } unobserved
            ? new Confirmation(commands, unobserved, earlier) { IsUnobserved = true }
        : null;

    private static Command[] Join(Command[][] before, Command[] commands) =>
        [.. before.SelectMany(sequence => sequence.Append(new Command.DestroyVm())), .. commands];
}
