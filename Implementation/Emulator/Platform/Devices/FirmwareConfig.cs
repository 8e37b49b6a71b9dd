using System.Buffers.Binary;
using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>
/// The firmware configuration device of QEMU's PC: a selector at 0x510, and at 0x511 the bytes of the item selected.
/// </summary>
/// <param name="memorySize">The bytes of RAM.</param>
/// <param name="processors">How many processors there are.</param>
internal sealed class FirmwareConfig(ulong memorySize, ushort processors) : IPortDevice
{
    /// <summary>The port of the selector.</summary>
    public const ushort SelectorPort = 0x510;

    /// <summary>The port of the data.</summary>
    public const ushort DataPort = 0x511;

    /// <inheritdoc/>
    public int Width => sizeof(ushort);

    /// <summary>What it holds, which snapshots keep and restore.</summary>
    public FirmwareConfigState State { get; set; }

    /// <inheritdoc/>
    public uint Read(ushort port, int size)
    {
        if (port != DataPort)
        {
            return 0;
        }

        uint value = 0;
        for (int i = 0; i < size; i++)
        {
            value |= (uint)NextByte() << (8 * i);
        }

        return value;
    }

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value)
    {
        if (port == SelectorPort && size == sizeof(ushort))
        {
            State = new FirmwareConfigState((ushort)value, Offset: 0);
        }

        return PortAccessResult.Done;
    }

    private byte NextByte()
    {
        Span<byte> item = stackalloc byte[sizeof(ulong)];
        item.Clear();
        int length = Fill(item);
        int offset = State.Offset;
        State = State with { Offset = Math.Min(offset + 1, length) };
        return offset < length ? item[offset] : (byte)0;
    }

    private int Fill(Span<byte> item)
    {
        switch (State.Selector)
        {
            case 0x00:
                "QEMU"u8.CopyTo(item);
                return 4;
            case 0x01:
                item[0] = 1;
                return sizeof(uint);
            case 0x03:
                BinaryPrimitives.WriteUInt64LittleEndian(item, memorySize);
                return sizeof(ulong);
            case 0x05 or 0x0F:
                BinaryPrimitives.WriteUInt16LittleEndian(item, processors);
                return sizeof(ushort);
            default:
                return 0;
        }
    }
}
