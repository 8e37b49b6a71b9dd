using System.Globalization;
using System.Net;
using System.Text;
using MsrSpec.Fuzz.Engine.Coverage;

namespace MsrSpec.Fuzz.Coverage;

/// <summary>
/// Coverage as one HTML page that needs nothing else: totals, then each source file with its lines marked.
/// </summary>
internal sealed class CoveragePage
{
    private const string Style = """
        body{font:15px/1.5 system-ui,sans-serif;max-width:76rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
        h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.5rem}summary{cursor:pointer;padding:.15rem 0}
        table{border-collapse:collapse}td,th{padding:.2rem .9rem .2rem 0;text-align:left}
        td.n{text-align:right;font-variant-numeric:tabular-nums}
        pre{font:13px/1.45 ui-monospace,monospace;border:1px solid #d5dae0;padding:.5rem 0;overflow-x:auto}
        pre span{display:block;padding:0 .6rem;min-height:1.45em}.all{background:#dff3e1}.some{background:#fdf1c7}
        .none{background:#fbdcdc}.bar{display:inline-block;width:8rem;height:.6rem;background:#f3c4c4}
        .bar i{display:block;height:100%;background:#63b36c}i.no{color:#8a929c;font-style:normal}
        """;

    private readonly StringBuilder _page = new();
    private readonly string _root;

    private CoveragePage(string root) => _root = root;

    /// <summary>Makes the page.</summary>
    /// <param name="coverages">The targets.</param>
    /// <param name="root">The folder that source files are named from.</param>
    public static string Make(IReadOnlyList<TargetCoverage> coverages, string root)
    {
        CoveragePage page = new(root);
        page.WriteHead(coverages);
        foreach (TargetCoverage coverage in coverages)
        {
            page.WriteTarget(coverage);
        }

        return page._page.Append("</body></html>\n").ToString();
    }

    private void WriteHead(IReadOnlyList<TargetCoverage> coverages)
    {
        _page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Fuzzing coverage</title>")
            .Append("<style>").Append(Style).Append("</style></head><body><h1>What the corpora reach</h1>")
            .Append("<p>Green: every edge of the line was taken. Yellow: some were. Red: none. ")
            .Append("A line without colour has no code of its own.</p>")
            .Append("<table><tr><th>target</th><th>inputs</th><th>bytes</th><th>edges</th><th></th></tr>");
        foreach (TargetCoverage coverage in coverages)
        {
            _page.Append(CultureInfo.InvariantCulture, $"<tr><td><a href=\"#{coverage.Target}\">{coverage.Target}</a>")
                .Append(CultureInfo.InvariantCulture, $"</td><td class=n>{coverage.Inputs}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td class=n>{coverage.Bytes:N0}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td class=n>{coverage.ReachedCount} of ")
                .Append(CultureInfo.InvariantCulture, $"{coverage.Edges.Count}</td><td>")
                .Append(Bar(coverage.ReachedCount, coverage.Edges.Count)).Append("</td></tr>");
        }

        _page.Append("</table>");
    }

    private void WriteTarget(TargetCoverage coverage)
    {
        _page.Append(CultureInfo.InvariantCulture, $"<h2 id=\"{coverage.Target}\">{coverage.Target}</h2>");
        foreach (IGrouping<string, (Edge Edge, bool Reached)> file in coverage.Edges
            .GroupBy(entry => entry.Edge.File).OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            int reached = file.Count(entry => entry.Reached);
            _page.Append(reached == file.Count() ? "<details>" : "<details open>").Append("<summary>")
                .Append(Bar(reached, file.Count())).Append(' ')
                .Append(WebUtility.HtmlEncode(file.Key.Length == 0 ? "code without a file" : file.Key))
                .Append(CultureInfo.InvariantCulture, $" {reached} of {file.Count()}</summary>");
            WriteSource(file.Key, LineMarks.Of(file));
            _page.Append("</details>");
        }
    }

    private void WriteSource(string file, LineMarks marks)
    {
        string path = Path.Combine(_root, file);
        if (file.Length == 0 || !File.Exists(path))
        {
            _page.Append("<p>The source is not at hand.</p>");
            return;
        }

        _page.Append("<pre>");
        foreach ((int index, string text) in File.ReadLines(path).Index())
        {
            int line = index + 1;
            _page.Append(CultureInfo.InvariantCulture, $"<span class=\"{marks.ClassOf(line)}\" title=\"")
                .Append(WebUtility.HtmlEncode(marks.TitleOf(line)))
                .Append(CultureInfo.InvariantCulture, $"\"><i class=no>{line,4}</i> ")
                .Append(WebUtility.HtmlEncode(text)).Append("</span>");
        }

        _page.Append("</pre>");
    }

    private static string Bar(int part, int whole) => string.Create(
        CultureInfo.InvariantCulture,
        $"<span class=bar><i style=\"width:{(whole == 0 ? 0 : 100.0 * part / whole):0.#}%\"></i></span>");
}
