namespace MsrSpec.Benchmarks.Lookup;

/// <summary>Times all contestants on all cases, round by round, so that a noisy second hits all alike.</summary>
internal static class LookupMeasurement
{
    public const int Rounds = 240;

    /// <summary>Enough passes for the compiler's last tier, whatever it is.</summary>
    private const int WarmUpRounds = 15;

    public static LookupRow[] Measure(LookupContest contest)
    {
        LookupCase[] cases =
        [
            .. contest.Sizes.SelectMany(
                _ => Enum.GetValues<Mix>(), (ranges, mix) => new LookupCase(contest, ranges, mix)),
        ];
        try
        {
            RunRounds(cases, WarmUpRounds);
            Array.ForEach(cases, one => one.Forget());
            RunRounds(cases, Rounds);
            return [.. cases.Select(one => one.Row)];
        }
        finally
        {
            Array.ForEach(cases, one => one.Dispose());
        }
    }

    private static void RunRounds(LookupCase[] cases, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            Array.ForEach(cases, one => one.Round());
        }
    }
}
