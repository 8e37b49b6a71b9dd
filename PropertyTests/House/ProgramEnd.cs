namespace MsrSpec.PropertyTests.House;

/// <summary>How a program ended.</summary>
/// <param name="Status">The exit status.</param>
/// <param name="Output">What it wrote to its standard output.</param>
/// <param name="Errors">What it wrote to its standard error.</param>
internal sealed record ProgramEnd(int Status, string Output, string Errors);
