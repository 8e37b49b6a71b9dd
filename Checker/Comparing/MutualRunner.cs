using System.Diagnostics;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Contents;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Comparing;

/// <summary>
/// Runs sequences on two references, each of which judges the other. It looks at all that a command may have changed
/// after each one, so that a difference is seen where it begins.
/// </summary>
internal sealed class MutualRunner
{
    private readonly IReference _left;
    private readonly IReference _right;
    private readonly LockstepRunner _finder;
    private readonly LockstepRunner _byLeft;
    private readonly LockstepRunner _byRight;

    /// <summary>A runner.</summary>
    /// <param name="left">Makes the first reference.</param>
    /// <param name="right">Makes the second.</param>
    public MutualRunner(Func<IReference> left, Func<IReference> right)
    {
        _left = left();
        _right = right();
        _finder = new LockstepRunner(left, right, looksAtEverything: true);
        _byLeft = new LockstepRunner(left, right, looksAtEverything: true) { LooksOnlyAtTheEnd = true };
        _byRight = new LockstepRunner(right, left, looksAtEverything: true) { LooksOnlyAtTheEnd = true };
    }

    /// <summary>Runs a sequence from a fresh VM.</summary>
    /// <param name="commands">The sequence.</param>
    /// <param name="alike">How many commands in front are known to show no difference.</param>
    /// <returns>The first difference, or null: no commands show none.</returns>
    public MutualDivergence? Run(Command[] commands, int alike = 0)
    {
        if (Find(commands, alike) is not { } step)
        {
            return null;
        }

        Command[] shown = commands[..(step + 1)];
        Divergence divergence = Explained(_byLeft, shown);
        ClausePair clauses = new(ClauseOf(divergence), ClauseOf(Explained(_byRight, shown)));
        return new MutualDivergence(clauses, divergence, BeganBefore(shown, divergence));
    }

    /// <summary>A sequence with the answers of both.</summary>
    public IReadOnlyList<AnsweredCommand> Answer(IEnumerable<Command> commands)
    {
        Restart();
        return
        [
            .. commands.Select(command => new AnsweredCommand(command, _left.Step(command), _right.Step(command))),
        ];
    }

    /// <summary>The number of the first command at which they differ, or null.</summary>
    private int? Find(Command[] commands, int alike)
    {
        _finder.Restart();
        for (int step = 0; step < commands.Length; step++)
        {
            _finder.LooksOnlyAtTheEnd = step < alike;
            if (_finder.Step(commands[step], step) is not null)
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>Decisions are those of the VM, and are looked at where the commands have been.</summary>
    private bool BeganBefore(Command[] commands, Divergence divergence)
    {
        if (divergence is not { Field: ViewField.Decisions, Index: { } index })
        {
            return false;
        }

        _ = Answer(commands[..^1]);
        return _left.Observe(0, [index]).Decisions != _right.Observe(0, [index]).Decisions;
    }

    private void Restart()
    {
        _left.Reset();
        _right.Reset();
    }

    /// <summary>The difference at the last command, and none before it.</summary>
    private static Divergence Explained(LockstepRunner runner, Command[] commands) => runner.RunAndExplain(commands)
        ?? throw new UnreachableException("A difference is one from either side.");

    private static Clause ClauseOf(Divergence divergence) => divergence.Clause
        ?? throw new UnreachableException($"A model names a clause for every difference, not for {divergence.Claim}.");
}
