using System.Collections.Concurrent;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>
/// Whatever a command line says that cannot be carried out: exit status 2, one line on the standard error that names
/// what is wrong, and nothing written.
/// </summary>
public sealed class BadInputTests
{
    public static TheoryData<string, string> Verbs { get; } =
        [.. BadInputTable.Rows.Keys.Select(verb => new TheoryDataRow<string, string>(verb.Program, verb.Verb))];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task What_cannot_be_carried_out_is_refused_in_one_line_and_changes_nothing(
        string program, string verb)
    {
        using BadInputFolder folder = new();
        string before = folder.Listing;
        ConcurrentQueue<string> wrong = [];
        ParallelOptions two = new()
        {
            MaxDegreeOfParallelism = 2,
            CancellationToken = TestContext.Current.CancellationToken,
        };
        await Parallel.ForEachAsync(BadInputTable.Rows[(program, verb)], two, async (row, _) =>
        {
            IEnumerable<string> front = verb.Length > 0 ? [verb] : [];
            string[] words = [.. front, .. row.Line.Length > 0 ? row.Words : []];
            ProgramEnd end = await Programs.RunAsync(program, words, folder.Path);
            if (ProblemOf(end, program, row) is { } problem)
            {
                wrong.Enqueue($"{program} {verb} {row.Line}: {problem}");
            }
        });
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong));
        Assert.Equal(before, folder.Listing);
    }

    private static string? ProblemOf(ProgramEnd end, string program, BadInput row)
    {
        string[] lines = end.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return end.Status != 2 ? $"exit status {end.Status}\n{end.Output}{end.Errors}"
            : end.Output.Length > 0 ? $"prints {end.Output}"
            : lines.Length != 1 ? $"{lines.Length} lines:\n{end.Errors}"
            : !lines[0].StartsWith(program + ": ", StringComparison.Ordinal) ? $"says {lines[0]}"
            : !lines[0].Contains(row.Message, StringComparison.Ordinal) ? $"does not say '{row.Message}': {lines[0]}"
            : null;
    }
}
