namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>The only time there is: that of the core.</summary>
internal interface ITickSource
{
    /// <summary>The time now.</summary>
    long Ticks { get; }
}
