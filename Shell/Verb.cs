using System.CommandLine;

namespace MsrSpec.Shell;

/// <summary>A verb with a summary of one line for the list of verbs, and notes for its own help.</summary>
/// <param name="name">Its name.</param>
/// <param name="summary">What it does, without a full stop.</param>
/// <param name="notes">What else there is to know: examples, exit statuses.</param>
#pragma warning disable CA1010 // The library's commands are enumerable only so that initializers can add to them.
public sealed class Verb(string name, string summary, string notes) : Command(name, summary)
#pragma warning restore CA1010
{
    /// <summary>What else there is to know.</summary>
    public string Notes => notes;
}
