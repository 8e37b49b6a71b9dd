namespace MsrSpec.Implementation.Emulator.Cpu.Ports;

/// <summary>A bus where nothing answers: reads give all ones, writes go nowhere.</summary>
internal sealed class OpenPortBus : IPortBus
{
    /// <summary>The only one that is needed.</summary>
    public static OpenPortBus Instance { get; } = new();

    /// <inheritdoc/>
    public PortAccessResult Read(ushort port, int size, out uint value)
    {
        value = uint.MaxValue >> (32 - (8 * size));
        return PortAccessResult.Done;
    }

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value) => PortAccessResult.Done;
}
