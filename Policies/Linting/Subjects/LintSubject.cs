using System.Collections.Immutable;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Linting.Subjects;

/// <summary>What is judged.</summary>
/// <param name="Interface">The interface that it is for.</param>
/// <param name="Calls">Everything that is done, in order, with its place.</param>
/// <param name="Lists">The ranges that are in force together, in order.</param>
internal sealed record LintSubject(
    Interface Interface,
    ImmutableArray<(Command Command, LintSource Source)> Calls,
    ImmutableArray<LintList> Lists)
{
    /// <summary>Sorts calls into lists.</summary>
    /// <param name="of">The interface.</param>
    /// <param name="calls">The calls.</param>
    /// <param name="hasBitmaps">Whether the bitmaps of slots are known.</param>
    public static LintSubject Of(
        Interface of, ImmutableArray<(Command Command, LintSource Source)> calls, bool hasBitmaps)
    {
        LintListBuilder builder = new(hasBitmaps);
        foreach ((Command command, LintSource source) in calls)
        {
            builder.Add(command, source);
        }

        return new LintSubject(of, calls, builder.Finish());
    }
}
