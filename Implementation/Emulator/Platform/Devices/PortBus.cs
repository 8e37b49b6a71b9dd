using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>
/// The ports with what answers at each. A byte a port names the device, because a quarter of what a test kernel does
/// is to write to its serial port. Where nothing answers, reads are all ones.
/// </summary>
public sealed class PortBus : IPortBus
{
    private readonly byte[] _deviceAt = new byte[0x1_0000];
    private readonly List<IPortDevice> _attached = [new OpenBusDevice()];
    private IPortDevice[] _devices;

    /// <summary>Creates a bus without devices.</summary>
    public PortBus() => _devices = [.. _attached];

    /// <summary>Lets a device answer at a range of ports.</summary>
    /// <param name="device">The device; it may have several ranges.</param>
    /// <param name="first">The first port.</param>
    /// <param name="last">The last port.</param>
    public void Attach(IPortDevice device, ushort first, ushort last)
    {
        int number = _attached.IndexOf(device);
        if (number < 0)
        {
            number = _attached.Count;
            _attached.Add(device);
            _devices = [.. _attached];
        }

        _deviceAt.AsSpan(first, last - first + 1).Fill(checked((byte)number));
    }

    /// <inheritdoc/>
    public PortAccessResult Read(ushort port, int size, out uint value)
    {
        IPortDevice device = _devices[_deviceAt[port]];
        value = size <= device.Width ? device.Read(port, size) : ReadBytes(port, size);
        return PortAccessResult.Done;
    }

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value)
    {
        IPortDevice device = _devices[_deviceAt[port]];
        return size <= device.Width ? device.Write(port, size, value) : WriteBytes(port, size, value);
    }

    private uint ReadBytes(ushort port, int size)
    {
        uint value = 0;
        for (int i = 0; i < size; i++)
        {
            ushort at = (ushort)(port + i);
            value |= (_devices[_deviceAt[at]].Read(at, 1) & 0xFF) << (8 * i);
        }

        return value;
    }

    private PortAccessResult WriteBytes(ushort port, int size, uint value)
    {
        PortAccessResult result = PortAccessResult.Done;
        for (int i = 0; i < size; i++)
        {
            ushort at = (ushort)(port + i);
            result |= _devices[_deviceAt[at]].Write(at, 1, (value >> (8 * i)) & 0xFF);
        }

        return result;
    }
}
