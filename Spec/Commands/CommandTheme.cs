namespace MsrSpec.Spec.Commands;

/// <summary>What a command is for; a generated sequence is without some themes.</summary>
public enum CommandTheme
{
    /// <summary>It gives ranges their rules: what everything else is about.</summary>
    Ranges,

    /// <summary>It sets a filter: what everything else is about where that is the interface.</summary>
    Filters,

    /// <summary>The guest accesses an MSR.</summary>
    Accesses,

    /// <summary>Something else than the list has a say in an access.</summary>
    Mediation,

    /// <summary>The host accesses an MSR.</summary>
    HostAccesses,

    /// <summary>Accesses are deflected to user space, and answered.</summary>
    Deflection,

    /// <summary>Something in the kernel is made to fail.</summary>
    Failures,

    /// <summary>The VM ends.</summary>
    Endings,

    /// <summary>User space asks what there is.</summary>
    Questions,
}
