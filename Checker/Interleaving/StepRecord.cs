using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>A step of an exploration, and what is known of the state in front of it. Actors are bits of a word.
/// </summary>
internal sealed class StepRecord
{
    /// <summary>Who takes the step.</summary>
    public int Actor { get; set; }

    /// <summary>Who is ready in front of it.</summary>
    public ulong Ready { get; init; }

    /// <summary>Whose next step need not be explored from here: what comes of it was seen elsewhere.</summary>
    public ulong Asleep { get; init; }

    /// <summary>Whose steps must be explored from here.</summary>
    public ulong Wanted { get; set; }

    /// <summary>Whose steps were.</summary>
    public ulong Done { get; set; }

    /// <summary>What the step does.</summary>
    public SharedAccess[] Accesses { get; set; } = [];

    /// <summary>
    /// What must happen before the step, itself included: of each actor so many of the whole run's first steps that its
    /// last one is among them.
    /// </summary>
    public int[] Clock { get; set; } = [];
}
