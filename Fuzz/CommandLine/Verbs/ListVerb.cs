using System.CommandLine;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Targets;

namespace MsrSpec.Fuzz.Verbs;

/// <summary><c>fuzz list</c>: the targets for a script, those in which something must be found left out.</summary>
internal static class ListVerb
{
    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Command verb = new(
            "list",
            "For scripts: each target in which nothing should be found, its dictionary or '-', its longest input");
        verb.SetAction(_ =>
        {
            foreach (IFuzzTarget target in FuzzTargets.All.Where(target => !target.MustFail))
            {
                Console.WriteLine(
                    FormattableString.Invariant($"{target.Name} {target.Dictionary ?? "-"} {target.MaxLength}"));
            }
        });
        return verb;
    }
}
