using MsrSpec.Fuzz.Engine.Inputs;

namespace MsrSpec.Fuzz;

/// <summary>Where the repository keeps what fuzzing needs, and where it may write.</summary>
/// <param name="Root">The repository.</param>
internal sealed record FuzzFolders(string Root)
{
    /// <summary>The most bytes of one input that a verb of ours reads.</summary>
    public const long MostInputBytes = 64 << 20;

    /// <summary>The repository that this program was built in, or else is run in; null outside of one.</summary>
    public static FuzzFolders? Find() =>
        (Above(AppContext.BaseDirectory) ?? Above(Environment.CurrentDirectory)) is { } root
            ? new FuzzFolders(root)
            : null;

    /// <summary>The counterexamples.</summary>
    public string Counterexamples => Path.Combine(Root, "counterexamples");

    /// <summary>
    /// Where a target's findings are kept: what must be found is known, and of no use among the counterexamples.
    /// </summary>
    public string FindingsOf(IFuzzTarget target) =>
        target.MustFail ? Path.Combine(Work(target.Name), "counterexamples") : Counterexamples;

    /// <summary>The dictionaries.</summary>
    public string Dictionaries => Path.Combine(Root, "Fuzz", "dictionaries");

    /// <summary>The coverage report, unless another place is asked for.</summary>
    public string CoveragePage => Path.Combine(Root, "artifacts", "fuzz", "coverage.html");

    /// <summary>A target's committed corpus; it need not exist.</summary>
    public string Corpus(string target) => Path.Combine(Root, "Fuzz", "corpus", target);

    /// <summary>Where a target's new inputs and findings go; not under version control.</summary>
    public string Work(string target) => Path.Combine(Root, "artifacts", "fuzz", target);

    private static string? Above(string start)
    {
        DirectoryInfo? folder = new(start);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MsrSpec.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }
}
