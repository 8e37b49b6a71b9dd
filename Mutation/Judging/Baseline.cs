using System.Globalization;
using System.Xml.Linq;
using MsrSpec.Mutation.Schemata;

namespace MsrSpec.Mutation.Judging;

/// <summary>What the tests do when no mutant is on.</summary>
/// <param name="Seconds">How long each test class takes.</param>
/// <param name="Reaching">The test classes that come by each mutant.</param>
internal sealed record Baseline(
    IReadOnlyDictionary<string, double> Seconds, IReadOnlyDictionary<int, string[]> Reaching)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Runs the tests without a mutant.</summary>
    /// <param name="folder">The tests.</param>
    /// <param name="classes">The classes that may judge.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>What was seen, or null and what the tests say if they fail by themselves.</returns>
    public static async Task<(Baseline? Baseline, string Output)> MeasureAsync(
        TestFolder folder, IEnumerable<string> classes, CancellationToken cancellation)
    {
        string report = Path.Combine(folder.Path, "baseline.xml");
        (int status, string output) = await new TestRun(folder).RunAsync(
            classes, (Switch.Reached, folder.Path), ["-result-xml", report], Longest, cancellation);
        return status == 0 ? (new Baseline(ReadTimes(report), ReadReached(folder.Path)), output) : (null, output);
    }

    private static Dictionary<string, double> ReadTimes(string report) =>
        XDocument.Load(report).Descendants("test").GroupBy(test => test.Attribute("type")!.Value).ToDictionary(
            tests => tests.Key,
            tests => tests.Sum(test => double.Parse(test.Attribute("time")!.Value, CultureInfo.InvariantCulture)));

    private static Dictionary<int, string[]> ReadReached(string folder) =>
        Directory.EnumerateFiles(folder, "*.reached").SelectMany(File.ReadLines).Select(line => line.Split('\t'))
            .GroupBy(words => int.Parse(words[1], CultureInfo.InvariantCulture), words => words[0])
            .ToDictionary(group => group.Key, group => group.ToArray());
}
