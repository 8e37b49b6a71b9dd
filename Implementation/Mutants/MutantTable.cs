namespace MsrSpec.Implementation.Mutants;

/// <summary>
/// The machines that are wrong on purpose. A check that cannot tell one of them from the specification is a check that
/// cannot fail there.
/// </summary>
public static class MutantTable
{
    /// <summary>Every mutant, family by family.</summary>
    public static IReadOnlyList<Mutant> All { get; } =
    [
        .. DecisionMutants.Rows, .. ValidationMutants.Rows, .. ResourceMutants.Rows, .. ExitMutants.Rows,
        .. RegisterMutants.Rows,
    ];

    /// <summary>The mutant of that name, or null.</summary>
    public static Mutant? Find(string name) => All.FirstOrDefault(mutant => mutant.Name == name);
}
