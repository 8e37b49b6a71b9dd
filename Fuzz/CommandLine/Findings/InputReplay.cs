namespace MsrSpec.Fuzz.Findings;

/// <summary>The result of replaying one kept input.</summary>
/// <param name="File">The file.</param>
/// <param name="Holds">Whether it shows what it should.</param>
/// <param name="Message">What it shows, or what is wrong.</param>
internal sealed record InputReplay(string File, bool Holds, string Message);
