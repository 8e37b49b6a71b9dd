using MsrSpec.Mutation.Sites;

namespace MsrSpec.Mutation.Runs;

/// <summary>Which mutants are judged, and how thoroughly.</summary>
/// <param name="Projects">The projects.</param>
/// <param name="Sample">How many of each project, or null for all.</param>
/// <param name="Seed">Which ones are drawn.</param>
/// <param name="Only">The mutant that is meant alone, or null.</param>
/// <param name="IsThorough">Whether slow tests have the last word over a survivor.</param>
internal sealed record Choice(
    IReadOnlyList<MutatedProject> Projects, long? Sample, ulong Seed, string? Only, bool IsThorough)
{
    private const int FixedCount = 6;
    private const ulong FixedSeed = 1;

    /// <summary>The sample that every check judges.</summary>
    public static Choice Fixed { get; } = new(MutatedProject.All, FixedCount, FixedSeed, null, IsThorough: false);

    /// <summary>Whether it is the sample that has floors of its own.</summary>
    public bool IsFixed => this == Fixed;

    /// <summary>Whether all mutants of its projects are judged.</summary>
    public bool IsWhole => Sample is null && Only is null;

    /// <summary>The mutants of a project that are meant.</summary>
    public IEnumerable<Mutant> Of(IEnumerable<Mutant> mutants) =>
        Only is not null ? mutants.Where(mutant => mutant.Name == Only)
        : Sample is { } count ? Sampling.Draw(mutants, count, Seed)
        : mutants;
}
