using MsrSpec.Checker.Comparing;
using MsrSpec.Cli.Specifying;
using MsrSpec.Shell;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Cli.Differing;

/// <summary>The kinds of difference between dialects that are neighbours, as a document.</summary>
internal static class DifferencesDocument
{
    /// <summary>Enough for each defect of the posted patch that one thread can meet.</summary>
    private const long Sequences = 1_000;

    private const string Kinds =
        "A kind of difference is a pair of clauses: at the first command at which two dialects differ, in what it "
        + "answers or leaves, the clause that each gives for it. Each kind has one witness: of those found the "
        + "smallest, the first of as many commands. Both dialects give the one answer that stands behind a command; "
        + "at the last command they differ, in their answers or in what 'then' tells: what the second shows, and in "
        + "brackets the first.";

    private const string Bounds =
        "What user space can see is compared first, then with it what the kernel has allocated. The state is looked "
        + "at where the commands have been and next to that; a difference that was there before a command came to "
        + "look at it is no kind. A change of the argument is not tried: no dialect reads it twice. What takes more "
        + "than the scope is not here; `msrspec diff A B --kinds NUMBER` compares any two dialects, with as many "
        + "generated sequences as are wanted.";

    private static DifferenceScope Scope { get; } = new(Options.DefaultSeed, Sequences);

    /// <summary>The posted patch, what it should do, what Linux does, and one version after another.</summary>
    private static IEnumerable<(Dialect Left, Dialect Right)> Pairs =>
    [
        (Dialect.Posted, Dialect.Sound),
        (Dialect.Sound, Dialect.Linux61),
        (Dialect.Posted, Dialect.Linux61),
        .. Dialect.OfTheFilter.Zip(Dialect.OfTheFilter.Skip(1)),
        (Dialect.Posted32, Dialect.Sound32),
    ];

    /// <summary>The document.</summary>
    /// <param name="cancellation">Ends the searches early.</param>
    public static IReadOnlyList<Block> Build(CancellationToken cancellation = default) =>
    [
        new Heading(1, "Differences between dialects"),
        new Paragraph(Kinds),
        new Paragraph(Bounds),
        .. Pairs.AsParallel().AsOrdered().Select(pair => Section(pair.Left, pair.Right, cancellation))
            .SelectMany(blocks => blocks),
    ];

    private static IReadOnlyList<Block> Section(Dialect left, Dialect right, CancellationToken cancellation) =>
        [.. new KindSection(left, right, Scope).Build(cancellation)];
}
