using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>
/// A 16550 that is always ready to send. Nothing is ever received, but in loopback; no interrupts.
/// </summary>
/// <param name="send">Takes each byte that the guest sends.</param>
internal sealed class SerialPort(Action<byte> send) : IPortDevice
{
    /// <summary>The first port of COM1.</summary>
    public const ushort Com1 = 0x3F8;

    /// <summary>How many registers it has, and so ports.</summary>
    public const int Count = 8;

    private const byte DivisorAccess = 1 << 7;
    private const byte Loopback = 1 << 4;
    private const uint DataReady = 1 << 0;
    private const uint SenderEmpty = 0x60;
    private const uint NothingPending = 1 << 0;
    private const uint FifosEnabled = 0xC0;
    private const uint LineIsUp = 0xB0;

    private SerialState _state;

    /// <inheritdoc/>
    public int Width => 1;

    /// <summary>What it holds, which snapshots keep and restore.</summary>
    public SerialState State
    {
        get => _state;
        set => _state = value;
    }

    private bool IsLoop => (_state.ModemControl & Loopback) != 0;

    private bool IsDivisor => (_state.LineControl & DivisorAccess) != 0;

    /// <inheritdoc/>
    public uint Read(ushort port, int size) => (port & 7) switch
    {
        0 => IsDivisor ? (byte)_state.Divisor : Receive(),
        1 => IsDivisor ? (uint)_state.Divisor >> 8 : _state.InterruptEnable,
        2 => NothingPending | ((_state.FifoControl & 1) != 0 ? FifosEnabled : 0),
        3 => _state.LineControl,
        4 => _state.ModemControl,
        5 => SenderEmpty | (_state.HasReceived ? DataReady : 0),
        6 => IsLoop ? LoopedModemLines() : LineIsUp,
        _ => _state.Scratch,
    };

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value)
    {
        byte data = (byte)value;
        switch (port & 7)
        {
            case 0 when IsDivisor:
                _state.Divisor = (ushort)((_state.Divisor & 0xFF00) | data);
                break;
            case 0:
                Send(data);
                break;
            case 1 when IsDivisor:
                _state.Divisor = (ushort)((_state.Divisor & 0xFF) | (data << 8));
                break;
            case 1:
                _state.InterruptEnable = (byte)(data & 0xF);
                break;
            case 2:
                _state.FifoControl = data;
                break;
            case 3:
                _state.LineControl = data;
                break;
            case 4:
                _state.ModemControl = (byte)(data & 0x1F);
                break;
            case 7:
                _state.Scratch = data;
                break;
            default:
                break;
        }

        return PortAccessResult.Done;
    }

    private void Send(byte data)
    {
        if (!IsLoop)
        {
            send(data);
            return;
        }

        _state.Received = data;
        _state.HasReceived = true;
    }

    private byte Receive()
    {
        byte data = _state.HasReceived ? _state.Received : (byte)0;
        _state.HasReceived = false;
        return data;
    }

    /// <summary>In loopback, RTS comes back as CTS, DTR as DSR, OUT1 as RI and OUT2 as DCD.</summary>
    private uint LoopedModemLines()
    {
        uint control = _state.ModemControl;
        return ((control & 1) << 5) | ((control & 2) << 3) | ((control & 0xC) << 4);
    }
}
