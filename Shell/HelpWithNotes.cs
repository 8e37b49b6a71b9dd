using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MsrSpec.Shell;

/// <summary>The library's help, and behind it the notes of a verb that has some.</summary>
/// <param name="help">The library's help.</param>
internal sealed class HelpWithNotes(HelpAction help) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool Terminating => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int status = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb verb)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(verb.Notes);
        }

        return status;
    }
}
