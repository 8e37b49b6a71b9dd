using System.Collections.Immutable;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Algebra.Arbitraries;

/// <summary>
/// What a property is given: some commands, and the dialects in which they are looked at. Whatever a property is about
/// is read out of commands, so that one generator, one shrinker and one text serve all of them.
/// </summary>
/// <param name="Commands">The commands.</param>
/// <param name="Dialects">The dialects; none where the rules do not ask.</param>
public sealed record Given(ImmutableArray<Command> Commands, ImmutableArray<ReadingSet> Dialects)
{
    /// <summary>The only dialect, or the first; any will do where the rules do not ask.</summary>
    public ReadingSet Readings => Dialects.IsEmpty ? Dialect.Sound.Readings : Dialects[0];

    /// <summary>The last command: what a property is mostly about.</summary>
    public Command Last => Commands[^1];

    /// <summary>What stands before the last commands: how a VM got where they find it.</summary>
    public Given Before(int last) => this with { Commands = Commands[..^last] };

    /// <summary>The same commands in a dialect that is like the first one but for some readings.</summary>
    public Given In(Func<ReadingSet, ReadingSet> change) => this with { Dialects = [change(Readings)] };

    /// <summary>The commands as a trace has them, below the dialects.</summary>
    public override string ToString() =>
        string.Join('\n', Dialects.Select(ReadingText.Of).Concat(Commands.Select(CommandPrinter.Print)));
}
