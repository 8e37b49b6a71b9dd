namespace MsrSpec.PropertyTests.Shell;

/// <summary>A verb or an option in a help text.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What stands beside it.</param>
internal sealed record HelpEntry(string Name, string Summary);
