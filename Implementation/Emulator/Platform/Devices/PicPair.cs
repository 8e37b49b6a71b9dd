using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>
/// The two 8259 of a PC, the second one behind a line of the first. They start with the vectors that a PC BIOS gives
/// them. No line is masked: nothing here raises one by itself, as timer and keyboard do where a BIOS runs, so that what
/// comes is what the guest has asked for.
/// </summary>
internal sealed class PicPair : IPortDevice
{
    /// <summary>The line of the first one that the second one is connected to.</summary>
    public const int CascadeLine = 2;

    private const byte BiosVectors = 0x08;
    private const byte BiosVectorsOfSecond = 0x70;

    private readonly Pic _primary = new() { State = new PicState { VectorBase = BiosVectors } };
    private readonly Pic _secondary = new() { State = new PicState { VectorBase = BiosVectorsOfSecond } };

    /// <inheritdoc/>
    public int Width => 1;

    /// <summary>What the first one holds.</summary>
    public PicState Primary
    {
        get => _primary.State;
        set => _primary.State = value;
    }

    /// <summary>What the second one holds.</summary>
    public PicState Secondary
    {
        get => _secondary.State;
        set => _secondary.State = value;
    }

    /// <summary>Whether the pair asks for an interrupt.</summary>
    public bool HasRequest => _primary.HasRequest;

    /// <inheritdoc/>
    public uint Read(ushort port, int size) => At(port).Read(port, size);

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value)
    {
        PortAccessResult result = At(port).Write(port, size, value);
        Cascade();
        return result;
    }

    /// <summary>Sets the level of one of the 15 lines; there is no line 2, and none beyond 15.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isHigh">Its level.</param>
    public void SetLine(int line, bool isHigh)
    {
        if (line < Pic.Lines && line != CascadeLine)
        {
            _primary.SetLine(line, isHigh);
        }
        else if (line is >= Pic.Lines and < 2 * Pic.Lines)
        {
            _secondary.SetLine(line - Pic.Lines, isHigh);
            Cascade();
        }
    }

    /// <summary>Takes the interrupt of the highest priority and returns its vector.</summary>
    public byte Acknowledge()
    {
        int line = _primary.Acknowledge();
        if (line != CascadeLine)
        {
            return _primary.VectorOf(line);
        }

        byte vector = _secondary.VectorOf(_secondary.Acknowledge());
        Cascade();
        return vector;
    }

    private Pic At(ushort port) => port >= Pic.Secondary ? _secondary : _primary;

    private void Cascade() => _primary.SetLine(CascadeLine, _secondary.HasRequest);
}
