using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>What answers at a range of ports.</summary>
public interface IPortDevice
{
    /// <summary>The widest access that it takes in one piece; the bus cuts wider ones into bytes.</summary>
    int Width { get; }

    /// <summary>What a guest reads at a port.</summary>
    /// <param name="port">The port.</param>
    /// <param name="size">The bytes, at most <see cref="Width"/>.</param>
    uint Read(ushort port, int size);

    /// <summary>Takes what a guest writes to a port.</summary>
    /// <param name="port">The port.</param>
    /// <param name="size">The bytes, at most <see cref="Width"/>.</param>
    /// <param name="value">The value; bits above the size are zero.</param>
    PortAccessResult Write(ushort port, int size, uint value);
}
