using MsrSpec.Fuzz.Engine.Coverage;

namespace MsrSpec.Fuzz.Coverage;

/// <summary>What the edges of one source file say about its lines.</summary>
internal sealed class LineMarks
{
    private readonly HashSet<int> _code;
    private readonly HashSet<int> _run;
    private readonly ILookup<int, Edge> _missed;

    private LineMarks(HashSet<int> code, HashSet<int> run, ILookup<int, Edge> missed)
    {
        _code = code;
        _run = run;
        _missed = missed;
    }

    /// <summary>The marks of a file with these edges.</summary>
    public static LineMarks Of(IEnumerable<(Edge Edge, bool Reached)> edges)
    {
        (Edge Edge, bool Reached)[] all = [.. edges];
        return new LineMarks(
            [.. all.SelectMany(entry => entry.Edge.Reached)],
            [.. all.Where(entry => entry.Reached).SelectMany(entry => entry.Edge.Reached)],
            all.Where(entry => !entry.Reached).ToLookup(entry => entry.Edge.Line, entry => entry.Edge));
    }

    /// <summary>
    /// The class of a line: <c>none</c> if it never ran, <c>some</c> if it ran but a branch of it was always decided
    /// the same way, <c>all</c> otherwise; empty for a line without code.
    /// </summary>
    public string ClassOf(int line) =>
        !_code.Contains(line) ? string.Empty
        : !_run.Contains(line) ? "none"
        : _missed.Contains(line) ? "some"
        : "all";

    /// <summary>The edges of a line that were not taken, in words.</summary>
    public string TitleOf(int line) => string.Join("; ", _missed[line].Select(edge => $"missed: {edge.Describe()}"));
}
