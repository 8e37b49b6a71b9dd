using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MsrSpec.Mutation.Judging;
using MsrSpec.Mutation.Schemata;
using MsrSpec.Mutation.Sites;

namespace MsrSpec.Mutation.WrongCores;

/// <summary>Has the tests that must kill wrong cores judge them, each in a process of its own.</summary>
/// <param name="repository">The repository.</param>
/// <param name="output">Takes the report.</param>
internal sealed partial class WrongCoreRun(Repository repository, TextWriter output)
{
    private const string None = "-1";

    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly Lock _telling = new();
    private int _killed;

    /// <summary>Judges them.</summary>
    /// <param name="cores">The wrong cores.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>Whether all of them fit the sources, and die.</returns>
    public async Task<bool> RunAsync(IReadOnlyList<WrongCore> cores, CancellationToken cancellation)
    {
        IReadOnlyList<MutatedAssembly> assemblies =
            WrongCoreAssemblies.Compile(cores, repository, out IReadOnlyList<string> problems);
        foreach (string problem in problems)
        {
            await output.WriteLineAsync($"{WrongCoreList.File}: {problem}");
        }

        if (problems.Count > 0)
        {
            return false;
        }

        using TestFolder folder = TestFolder.Make(repository, assemblies);
        TestRun run = new(folder);
        long start = Stopwatch.GetTimestamp();
        (int status, string said) = await run.RunAsync(
            cores.SelectMany(core => core.Killers).Distinct(), (Schemata.Switch.Chosen, None), [], Longest, cancellation);
        if (status != 0)
        {
            await output.WriteLineAsync($"The tests fail without a wrong core:\n{said}");
            return false;
        }

        TimeSpan patience = LeastPatience + (3 * Stopwatch.GetElapsedTime(start));
        ParallelOptions processors = new()
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            CancellationToken = cancellation,
        };
        await Parallel.ForEachAsync(cores.Index(), processors, async (one, token) =>
        {
            string number = one.Index.ToString(CultureInfo.InvariantCulture);
            (int end, string seen) = await run.RunAsync(
                one.Item.Killers, (Schemata.Switch.Chosen, number), [], patience, token);
            Tell(one.Item, isKilled: end != 0, seen);
        });
        await output.WriteLineAsync($"{cores.Count} wrong cores, {_killed} killed");
        return _killed == cores.Count;
    }

    private void Tell(WrongCore core, bool isKilled, string seen)
    {
        lock (_telling)
        {
            _killed += isKilled ? 1 : 0;
            output.WriteLine(isKilled
                ? $"killed    {core.Name}  by {KillerIn(seen)}"
                : $"survived  {core.Name}, which is wrong because {core.Reason}");
        }
    }

    /// <summary>The test that fails first, or how the process ends without saying so.</summary>
    internal static string KillerIn(string output) => FailedTest().Match(output) is { Success: true } failed
        ? failed.Groups["test"].Value
        : output.Split('\n').Select(line => line.Trim()).LastOrDefault(line => line.Length > 0)
            ?? "the end of the process";

    [GeneratedRegex(@"^\s*(?<test>\S[^\n]*?) \[FAIL\]", RegexOptions.Multiline)]
    private static partial Regex FailedTest();
}
