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
    private const int Combinations = 32;

    private static readonly Row<Completion>[] Entries =
    [
        .. new[] { false, true }.Select(
            pending => ExitTables.Entry.First(new Completion(pending, Error: 0), Dialect.Sound.Readings)),
    ];

    /// <summary>Of each choice of readings 9 and 22 the rows of every combination of words.</summary>
    private static readonly Row<FailedAccess>[][] Failures =
    [
        .. from completion in Enum.GetValues<ExitCompletion>().Order()
           from errors in Enum.GetValues<HandlerErrors>().Order()
           select Tabulate(completion, errors),
    ];

    /// <summary>The row before an access is executed.</summary>
    public static Row<Completion> Entry(bool pending) => Entries[pending ? 1 : 0];

    /// <summary>The row of an access that is denied or fails.</summary>
    public static Row<FailedAccess> Failure(in FailedAccess access, ReadingSet readings) =>
        Failures[(2 * (int)readings.ExitCompletion) + (int)readings.HandlerErrors][Number(access)];

    private static Row<FailedAccess>[] Tabulate(ExitCompletion completion, HandlerErrors errors)
    {
        ReadingSet readings =
            Dialect.Sound.Readings with { ExitCompletion = completion, HandlerErrors = errors };
        Row<FailedAccess>[] rows = new Row<FailedAccess>[Combinations];
        for (int number = 0; number < Combinations; number++)
        {
            FailedAccess access = new(
                (number & 1) != 0, (number & 2) != 0, (number & 4) != 0, (number & 8) != 0, (number & 16) != 0);
            rows[number] = ExitTables.Failure.First(access, readings);
        }

        return rows;
    }

    private static int Number(in FailedAccess access) =>
        (access.Deflected ? 1 : 0) | (access.AnswerWaits ? 2 : 0) | (access.Denied ? 4 : 0)
        | (access.PassesThrough ? 8 : 0) | (access.KernelFails ? 16 : 0);
}
