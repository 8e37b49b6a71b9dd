namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>What a guest has asked of the machine through a device.</summary>
internal enum StopKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>To end with an exit status.</summary>
    DebugExit = 1,

    /// <summary>To be switched off.</summary>
    PowerOff = 2,

    /// <summary>To be reset.</summary>
    Reset = 3,
}
