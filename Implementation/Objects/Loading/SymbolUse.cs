namespace MsrSpec.Implementation.Objects.Loading;

/// <summary>How code uses a symbol.</summary>
[Flags]
internal enum SymbolUse
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Its address is taken, or memory at it is read or written.</summary>
    Data = 1,

    /// <summary>It is called or jumped to.</summary>
    Function = 2,

    /// <summary>Memory at it is reached through GS: it is an offset into each processor's own area.</summary>
    PerCpu = 4,
}
