using System.Collections.Immutable;

namespace MsrSpec.Fuzz.Engine.Coverage;

/// <summary>An edge of the control flow of a woven method.</summary>
/// <param name="Number">The number of its counter.</param>
/// <param name="Type">The full name of the type; nested types behind a slash.</param>
/// <param name="Method">The name of the method.</param>
/// <param name="File">The source file, relative to the repository; empty if the compiler made the code.</param>
/// <param name="Line">The line that it leads from, from 1; 0 if there is none.</param>
/// <param name="Kind">Where it leads from.</param>
/// <param name="Reached">The lines that run once it is taken, up to the next branch, if nothing throws.</param>
public sealed record Edge(
    int Number, string Type, string Method, string File, int Line, EdgeKind Kind, ImmutableArray<int> Reached)
{
    /// <summary>The type without its namespace, and the method.</summary>
    public string ShortName => $"{Type[(Type.LastIndexOf('.') + 1)..]}.{Method}";

    /// <summary>The edge for a message: place, method and kind.</summary>
    public string Describe() => FormattableString.Invariant($"{File}:{Line} {ShortName}: {Words}");

    private string Words => Kind switch
    {
        EdgeKind.Entry => "entry",
        EdgeKind.Taken => "the branch taken",
        EdgeKind.NotTaken => "the branch not taken",
        EdgeKind.Case => "a case of the jump table",
        EdgeKind.NoCase => "no case of the jump table",
        EdgeKind.Handler => "the handler",
    };
}
