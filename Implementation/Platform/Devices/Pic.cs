using MsrSpec.Implementation.Cpu.Ports;

namespace MsrSpec.Implementation.Platform.Devices;

/// <summary>An 8259 that no line is connected to: it can be set up and masked, and never interrupts.</summary>
public sealed class Pic : IPortDevice
{
    /// <summary>The first port of the first one.</summary>
    public const ushort Primary = 0x20;

    /// <summary>The first port of the second one.</summary>
    public const ushort Secondary = 0xA0;

    private const uint StartInitialization = 1 << 4;
    private const uint Single = 1 << 1;
    private const uint Fourth = 1 << 0;

    /// <inheritdoc/>
    public int Width => 1;

    /// <summary>What it holds.</summary>
    public PicState State { get; set; }

    /// <inheritdoc/>
    public uint Read(ushort port, int size) => IsData(port) ? State.Mask : 0u;

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value)
    {
        if (!IsData(port))
        {
            if ((value & StartInitialization) != 0)
            {
                State = new PicState(
                    Mask: 0, VectorBase: 0, InitializationWord: 2, (value & Single) != 0, (value & Fourth) != 0);
            }

            return PortAccessResult.Done;
        }

        PicState state = State;
        byte afterSecond = (byte)(!state.IsSingle ? 3 : state.HasFourth ? 4 : 0);
        State = state.InitializationWord switch
        {
            0 => state with { Mask = (byte)value },
            2 => state with { VectorBase = (byte)(value & 0xF8), InitializationWord = afterSecond },
            3 => state with { InitializationWord = (byte)(state.HasFourth ? 4 : 0) },
            _ => state with { InitializationWord = 0 },
        };
        return PortAccessResult.Done;
    }

    private static bool IsData(ushort port) => (port & 1) != 0;
}
