using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>
/// An 8042 without a keyboard: it is always ready for a command, answers those that ask for a byte, and resets the
/// machine.
/// </summary>
/// <param name="stop">Where the request of a reset is left.</param>
internal sealed class KeyboardController(StopRequest stop) : IPortDevice
{
    /// <summary>The port of data.</summary>
    public const ushort Data = 0x60;

    /// <summary>The port of status and commands.</summary>
    public const ushort Status = 0x64;

    private const byte ReadCommandByte = 0x20;
    private const byte SelfTest = 0xAA;
    private const byte ReadOutputPort = 0xD0;
    private const byte WriteOutputPort = 0xD1;
    private const byte PulseReset = 0xFE;
    private const byte SelfTestPassed = 0x55;
    private const byte NotInReset = 1 << 0;
    private const byte AddressLine20 = 1 << 1;

    /// <inheritdoc/>
    public int Width => 1;

    /// <summary>What it holds, which snapshots keep and restore.</summary>
    public KeyboardState State { get; set; }

    /// <inheritdoc/>
    public uint Read(ushort port, int size)
    {
        KeyboardState state = State;
        if (port == Status)
        {
            return state.HasOutput ? 1u : 0;
        }

        State = state with { HasOutput = false };
        return state.Output;
    }

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value)
    {
        byte command = State.Command;
        State = State with { Command = 0 };
        if (port == Data)
        {
            return command == WriteOutputPort && (value & NotInReset) == 0
                ? stop.Leave(StopKind.Reset) : PortAccessResult.Done;
        }

        switch (value)
        {
            case PulseReset:
                return stop.Leave(StopKind.Reset);
            case SelfTest:
                Answer(SelfTestPassed);
                break;
            case ReadCommandByte:
                Answer(0);
                break;
            case ReadOutputPort:
                Answer(NotInReset | AddressLine20);
                break;
            default:
                State = State with { Command = (byte)value };
                break;
        }

        return PortAccessResult.Done;
    }

    private void Answer(byte value) => State = State with { Output = value, HasOutput = true };
}
