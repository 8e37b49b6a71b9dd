namespace MsrSpec.Spec.Vocabulary;

/// <summary>What a step does with something that more than one thread can see.</summary>
public enum SharedAccessKind
{
    /// <summary>Reads it.</summary>
    Read,

    /// <summary>Writes it, or reads and writes it in one.</summary>
    Write,

    /// <summary>Takes a lock, which another thread may hold.</summary>
    Take,

    /// <summary>Gives a lock back.</summary>
    Release,

    /// <summary>Begins to read under SRCU.</summary>
    Enter,

    /// <summary>Ends to read under SRCU.</summary>
    Leave,

    /// <summary>Waits for those who read under SRCU.</summary>
    Await,

    /// <summary>A call begins: what had ended before is before it.</summary>
    Begin,

    /// <summary>A call ends.</summary>
    End,
}
