using System.CommandLine;
using MsrSpec.Mutation.Runs;
using MsrSpec.Mutation.Sites;
using MsrSpec.Shell;

namespace MsrSpec.Mutation.Verbs;

/// <summary><c>list</c>: the names of the mutants.</summary>
internal static class ListVerb
{
    private const string Summary = "Lists the mutants by name";

    private const string Notes = """
        A name is the file, the member, what is replaced, the how-manieth of its kind in the member, and by what. Those
        that turn out not to compile are among them.

        Exit status: 0, or 2 wrong command line.
        """;

    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Option<string> project = ProjectOption.Build();
        Verb verb = new("list", Summary, Notes) { project };
        verb.SetAction(parsed => Run(ProjectOption.Meant(parsed.GetValue(project)!)));
        return verb;
    }

    private static int Run(IReadOnlyList<MutatedProject> projects)
    {
        if (Workplace.Find(out string problem) is not { } workplace)
        {
            return MutationCommand.Fail(problem);
        }

        foreach (ProjectMutants project in ProjectMutants.Find(workplace.Repository, projects))
        {
            foreach (Mutant mutant in project.Mutants)
            {
                Console.WriteLine(mutant.Name);
            }
        }

        return ExitStatus.Success;
    }
}
