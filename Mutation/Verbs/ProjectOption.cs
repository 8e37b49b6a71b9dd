using System.CommandLine;
using MsrSpec.Mutation.Sites;
using MsrSpec.Shell;

namespace MsrSpec.Mutation.Verbs;

/// <summary>The option that names a project.</summary>
internal static class ProjectOption
{
    /// <summary>All projects, or one.</summary>
    public static Option<IReadOnlyList<MutatedProject>> Build() => Options.Choice<IReadOnlyList<MutatedProject>>(
        "--project", "The project that is changed",
        [("all", MutatedProject.All), .. MutatedProject.All.Select(Single)]);

    private static (string Word, IReadOnlyList<MutatedProject> Meaning) Single(MutatedProject project) =>
        (project.Name, [project]);
}
