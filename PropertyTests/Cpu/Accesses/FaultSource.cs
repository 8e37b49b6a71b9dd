namespace MsrSpec.PropertyTests.Cpu.Accesses;

/// <summary>Where a fault comes from.</summary>
internal enum FaultSource
{
    /// <summary>User space injects any fault.</summary>
    Injected,

    /// <summary>UD2.</summary>
    InvalidOpcode,

    /// <summary>An access that its level or the port refuses.</summary>
    RefusedAccess,

    /// <summary>An access that user space refuses, if its level lets it out.</summary>
    CompletedAccess,
}
