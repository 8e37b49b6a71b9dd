using System.Text;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.TraceText;

/// <summary>Writes traces in their one canonical form, which <see cref="TraceParser"/> reads back unchanged.</summary>
public static class TracePrinter
{
    private const string ViewIndent = "  ";

    /// <summary>Writes a whole trace file.</summary>
    public static string Print(Trace trace)
    {
        StringBuilder text = new();
        text.Append(TraceHeader.FirstLine).Append('\n');
        AppendHeader(text, TraceHeader.Title, trace.Title);
        AppendHeader(text, TraceHeader.Machine, trace.Machine);
        AppendHeader(text, TraceHeader.Reference, trace.Reference);
        AppendHeader(text, TraceHeader.Clause, trace.Clause);
        AppendHeader(text, TraceHeader.End, trace.End is { } end ? TraceHeader.Print(end) : null);
        AppendHeader(text, TraceHeader.Found, trace.Found);
        AppendHeader(
            text, TraceHeader.Schedule, trace.Schedule.IsEmpty ? null : ScheduleText.Print(trace.Schedule));
        text.Append('\n');
        text.Append(PrintBody(trace.Steps));
        return text.ToString();
    }

    /// <summary>Writes the steps alone: what two files must share to be the same counterexample.</summary>
    public static string PrintBody(IEnumerable<TraceStep> steps)
    {
        StringBuilder text = new();
        foreach (TraceStep step in steps)
        {
            text.Append(PrintStep(step)).Append('\n');
            if (step.Shown is { } shown)
            {
                text.Append(PrintView(shown)).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Writes the line below a command that records a view.</summary>
    public static string PrintView(Observation shown) => ViewIndent + ViewText.Print(shown);

    /// <summary>Writes the line of a command, without the view below it.</summary>
    public static string PrintStep(TraceStep step)
    {
        StringBuilder text = new(ThreadText.Print(step.Thread) + CommandPrinter.Print(step.Command));
        if (step.Expected is { } expected)
        {
            text.Append(' ').Append(Words.Arrow).Append(' ').Append(OutcomeText.Print(expected));
        }

        if (step.Claim is not null)
        {
            text.Append(' ').Append(Words.Got).Append(' ').Append(step.Claim);
        }

        if (CommandPrinter.Comment(step.Command) is { } comment)
        {
            text.Append("  ").Append(Words.Comment).Append(' ').Append(comment);
        }

        return text.ToString();
    }

    private static void AppendHeader(StringBuilder text, string key, string? value)
    {
        if (value is not null)
        {
            text.Append(key).Append(": ").Append(value).Append('\n');
        }
    }
}
