namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>The only time there is: that of the core.</summary>
internal interface ITickSource
{
    /// <summary>The time now, in ticks of the core.</summary>
    long Ticks { get; }
}
