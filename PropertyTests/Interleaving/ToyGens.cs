using System.Collections.Immutable;
using CsCheck;

namespace MsrSpec.PropertyTests.Interleaving;

/// <summary>Draws toy programs: two or three threads with a few steps, two places, two locks, some never released.
/// </summary>
internal static class ToyGens
{
    private static readonly Gen<ImmutableArray<ToyStep>> Access =
        from kind in Gen.Bool.Select(stores => stores ? ToyKind.Store : ToyKind.Load)
        from place in Gen.Int[0, 1]
        select ImmutableArray.Create(new ToyStep(kind, place));

    private static readonly Gen<ImmutableArray<ToyStep>> Locked =
        from place in Gen.Int[0, 1]
        from inside in Access
        from releases in Gen.Frequency((4, Gen.Const(true)), (1, Gen.Const(false)))
        select (ImmutableArray<ToyStep>)[
            new ToyStep(ToyKind.Take, place), .. inside,
            .. releases ? [new ToyStep(ToyKind.Release, place)] : ImmutableArray<ToyStep>.Empty];

    private static readonly Gen<ImmutableArray<ToyStep>> Nested =
        from place in Gen.Int[0, 1]
        from inside in Access
        select (ImmutableArray<ToyStep>)[
            new ToyStep(ToyKind.Take, place), new ToyStep(ToyKind.Take, 1 - place), .. inside,
            new ToyStep(ToyKind.Release, 1 - place), new ToyStep(ToyKind.Release, place)];

    /// <summary>Two or three threads, so short that every schedule can be carried out.</summary>
    public static Gen<ImmutableArray<ImmutableArray<ToyStep>>> Program { get; } = Gen.OneOf(
        Threads(2, Gen.OneOf(Access, Locked, Nested), 1, 3), Threads(3, Gen.OneOf(Access, Access, Locked), 1, 2));

    private static Gen<ImmutableArray<ImmutableArray<ToyStep>>> Threads(
        int count, Gen<ImmutableArray<ToyStep>> part, int least, int most) =>
        part.Array[least, most].Select(parts => parts.SelectMany(steps => steps).Take(5).ToImmutableArray())
            .Array[count].Select(threads => threads.ToImmutableArray());
}
