using System.CommandLine;
using MsrSpec.Mutation.Sites;
using MsrSpec.Shell;

namespace MsrSpec.Mutation.Verbs;

/// <summary>The option that names a project.</summary>
internal static class ProjectOption
{
    private const string Every = "all";

    /// <summary>All projects, or one.</summary>
    public static Option<string> Build() => Options.Choice(
        "--project", "The project that is changed",
        [(Every, Every), .. MutatedProject.All.Select(project => (project.Name, project.Name))]);

    /// <summary>The projects that a value of the option means.</summary>
    public static IReadOnlyList<MutatedProject> Meant(string word) =>
        [.. MutatedProject.All.Where(project => word == Every || word == project.Name)];
}
