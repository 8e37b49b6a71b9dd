using MsrSpec.Benchmarks.Emulators;
using MsrSpec.Benchmarks.Goals;
using MsrSpec.Shell;

namespace MsrSpec.Benchmarks.Quick;

/// <summary>The quick run: every section in order, in one process, within about twenty seconds.</summary>
internal static class QuickRun
{
    /// <summary>A section is one file; adding one is adding it here.</summary>
    private static readonly IQuickSection[] Sections =
        [new LookupSection(), new PublicationSection(), new CommandsSection(), new ObjectSection(), new CoreSection()];

    /// <summary>Runs all sections.</summary>
    /// <param name="output">Where tables and goals are printed.</param>
    /// <param name="gate">Whether a missed goal fails the run.</param>
    /// <returns>The exit status.</returns>
    public static int Run(TextWriter output, bool gate) => Run(Sections, output, gate);

    /// <summary>Runs some sections.</summary>
    /// <param name="sections">Which ones.</param>
    /// <param name="output">Where tables and goals are printed.</param>
    /// <param name="gate">Whether a missed goal fails the run.</param>
    /// <returns>The exit status.</returns>
    internal static int Run(IEnumerable<IQuickSection> sections, TextWriter output, bool gate)
    {
        SectionResult worst = SectionResult.Skipped;
        foreach (IQuickSection section in sections)
        {
            output.WriteLine($"== {section.Title}");
            SectionResult result = section.Run(output);
            worst = result > worst ? result : worst;
            output.WriteLine();
        }

        (int status, string verdict) = Judge(worst, gate);
        output.WriteLine(verdict);
        return status;
    }

    private static (int Status, string Verdict) Judge(SectionResult worst, bool gate) => worst switch
    {
        SectionResult.Skipped or SectionResult.Met => (ExitStatus.Success, "every goal that was judged is met"),
        SectionResult.Missed when gate => (ExitStatus.Found, "a goal is missed: see above"),
        SectionResult.Missed => (
            ExitStatus.Success,
            "a goal is missed here by less than half; whether that is real is for --gate to say, on an idle machine"),
        SectionResult.FarMissed => (
            ExitStatus.Found, "a goal is missed by more than half, which no noise does: see above"),
        SectionResult.Different => (ExitStatus.Found, "the sides do not do the same: see above"),
    };
}
