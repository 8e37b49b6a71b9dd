namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>What a serial port holds.</summary>
public struct SerialState
{
    /// <summary>IER: which interrupts are enabled; four bits.</summary>
    public byte InterruptEnable;

    /// <summary>FCR: the control of the FIFOs, as it was last written.</summary>
    public byte FifoControl;

    /// <summary>LCR: the line; bit 7 shows the divisor in place of data and IER.</summary>
    public byte LineControl;

    /// <summary>MCR: the modem's lines; bit 4 is loopback.</summary>
    public byte ModemControl;

    /// <summary>The scratch register, which reads as it was written.</summary>
    public byte Scratch;

    /// <summary>The divisor of the baud rate, which slows nothing down.</summary>
    public ushort Divisor;

    /// <summary>The byte that has been received, in loopback.</summary>
    public byte Received;

    /// <summary>Whether a byte has been received and not yet read.</summary>
    public bool HasReceived;
}
