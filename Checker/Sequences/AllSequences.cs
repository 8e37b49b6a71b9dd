using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Sequences;

/// <summary>Every sequence of some commands.</summary>
internal static class AllSequences
{
    /// <summary>The sequences of a length, each with an array of its own, in the order of the commands.</summary>
    /// <param name="commands">What they are made of.</param>
    /// <param name="length">How many commands each has.</param>
    public static IEnumerable<Command[]> Of(IReadOnlyList<Command> commands, int length) => length == 0
        ? [[]]
        : Of(commands, length - 1).SelectMany(before => commands.Select(last => (Command[])[.. before, last]));
}
