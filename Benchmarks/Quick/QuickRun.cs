using MsrSpec.Benchmarks.Emulators;

namespace MsrSpec.Benchmarks.Quick;

/// <summary>The quick run: every section in order, in one process, within about twenty seconds.</summary>
public static class QuickRun
{
    /// <summary>A section is one file; adding one is adding it here.</summary>
    private static readonly IQuickSection[] Sections =
        [new LookupSection(), new PublicationSection(), new CommandsSection(), new CoreSection()];

    /// <summary>Runs all sections.</summary>
    /// <param name="output">Where tables and goals are printed.</param>
    /// <param name="gate">Whether a missed goal fails the run.</param>
    /// <returns>The exit status: 0, or 1 when answers differ or, with the gate, when a goal is missed.</returns>
    public static int Run(TextWriter output, bool gate) => Run(Sections, output, gate);

    /// <summary>Runs some sections.</summary>
    /// <param name="sections">Which ones.</param>
    /// <param name="output">Where tables and goals are printed.</param>
    /// <param name="gate">Whether a missed goal fails the run.</param>
    /// <returns>The exit status, as above.</returns>
    internal static int Run(IEnumerable<IQuickSection> sections, TextWriter output, bool gate)
    {
        List<SectionResult> results = [];
        foreach (IQuickSection section in sections)
        {
            output.WriteLine($"== {section.Title}");
            results.Add(section.Run(output));
            output.WriteLine();
        }

        bool fails = results.Contains(SectionResult.Different) || (gate && results.Contains(SectionResult.NotMet));
        return fails ? 1 : 0;
    }
}
