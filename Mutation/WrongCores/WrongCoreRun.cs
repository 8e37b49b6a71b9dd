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

    /// <summary>How long the tests of a wrong core may take; what takes longer hangs, and so is noticed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

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
        string[] all = [.. problems, .. WithoutKiller(cores, repository)];
        foreach (string problem in all)
        {
            await output.WriteLineAsync($"{WrongCoreList.File}: {problem}");
        }

        if (all.Length > 0)
        {
            return false;
        }

        using TestFolder folder = TestFolder.Make(repository, assemblies);
        TestRun run = new(folder);
        Task<bool> isWellWithout = IsWellWithoutAsync(run, cores, cancellation);
        ParallelOptions processors = new()
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            CancellationToken = cancellation,
        };
        await Parallel.ForEachAsync(cores.Index(), processors, async (one, token) =>
        {
            string number = one.Index.ToString(CultureInfo.InvariantCulture);
            (int status, string said) = await run.RunAsync(
                one.Item.Killers, (Switch.Chosen, number), [], Patience, token);
            Tell(one.Item, isKilled: status != 0, said);
        });
        bool isWell = await isWellWithout;
        await output.WriteLineAsync($"{cores.Count} wrong cores, {_killed} killed");
        return isWell && _killed == cores.Count;
    }

    /// <summary>
    /// The wrong cores that name a test class which is not among the built ones: of that no test would ever fail.
    /// </summary>
    internal static IEnumerable<string> WithoutKiller(IReadOnlyList<WrongCore> cores, Repository repository)
    {
        IReadOnlySet<string> missing = TestFolder.Missing(repository, cores.SelectMany(core => core.Killers));
        return from core in cores
               from killer in core.Killers
               where missing.Contains(killer)
               select $"{core.Name}: there is no test class {killer}";
    }

    /// <summary>Whether the same tests pass while no wrong core is on.</summary>
    private async Task<bool> IsWellWithoutAsync(
        TestRun run, IEnumerable<WrongCore> cores, CancellationToken cancellation)
    {
        (int status, string said) = await run.RunAsync(
            cores.SelectMany(core => core.Killers).Distinct(), (Switch.Chosen, None), [], Patience, cancellation);
        if (status != 0)
        {
            await output.WriteLineAsync($"The tests fail without a wrong core:\n{said}");
        }

        return status == 0;
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
