using System.Numerics;
using MsrSpec.Implementation.Emulator.Cpu.Ports;

namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>An 8259 without its polled mode.</summary>
internal sealed class Pic : IPortDevice
{
    /// <summary>The first port of the first one.</summary>
    public const ushort Primary = 0x20;

    /// <summary>The first port of the second one.</summary>
    public const ushort Secondary = 0xA0;

    /// <summary>The lines of one controller.</summary>
    internal const int Lines = 8;

    private const uint StartInitialization = 1 << 4;
    private const uint LevelTriggered = 1 << 3;
    private const uint Single = 1 << 1;
    private const uint Fourth = 1 << 0;
    private const uint AutomaticEnd = 1 << 1;
    private const uint FullyNested = 1 << 4;
    private const uint StatusCommand = 1 << 3;
    private const uint SelectsRegister = 1 << 1;
    private const uint SelectsInService = 1 << 0;
    private const uint SelectsMaskMode = 1 << 6;
    private const uint SpecialMaskMode = 1 << 5;
    private const int LastLine = Lines - 1;

    private PicState _state;

    /// <inheritdoc/>
    public int Width => 1;

    /// <summary>What it holds, which snapshots keep and restore.</summary>
    public PicState State
    {
        get => _state;
        set => _state = value;
    }

    /// <summary>Whether it asks for an interrupt.</summary>
    public bool HasRequest => (_state.Requested & ~_state.Mask) != 0 && NextLine() >= 0;

    /// <inheritdoc/>
    public uint Read(ushort port, int size) =>
        IsData(port) ? _state.Mask : _state.ShowsInService ? _state.InService : _state.Requested;

    /// <inheritdoc/>
    public PortAccessResult Write(ushort port, int size, uint value)
    {
        if (IsData(port))
        {
            TakeWord(value);
        }
        else if ((value & StartInitialization) != 0)
        {
            Initialize(value);
        }
        else if ((value & StatusCommand) != 0)
        {
            TakeStatusCommand(value);
        }
        else
        {
            TakeEndCommand(value >> 5, (int)value & LastLine);
        }

        return PortAccessResult.Done;
    }

    /// <summary>Sets the level of a line. A request that an edge has made stays when the line falls.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isHigh">Its level.</param>
    public void SetLine(int line, bool isHigh)
    {
        int bit = 1 << line;
        int lines = isHigh ? _state.Lines | bit : _state.Lines & ~bit;
        int risen = lines & ~_state.Lines;
        int requested = _state.IsLevel ? (_state.Requested & ~bit) | (lines & bit) : _state.Requested | risen;
        _state = _state with { Lines = (byte)lines, Requested = (byte)requested };
    }

    /// <summary>Takes the request of the highest priority: its line, or the last one when there is none.</summary>
    public int Acknowledge()
    {
        int line = NextLine();
        if (line < 0)
        {
            return LastLine;
        }

        int bit = 1 << line;
        int kept = _state.IsLevel ? _state.Lines & bit : 0;
        _state = _state with
        {
            Requested = (byte)((_state.Requested & ~bit) | kept),
            InService = (byte)(_state.InService | (_state.EndsByItself ? 0 : bit)),
            First = _state is { EndsByItself: true, RotatesByItself: true } ? Behind(line) : _state.First,
        };
        return line;
    }

    /// <summary>The vector of a line.</summary>
    /// <param name="line">The line.</param>
    public byte VectorOf(int line) => (byte)(_state.VectorBase | line);

    /// <summary>The line that may interrupt now, or -1.</summary>
    private int NextLine()
    {
        int holding = _state.InService & ~(_state.IsSpecialMask ? _state.Mask : 0)
            & ~(_state.IsFullyNested ? 1 << PicPair.CascadeLine : 0);
        int next = Highest(_state.Requested & ~_state.Mask);
        int served = Highest(holding);
        return next >= 0 && (served < 0 || PriorityOf(next) < PriorityOf(served)) ? next : -1;
    }

    /// <summary>The line of the highest priority among some, or -1.</summary>
    private int Highest(int lines)
    {
        if (lines == 0)
        {
            return -1;
        }

        int inOrder = (lines | (lines << Lines)) >> _state.First;
        return (BitOperations.TrailingZeroCount(inOrder) + _state.First) & LastLine;
    }

    private int PriorityOf(int line) => (line - _state.First) & LastLine;

    private static byte Behind(int line) => (byte)((line + 1) & LastLine);

    /// <summary>The first word; a line that is high must fall before it can rise.</summary>
    private void Initialize(uint value) =>
        _state = new PicState(
            Mask: 0, VectorBase: 0, InitializationWord: 2, (value & Single) != 0, (value & Fourth) != 0)
        {
            Lines = _state.Lines,
            IsLevel = (value & LevelTriggered) != 0,
            Requested = (value & LevelTriggered) != 0 ? _state.Lines : (byte)0,
        };

    /// <summary>A further word of the initialization, or the mask.</summary>
    private void TakeWord(uint value)
    {
        byte afterSecond = (byte)(!_state.IsSingle ? 3 : _state.HasFourth ? 4 : 0);
        _state = _state.InitializationWord switch
        {
            0 => _state with { Mask = (byte)value },
            2 => _state with { VectorBase = (byte)(value & 0xF8), InitializationWord = afterSecond },
            3 => _state with { InitializationWord = (byte)(_state.HasFourth ? 4 : 0) },
            _ => _state with
            {
                InitializationWord = 0,
                EndsByItself = (value & AutomaticEnd) != 0,
                IsFullyNested = (value & FullyNested) != 0,
            },
        };
    }

    private void TakeStatusCommand(uint value)
    {
        bool shows = (value & SelectsRegister) != 0 ? (value & SelectsInService) != 0 : _state.ShowsInService;
        bool isSpecial = (value & SelectsMaskMode) != 0 ? (value & SpecialMaskMode) != 0 : _state.IsSpecialMask;
        _state = _state with { ShowsInService = shows, IsSpecialMask = isSpecial };
    }

    /// <summary>The ends of interrupts, and what becomes of the priorities.</summary>
    private void TakeEndCommand(uint command, int line)
    {
        switch (command)
        {
            case 0 or 4:
                _state = _state with { RotatesByItself = command == 4 };
                break;
            case 1 or 5:
                End(Highest(_state.InService), rotates: command == 5);
                break;
            case 3 or 7:
                End(line, rotates: command == 7);
                break;
            case 6:
                _state = _state with { First = Behind(line) };
                break;
            default:
                break;
        }
    }

    private void End(int line, bool rotates)
    {
        if (line >= 0)
        {
            _state = _state with
            {
                InService = (byte)(_state.InService & ~(1 << line)),
                First = rotates ? Behind(line) : _state.First,
            };
        }
    }

    private static bool IsData(ushort port) => (port & 1) != 0;
}
