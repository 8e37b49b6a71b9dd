namespace MsrSpec.Mutation.Judging;

/// <summary>
/// Which tests judge: those that run what is mutated in their own process, and say something of it in a short time.
/// </summary>
internal static class TestClasses
{
    private const string Tests = "MsrSpec.PropertyTests";

    /// <summary>They take half a minute together.</summary>
    public static IReadOnlyList<string> Fast { get; } =
    [
        $"{Tests}.Agent.*", $"{Tests}.Algebra.*", $"{Tests}.Allowlist.*", $"{Tests}.Filter.*", $"{Tests}.Machines.*",
        $"{Tests}.Readings.*", $"{Tests}.Rules.*",
        $"{Tests}.TraceText.*", $"{Tests}.Coverage.*", $"{Tests}.House.ClosednessTests",
        $"{Tests}.House.CommittedCounterexampleTests", $"{Tests}.Fuzzing.FuzzWordsTests",
        $"{Tests}.Fuzzing.TargetTests", $"{Tests}.Fuzzing.TargetDecoderTests",
        $"{Tests}.Checking.CheckSessionTests", $"{Tests}.Checking.ComparingTests",
        $"{Tests}.Checking.CounterexampleStoreTests",
        $"{Tests}.Checking.HiddenFieldTests", $"{Tests}.Checking.InFlightJournalTests",
        $"{Tests}.Checking.InPlaceEqualityTests", $"{Tests}.Documents.KindSearchTests",
        $"{Tests}.Checking.LockstepTests",
        $"{Tests}.Checking.RandomCheckTests", $"{Tests}.Checking.ReplayerTests",
        $"{Tests}.Checking.SameSequencesTests", $"{Tests}.Checking.SequencesAheadTests",
        $"{Tests}.Checking.ShrinkingTests", $"{Tests}.Checking.SubstitutionTests",
        $"{Tests}.Checking.VmStateEqualityTests",
        $"{Tests}.Documents.SpecificationPageTests",
        $"{Tests}.Interleaving.ExplorerTests", $"{Tests}.Interleaving.SameScenariosTests",
        $"{Tests}.Interleaving.WrongRaceTests",
    ];

    /// <summary>
    /// What judges mutants of one project alone, and only those that it comes by: it says nothing of the others, and
    /// takes minutes together.
    /// </summary>
    /// <param name="project">The project's name.</param>
    public static IReadOnlyList<string> OwnOf(string project) => project == "Checker"
        ?
        [
            $"{Tests}.Checking.AllowlistOverFilterTests", $"{Tests}.Checking.DifferenceKindTests",
            $"{Tests}.Checking.DrawnValuesTests", $"{Tests}.Checking.ExplainingClauseTests",
            $"{Tests}.Checking.FailingMachineTests", $"{Tests}.Checking.ProbeSetTests",
            $"{Tests}.Checking.SecondLookTests", $"{Tests}.Checking.TrustedFindingTests",
            $"{Tests}.Checking.UnobservedTests", $"{Tests}.Interleaving.LitmusTests",
            $"{Tests}.Interleaving.RaceReplayTests", $"{Tests}.Interleaving.RaceTests",
            $"{Tests}.Interleaving.SteppedCodeTests",
        ]
        : [];

    /// <summary>What has the last word over a survivor where there is time.</summary>
    public static IReadOnlyList<string> Slow { get; } =
        [$"{Tests}.Mutants.MutantTests", $"{Tests}.Checking.ExhaustiveCheckTests"];
}
