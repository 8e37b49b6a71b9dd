using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Exits;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Model;

/// <summary>
/// The tables of <see cref="ExitTables"/> that most accesses ask, tabulated: their words have few values, so the row of
/// each is looked up once.
/// </summary>
internal static class FastExits
{
    private const int Combinations = 16;

    private static readonly Row<Completion>[] Entries =
    [
        .. new[] { false, true }.Select(
            pending => ExitTables.Entry.First(new Completion(pending, Error: 0), Dialect.Sound.Readings)),
    ];

    /// <summary>Of each choice of reading 9 the rows of every combination of words.</summary>
    private static readonly Row<FailedAccess>[][] Failures =
        [.. Enum.GetValues<ExitCompletion>().Order().Select(Tabulate)];

    /// <summary>The row before an access is executed.</summary>
    public static Row<Completion> Entry(bool pending) => Entries[pending ? 1 : 0];

    /// <summary>The row of an access that is denied or fails.</summary>
    public static Row<FailedAccess> Failure(in FailedAccess access, ReadingSet readings) =>
        Failures[(int)readings.ExitCompletion][Number(access)];

    private static Row<FailedAccess>[] Tabulate(ExitCompletion choice)
    {
        ReadingSet readings = Dialect.Sound.Readings with { ExitCompletion = choice };
        Row<FailedAccess>[] rows = new Row<FailedAccess>[Combinations];
        for (int number = 0; number < Combinations; number++)
        {
            FailedAccess access = new((number & 1) != 0, (number & 2) != 0, (number & 4) != 0, (number & 8) != 0);
            rows[number] = ExitTables.Failure.First(access, readings);
        }

        return rows;
    }

    private static int Number(in FailedAccess access) =>
        (access.Deflected ? 1 : 0) | (access.AnswerWaits ? 2 : 0) | (access.Denied ? 4 : 0)
        | (access.PassesThrough ? 8 : 0);
}
