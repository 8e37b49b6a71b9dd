namespace MsrSpec.Spec.Vocabulary;

/// <summary>Something that a step does and that another thread can notice.</summary>
/// <param name="Place">What it is done with: whatever has the same number is the same place.</param>
/// <param name="Kind">What is done.</param>
public readonly record struct SharedAccess(ulong Place, SharedAccessKind Kind)
{
    /// <summary>Whether it can matter which of the two comes first.</summary>
    public bool ConflictsWith(in SharedAccess other) => Place == other.Place && (Kind, other.Kind) switch
    {
        (SharedAccessKind.Read, SharedAccessKind.Read) => false,
        (SharedAccessKind.Begin, _) => other.Kind == SharedAccessKind.End,
        (SharedAccessKind.End, _) => other.Kind == SharedAccessKind.Begin,
        (SharedAccessKind.Enter or SharedAccessKind.Leave, _) => other.Kind == SharedAccessKind.Await,
        _ => true,
    };

    /// <summary>
    /// Whether either of two that conflict can come first: a lock that is held is not taken before it is released.
    /// </summary>
    public bool CanSwapWith(in SharedAccess other) =>
        Kind is not (SharedAccessKind.Release or SharedAccessKind.Leave)
        && other.Kind is not (SharedAccessKind.Release or SharedAccessKind.Leave);
}
