using System.Diagnostics;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Contents;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Comparing;

/// <summary>
/// Runs sequences on two references, each of which judges the other. It looks at everything after each command, so that
/// a difference is seen where it begins.
/// </summary>
/// <param name="left">Makes the first reference.</param>
/// <param name="right">Makes the second.</param>
internal sealed class MutualRunner(Func<IReference> left, Func<IReference> right)
{
    private readonly LockstepRunner _byLeft = new(left, right, looksAtEverything: true);
    private readonly LockstepRunner _byRight = new(right, left, looksAtEverything: true);

    /// <summary>Runs a sequence from a fresh VM.</summary>
    /// <returns>The first difference, or null: no commands show none.</returns>
    public MutualDivergence? Run(Command[] commands)
    {
        if (_byLeft.RunAndExplain(commands) is not { } divergence)
        {
            return null;
        }

        Divergence? other = _byRight.RunAndExplain(commands[..(divergence.Step + 1)]);
        return other?.Step == divergence.Step
            ? new MutualDivergence(new ClausePair(Named(divergence), Named(other)), divergence)
            : throw new UnreachableException("A difference is one from either side.");
    }

    /// <summary>A sequence with the answers of both.</summary>
    public IReadOnlyList<AnsweredCommand> Answer(IEnumerable<Command> commands)
    {
        IReference first = left();
        IReference second = right();
        return [.. commands.Select(command => new AnsweredCommand(command, first.Step(command), second.Step(command)))];
    }

    private static Clause Named(Divergence divergence) => divergence.Clause
        ?? throw new UnreachableException($"A model names a clause for every difference, not for {divergence.Claim}.");
}
