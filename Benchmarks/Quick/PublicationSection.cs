using System.Diagnostics;
using System.Globalization;
using MsrSpec.Benchmarks.Goals;
using MsrSpec.Benchmarks.Lookup;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Benchmarks.Quick;

/// <summary>
/// What it costs to make the next snapshot, beside what nobody can save who keeps the last one: to copy as many bytes
/// into new memory.
/// </summary>
internal sealed class PublicationSection : IQuickSection
{
    private const int WarmUpMilliseconds = 500;

    private static readonly BenchmarkRange[] Ten = RangeSets.OfSize(10);

    private static readonly Row[] Rows =
    [
        new("64 registers, first range", [], Msr.Efer, 64, 3, 1_000),
        new("64 registers, third range", [.. Ten.Take(2)], Msr.Efer, 64, 3, 1_000),
        new("0x3000 registers, first range", [], 0, AllowlistLayout.MaxCount, 3, 3_000),
        new("0x3000 registers, across words and leaves", [], 0xC0000123, AllowlistLayout.MaxCount, 3, 3_000),
        new("0x3000 registers, tenth range", [.. Ten.Take(9)], 0x80000000, AllowlistLayout.MaxCount, 3, 3_000),
    ];

    /// <inheritdoc/>
    public string Title => "publication: the next snapshot with one more read and write range, copy on write";

    /// <inheritdoc/>
    public SectionResult Run(TextWriter output)
    {
        WarmUp();
        List<Goal> goals = [];
        List<Figure> figures = [];
        foreach (Row row in Rows)
        {
            PublicationCase one = new(
                row.Name, row.Before,
                BenchmarkRange.Create(new Random(4), AccessFlags.ReadWrite, row.Start, row.Count));
            one.Measure();
            figures.Add(new Figure(
                row.Name,
                string.Create(CultureInfo.InvariantCulture, $"{one.Adding:N0} ns, {one.Bytes:N0} bytes allocated"),
                string.Create(CultureInfo.InvariantCulture, $"at most {row.HeldNanoseconds:N0} ns")));
            goals.Add(Goal.AtMost(
                $"{row.Name}: time to that of copying as many bytes", one.Adding / one.Copying, row.MostTimesACopy));
        }

        Figure.Print(figures, output);
        return Goal.Judge(goals, output);
    }

    /// <summary>Long enough for the compiler's last tier, so that the first case is not timed before it.</summary>
    private static void WarmUp()
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < WarmUpMilliseconds)
        {
            _ = BenchmarkRange.Table(Ten);
        }
    }

    private sealed record Row(
        string Name, BenchmarkRange[] Before, uint Start, uint Count, double MostTimesACopy, double HeldNanoseconds);
}
