using MsrSpec.Checker.Exploring;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Running;

/// <summary>One machine to check against one dialect in one mode.</summary>
/// <param name="Machine">The machine's name.</param>
/// <param name="Create">Makes the machine.</param>
/// <param name="Dialect">The dialect that is right.</param>
/// <param name="Mode">The mode.</param>
/// <param name="Scope">The scope of an exhaustive job; null for a random one.</param>
/// <param name="Sequences">The most sequences of a random job.</param>
/// <param name="Known">The defects that the machine is known to have.</param>
public sealed record CheckJob(
    string Machine,
    Func<IMachine> Create,
    Dialect Dialect,
    CheckMode Mode,
    Scope? Scope,
    long Sequences,
    IReadOnlyList<KnownDefect> Known)
{
    /// <summary>The mode, and the scope if there is one, for people.</summary>
    public string ModeName => Mode switch
    {
        CheckMode.Random => "random",
        CheckMode.Exhaustive => $"exhaustive {Scope?.Name}",
    };
}
