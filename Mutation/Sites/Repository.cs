namespace MsrSpec.Mutation.Sites;

/// <summary>The repository that is worked on: the current folder or one above it.</summary>
/// <param name="root">The folder of the solution.</param>
internal sealed class Repository(string root)
{
    /// <summary>The repository around a folder, or null.</summary>
    public static Repository? Around(string folder)
    {
        for (DirectoryInfo? outer = new(folder); outer is not null; outer = outer.Parent)
        {
            if (File.Exists(Path.Combine(outer.FullName, "MsrSpec.sln")))
            {
                return new Repository(outer.FullName);
            }
        }

        return null;
    }

    /// <summary>The folder of the built tests, with all that they use beside them.</summary>
    public string BuiltTests => PathOf("artifacts/bin/PropertyTests/release");

    /// <summary>Where a file of the repository is.</summary>
    public string PathOf(string file) => Path.Combine(root, file);

    /// <summary>The sources of a project by their names in the repository, in the order of these.</summary>
    public IEnumerable<(string Name, string Text)> SourcesOf(MutatedProject project) =>
        Directory.EnumerateFiles(PathOf(project.Folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => (Name: Path.GetRelativePath(root, path).Replace('\\', '/'), Text: File.ReadAllText(path)))
            .OrderBy(source => source.Name, StringComparer.Ordinal);

    /// <summary>The sources that the build makes: what a project opens everywhere, and who may look inside.</summary>
    public IEnumerable<(string Name, string Text)> MadeSourcesOf(MutatedProject project) =>
        Directory.EnumerateFiles(PathOf($"artifacts/obj/{project.Name}/release"), "*.cs")
            .Select(path => (Name: Path.GetFileName(path), Text: File.ReadAllText(path)));
}
