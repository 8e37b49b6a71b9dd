namespace MsrSpec.Fuzz.Coverage;

/// <summary>An edge of the control flow of a woven method.</summary>
/// <param name="Number">The number of its counter.</param>
/// <param name="Type">The full name of the type; nested types behind a slash.</param>
/// <param name="Method">The name of the method.</param>
/// <param name="File">The source file, relative to the repository; empty if the compiler made the code.</param>
/// <param name="Line">The line, from 1; 0 if there is none.</param>
/// <param name="Kind">Where it leads from.</param>
internal sealed record Edge(int Number, string Type, string Method, string File, int Line, EdgeKind Kind);
