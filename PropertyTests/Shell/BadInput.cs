namespace MsrSpec.PropertyTests.Shell;

/// <summary>A command line that cannot be carried out.</summary>
/// <param name="Line">The words; blanks part them, and <c>''</c> is an empty one.</param>
/// <param name="Message">What the message says among other things.</param>
internal sealed record BadInput(string Line, string Message)
{
    /// <summary>The words.</summary>
    public string[] Words => [.. Line.Split(' ').Select(word => word.Replace("''", "", StringComparison.Ordinal))];
}
