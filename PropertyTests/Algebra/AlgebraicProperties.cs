namespace MsrSpec.PropertyTests.Algebra;

/// <summary>Every property of rules, in the order of the specification.</summary>
public static class AlgebraicProperties
{
    public static IReadOnlyList<AlgebraicProperty> All { get; } =
    [
        .. RangeAlgebra.All, .. BitmapAlgebra.All, .. ValidationAlgebra.All, .. DecisionAlgebra.All,
        .. AccessAlgebra.All, .. RegisterAlgebra.All, .. GuestAlgebra.All, .. ExitAlgebra.All, .. HostAlgebra.All,
        .. LifetimeAlgebra.All, .. ReadingAlgebra.All,
    ];

    /// <summary>The property of a sentence; there is one.</summary>
    public static AlgebraicProperty Find(string sentence) => All.Single(property => property.Sentence == sentence);
}
