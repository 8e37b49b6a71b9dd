using System.Globalization;

namespace MsrSpec.Fuzz.Weaver;

/// <summary>
/// Gives out the numbers of edges and comparisons, and remembers what each stands for. Numbers are dense, and those of
/// one type follow each other.
/// </summary>
internal sealed class EdgeLog
{
    private readonly string _root;
    private readonly List<string> _edges = [];
    private readonly List<string> _sites = [];

    /// <summary>An empty log.</summary>
    /// <param name="root">The folder that source files are named from.</param>
    public EdgeLog(string root) => _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)) + '/';

    /// <summary>The edges so far.</summary>
    public int EdgeCount => _edges.Count;

    /// <summary>The comparisons so far.</summary>
    public int SiteCount => _sites.Count;

    /// <summary>Takes down an edge.</summary>
    /// <param name="name">The type, the method, and where it leads from, apart by tabs.</param>
    /// <param name="line">The line that it leads from, or 0.</param>
    /// <param name="file">The source file, or an empty string.</param>
    /// <param name="reached">The lines that it leads to.</param>
    /// <returns>Its number.</returns>
    public int AddEdge(string name, int line, string file, IReadOnlyList<int> reached)
    {
        _edges.Add(string.Create(
            CultureInfo.InvariantCulture, $"edge\t{name}\t{line}\t{Relative(file)}\t{string.Join(',', reached)}"));
        return _edges.Count - 1;
    }

    /// <summary>Takes down a comparison in a type.</summary>
    /// <returns>Its number.</returns>
    public int AddSite(string type)
    {
        _sites.Add($"site\t{type}");
        return _sites.Count - 1;
    }

    /// <summary>Writes the map.</summary>
    public void Write(string path) => File.WriteAllLines(path, [.. _edges, .. _sites]);

    /// <summary>
    /// The name below the root; builds for publication have put <c>/_/</c> in the root's place already.
    /// </summary>
    private string Relative(string file)
    {
        const string Mapped = "/_/";
        string path = file.Replace('\\', '/');
        return path.StartsWith(_root, StringComparison.Ordinal) ? path[_root.Length..]
            : path.StartsWith(Mapped, StringComparison.Ordinal) ? path[Mapped.Length..]
            : path;
    }
}
