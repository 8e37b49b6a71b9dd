using System.CommandLine;
using System.Globalization;
using MsrSpec.Hardware.Host;
using MsrSpec.Hardware.Probing;
using MsrSpec.Shell;

namespace MsrSpec.Hardware.Verbs;

/// <summary>
/// <c>probe</c>: tries code of one width in this process, which may die of it. The other verbs start it as a child.
/// </summary>
internal static class ProbeVerb
{
    /// <summary>Builds the verb.</summary>
    public static Command Build()
    {
        Argument<string> width = new("width") { Description = "The width of code: 64, 32 or 16" };
        Command verb = new("probe", "Tries code of one width; silence means that this machine runs it")
        {
            width.AcceptOnlyFromAmong("64", "32", "16"),
        };
        verb.Hidden = true;
        verb.SetAction(parsed => Try(int.Parse(parsed.GetValue(width)!, CultureInfo.InvariantCulture)));
        return verb;
    }

    private static int Try(int bits)
    {
        if (HostTrial.WhyNot(bits) is not { } whyNot)
        {
            return ExitStatus.Success;
        }

        Console.WriteLine(whyNot);
        return ChildTrial.Refused;
    }
}
