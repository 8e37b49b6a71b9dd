namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>What a serial port holds.</summary>
public struct SerialState
{
    /// <summary>IER.</summary>
    public byte InterruptEnable;

    /// <summary>FCR.</summary>
    public byte FifoControl;

    /// <summary>LCR.</summary>
    public byte LineControl;

    /// <summary>MCR.</summary>
    public byte ModemControl;

    /// <summary>The scratch register.</summary>
    public byte Scratch;

    /// <summary>The divisor.</summary>
    public ushort Divisor;

    /// <summary>The byte that has been received, in loopback.</summary>
    public byte Received;

    /// <summary>Whether there is one.</summary>
    public bool HasReceived;
}
