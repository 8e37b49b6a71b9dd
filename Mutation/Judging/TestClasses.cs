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
        $"{Tests}.Interleaving.ExplorerTests", $"{Tests}.Interleaving.WrongRaceTests",
    ];

    /// <summary>What has the last word over a survivor where there is time.</summary>
    public static IReadOnlyList<string> Slow { get; } =
        [$"{Tests}.Mutants.MutantTests", $"{Tests}.Checking.ExhaustiveCheckTests"];
}
