namespace MsrSpec.Mutation.Sites;

/// <summary>A project whose sources are changed.</summary>
/// <param name="Name">The project's name.</param>
/// <param name="Folder">Its folder in the repository.</param>
internal sealed record MutatedProject(string Name, string Folder)
{
    /// <summary>The projects that are worth it: what judges, and what is judged.</summary>
    public static IReadOnlyList<MutatedProject> All { get; } =
    [
        new("Spec", "Spec"), new("Model", "Model"), new("Kernel", "Implementation/Kernel"),
        new("Machines", "Implementation/Machines"), new("Checker", "Checker"),
    ];

    /// <summary>The name of its assembly.</summary>
    public string Assembly => $"MsrSpec.{Folder.Replace('/', '.')}";
}
