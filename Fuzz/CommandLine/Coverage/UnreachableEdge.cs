using MsrSpec.Fuzz.Engine.Coverage;

namespace MsrSpec.Fuzz.Coverage;

/// <summary>An edge that no input can take.</summary>
/// <param name="Method">The name of the method.</param>
/// <param name="Kind">Where the edge leads from.</param>
/// <param name="Ordinal">Which of the method's edges of that kind, from 1.</param>
/// <param name="Reason">Why no input can take it.</param>
internal sealed record UnreachableEdge(string Method, EdgeKind Kind, int Ordinal, string Reason)
{
    /// <summary>Whether it is this edge of a type.</summary>
    /// <param name="edge">The edge.</param>
    /// <param name="edges">The edges of the type, by number.</param>
    public bool IsOf(Edge edge, IEnumerable<Edge> edges) =>
        edge.Method == Method && edge.Kind == Kind && Ordinal == 1 + edges.Count(
            other => other.Type == edge.Type && other.Method == Method && other.Kind == Kind
                && other.Number < edge.Number);
}
