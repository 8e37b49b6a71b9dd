namespace MsrSpec.Implementation.Emulator.Cpu.Ports;

/// <summary>What IN and OUT reach, once the core has found them permitted.</summary>
public interface IPortBus
{
    /// <summary>A guest reads a port.</summary>
    /// <param name="port">The port.</param>
    /// <param name="size">The bytes: 1, 2 or 4.</param>
    /// <param name="value">What the port holds; all ones where nothing answers.</param>
    PortAccessResult Read(ushort port, int size, out uint value);

    /// <summary>A guest writes a port.</summary>
    /// <param name="port">The port.</param>
    /// <param name="size">The bytes: 1, 2 or 4.</param>
    /// <param name="value">The value; bits above the size are zero.</param>
    PortAccessResult Write(ushort port, int size, uint value);
}
