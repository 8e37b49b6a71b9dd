using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>Commands out of lines of the trace language.</summary>
public static class Lines
{
    public static Command[] Commands(params IEnumerable<string> lines) =>
        [.. lines.Select(line => CommandParser.Parse(line, 1).Value ?? throw new FormatException(line))];
}
