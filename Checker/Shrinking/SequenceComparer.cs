using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Shrinking;

/// <summary>Sequences are the same if their commands are.</summary>
internal sealed class SequenceComparer : IEqualityComparer<Command[]>
{
    /// <inheritdoc/>
    public bool Equals(Command[]? x, Command[]? y) => x.AsSpan().SequenceEqual(y);

    /// <inheritdoc/>
    public int GetHashCode(Command[] obj)
    {
        HashCode hash = default;
        foreach (Command command in obj)
        {
            hash.Add(command);
        }

        return hash.ToHashCode();
    }
}
