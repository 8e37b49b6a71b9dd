namespace MsrSpec.PropertyTests.Interleaving;

/// <summary>What threads of a toy program do.</summary>
internal enum ToyKind
{
    /// <summary>Loads what is at a place.</summary>
    Load,

    /// <summary>Stores what nobody else stores.</summary>
    Store,

    /// <summary>Takes a lock.</summary>
    Take,

    /// <summary>Releases the lock that was taken last.</summary>
    Release,
}
