using MsrSpec.Implementation.Emulator.Cpu.Interrupts;

namespace MsrSpec.Implementation.Emulator.Platform.Apic;

/// <summary>
/// The local APIC of the only processor: interrupts that the guest sends to itself, its timer, and LINT0, which passes
/// on those of the PC's interrupt controllers and starts as firmware leaves it. How the guest reaches the registers is
/// <see cref="ApicPage"/> and <see cref="ApicMsrs"/>.
/// </summary>
public sealed class LocalApic : IInterruptSource
{
    /// <summary>The number of the processor.</summary>
    public const uint Id = 0;

    internal const ulong GlobalEnable = 1UL << 11;
    internal const ulong ExtendedMode = 1UL << 10;

    private const uint Masked = 1u << 16;
    private const uint SoftwareEnable = 1u << 8;
    private const uint VersionAndCount = 0x14 | ((LocalVectorTable.Count - 1) << 16);
    private const uint SendIllegalVector = 1u << 5;
    private const uint ReceiveIllegalVector = 1u << 6;
    private const int FirstLegalVector = 16;
    private const uint TimerModeBits = 3u << 17;
    private const uint Periodic = 1u << 17;
    private const uint DeadlineMode = 2u << 17;
    private const uint NonMaskableDelivery = 4;
    private const uint DeliveryBits = 7u << 8;
    private const uint ExternalDelivery = 7u << 8;

    private readonly IApicProcessor _processor;
    private LocalApicState _state;

    /// <summary>Creates an APIC as it is after a reset.</summary>
    /// <param name="processor">The processor that it belongs to.</param>
    public LocalApic(IApicProcessor processor)
    {
        _processor = processor;
        Reset();
    }

    /// <summary>What it holds, which snapshots keep and restore.</summary>
    public LocalApicState State
    {
        get => _state;
        set => _state = value;
    }

    /// <summary>The task priority: CR8 and four bits below it.</summary>
    public byte TaskPriority
    {
        get => (byte)((_processor.TaskPriorityClass << 4) | _state.TaskSubpriority);
        set
        {
            _processor.TaskPriorityClass = (byte)(value >> 4);
            _state.TaskSubpriority = (byte)(value & 0xF);
        }
    }

    /// <inheritdoc/>
    public bool HasNonMaskable => _state.HasNonMaskable;

    /// <summary>The tick at which the timer will ask for an interrupt, or null.</summary>
    public long? NextTimerInterrupt => _state.Expiry != ApicTimer.Never
        && (_state.LocalVectors[TimerEntry] & Masked) == 0 ? _state.Expiry : null;

    /// <summary>Whether interrupts of an external controller reach the core: by LINT0, or directly.</summary>
    internal bool PassesExternal =>
        !IsEnabled || (_state.LocalVectors[Line0Entry] & (DeliveryBits | Masked)) == ExternalDelivery;

    internal bool IsEnabled => (Synchronize() & GlobalEnable) != 0;

    internal bool IsExtended =>
        (Synchronize() & (GlobalEnable | ExtendedMode)) == (GlobalEnable | ExtendedMode);

    /// <summary>The priority below which nothing interrupts.</summary>
    internal byte ProcessorPriority
    {
        get
        {
            int serviced = _state.InService.Highest;
            byte task = TaskPriority;
            return serviced < 0 || task >> 4 >= serviced >> 4 ? task : (byte)(serviced & 0xF0);
        }
    }

    internal uint ShownErrors => _state.ShownErrors;

    private static int TimerEntry => ApicRegister.TimerVector - ApicRegister.FirstLocalVector;

    private static int Line0Entry => ApicRegister.Line0Vector - ApicRegister.FirstLocalVector;

    private bool IsSoftwareEnabled => (_state.SpuriousVector & SoftwareEnable) != 0;

    /// <inheritdoc/>
    public bool HasInterrupt(long ticks)
    {
        if (ticks >= _state.Expiry)
        {
            Expire(ticks);
        }

        int highest = _state.Requested.Highest;
        return highest >= 0 && highest >> 4 > ProcessorPriority >> 4 && IsEnabled;
    }

    /// <inheritdoc/>
    public long QuietUntil(long ticks) => ticks < _state.Expiry ? _state.Expiry : ApicTimer.Never;

    /// <inheritdoc/>
    public void TakeNonMaskable() => _state.HasNonMaskable = false;

    /// <inheritdoc/>
    public byte TakeInterrupt()
    {
        int highest = _state.Requested.Highest;
        if (highest < 0 || highest >> 4 <= ProcessorPriority >> 4)
        {
            return (byte)_state.SpuriousVector;
        }

        _state.Requested.Remove(highest);
        _state.InService.Add(highest);
        return (byte)highest;
    }

    internal uint Read(int register) => register switch
    {
        ApicRegister.Id => Id,
        ApicRegister.Version => VersionAndCount,
        ApicRegister.TaskPriority => TaskPriority,
        ApicRegister.ProcessorPriority => ProcessorPriority,
        ApicRegister.LogicalDestination => _state.LogicalDestination,
        ApicRegister.DestinationFormat => _state.DestinationFormat,
        ApicRegister.SpuriousVector => _state.SpuriousVector,
        >= ApicRegister.InService and < ApicRegister.TriggerMode => _state.InService[register & 7],
        >= ApicRegister.InterruptRequest and < ApicRegister.ErrorStatus => RequestedWord(register & 7),
        ApicRegister.ErrorStatus => _state.ShownErrors,
        ApicRegister.CommandLow => (uint)_state.Command,
        ApicRegister.CommandHigh => (uint)(_state.Command >> 32),
        >= ApicRegister.FirstLocalVector and <= ApicRegister.LastLocalVector =>
            _state.LocalVectors[register - ApicRegister.FirstLocalVector],
        ApicRegister.InitialCount => _state.InitialCount,
        ApicRegister.CurrentCount => CurrentCount(),
        ApicRegister.Divide => _state.Divide,
        _ => 0,
    };

    internal void WriteLogicalDestination(uint value) => _state.LogicalDestination = value & 0xFF00_0000;

    internal void WriteDestinationFormat(uint value) => _state.DestinationFormat = value | 0x0FFF_FFFF;

    internal void WriteSpuriousVector(uint value)
    {
        _state.SpuriousVector = value & 0x3FF;
        if (!IsSoftwareEnabled)
        {
            for (int entry = 0; entry < LocalVectorTable.Count; entry++)
            {
                _state.LocalVectors[entry] |= Masked;
            }
        }
    }

    /// <summary>A write to the error status shows what has gone wrong since the last one.</summary>
    internal void ShowErrors()
    {
        _state.ShownErrors = _state.NewErrors;
        _state.NewErrors = 0;
    }

    internal void NoteError(uint error)
    {
        _state.NewErrors |= error;
        uint entry = _state.LocalVectors[ApicRegister.ErrorVector - ApicRegister.FirstLocalVector];
        if ((entry & Masked) == 0 && (byte)entry >= FirstLegalVector)
        {
            _state.Requested.Add((byte)entry);
        }
    }

    internal void EndInterrupt()
    {
        int highest = _state.InService.Highest;
        if (highest >= 0)
        {
            _state.InService.Remove(highest);
        }
    }

    internal void KeepCommandHigh(uint value) =>
        _state.Command = (_state.Command & uint.MaxValue) | ((ulong)value << 32);

    /// <summary>Takes an interrupt command and carries it out as far as it concerns this processor.</summary>
    internal void Send(ulong command)
    {
        _state.Command = command;
        if (!IsForSelf(command))
        {
            return;
        }

        switch ((uint)(command >> 8) & 7)
        {
            case 0 or 1:
                SendToSelf((byte)command);
                break;
            case NonMaskableDelivery:
                _state.HasNonMaskable = true;
                break;
            default:
                break;
        }
    }

    internal void SendToSelf(byte vector)
    {
        if (vector < FirstLegalVector)
        {
            NoteError(SendIllegalVector | ReceiveIllegalVector);
        }
        else if (IsSoftwareEnabled)
        {
            _state.Requested.Add(vector);
        }
    }

    internal void WriteLocalVector(int register, uint value)
    {
        uint before = _state.LocalVectors[register - ApicRegister.FirstLocalVector];
        uint kept = value & WritableBits(register);
        _state.LocalVectors[register - ApicRegister.FirstLocalVector] = IsSoftwareEnabled ? kept : kept | Masked;
        bool wasDeadline = (before & TimerModeBits) == DeadlineMode;
        if (register == ApicRegister.TimerVector && wasDeadline != IsDeadlineTimer)
        {
            _state.Expiry = ApicTimer.Never;
            _state.InitialCount = 0;
            _state.Deadline = 0;
        }
    }

    internal static uint WritableBits(int register) => register switch
    {
        ApicRegister.TimerVector => 0x7_00FF,
        ApicRegister.ErrorVector => 0x1_00FF,
        >= ApicRegister.Line0Vector and < ApicRegister.ErrorVector => 0x1_A7FF,
        _ => 0x1_07FF,
    };

    internal void WriteInitialCount(uint value)
    {
        if (!IsDeadlineTimer)
        {
            _state.InitialCount = value;
            ApicTimer.Start(ref _state, value, _processor.Ticks);
        }
    }

    internal void WriteDivide(uint value) => ApicTimer.ChangeDivide(ref _state, value, _processor.Ticks);

    /// <summary>The time stamp that the timer waits for; zero when it waits for none.</summary>
    internal ulong ReadDeadline()
    {
        _ = HasInterrupt(_processor.Ticks);
        return _state.Deadline;
    }

    internal void WriteDeadline(ulong value)
    {
        if (IsDeadlineTimer)
        {
            _state.Deadline = value;
            long left = (long)(value - _processor.TimeStampOffset - (ulong)_processor.Ticks);
            _state.Expiry = value == 0 ? ApicTimer.Never : _processor.Ticks + Math.Clamp(left, 0, long.MaxValue / 2);
        }
    }

    private bool IsDeadlineTimer => (_state.LocalVectors[TimerEntry] & TimerModeBits) == DeadlineMode;

    private uint CurrentCount()
    {
        _ = HasInterrupt(_processor.Ticks);
        return IsDeadlineTimer ? 0 : ApicTimer.Remaining(in _state, _processor.Ticks);
    }

    private uint RequestedWord(int word)
    {
        _ = HasInterrupt(_processor.Ticks);
        return _state.Requested[word];
    }

    private void Expire(long now)
    {
        uint entry = _state.LocalVectors[TimerEntry];
        if ((entry & TimerModeBits) == Periodic)
        {
            ApicTimer.Repeat(ref _state, now);
        }
        else
        {
            _state.Expiry = ApicTimer.Never;
            _state.Deadline = 0;
        }

        if ((entry & Masked) != 0)
        {
            return;
        }

        if ((byte)entry < FirstLegalVector)
        {
            NoteError(ReceiveIllegalVector);
        }
        else
        {
            _state.Requested.Add((byte)entry);
        }
    }

    private bool IsForSelf(ulong command)
    {
        uint shorthand = (uint)(command >> 18) & 3;
        if (shorthand != 0)
        {
            return shorthand != 3;
        }

        bool logical = (command >> 11 & 1) != 0;
        uint destination = (uint)(command >> 32);
        if (IsExtended)
        {
            return logical
                ? destination == uint.MaxValue || (destination >> 16 == 0 && (destination & 1) != 0)
                : destination is Id or uint.MaxValue;
        }

        destination >>= 24;
        return logical ? IsLogicallySelf(destination) : destination is Id or 0xFF;
    }

    private bool IsLogicallySelf(uint destination)
    {
        uint own = _state.LogicalDestination >> 24;
        bool isFlat = _state.DestinationFormat >> 28 == 0xF;
        return destination == 0xFF || (isFlat
            ? (own & destination) != 0
            : own >> 4 == destination >> 4 && (own & destination & 0xF) != 0);
    }

    /// <summary>
    /// Takes in what the guest has done to the base register: switching the APIC off resets it, and so does no other
    /// change but for the logical destination, which extended mode fixes.
    /// </summary>
    private ulong Synchronize()
    {
        ulong seen = _processor.ApicBase;
        if (seen == _state.SeenBase)
        {
            return seen;
        }

        bool wasExtended = (_state.SeenBase & ExtendedMode) != 0;
        if ((seen & GlobalEnable) == 0)
        {
            Reset();
        }
        else if ((seen & ExtendedMode) != 0 && !wasExtended)
        {
            _state.LogicalDestination = (Id >> 4 << 16) | (1u << (int)(Id & 0xF));
            _state.Command &= uint.MaxValue;
        }

        _state.SeenBase = seen;
        return seen;
    }

    private void Reset()
    {
        _state = new LocalApicState
        {
            DestinationFormat = uint.MaxValue,
            SpuriousVector = 0xFF,
            Expiry = ApicTimer.Never,
            SeenBase = _processor.ApicBase,
        };
        for (int entry = 0; entry < LocalVectorTable.Count; entry++)
        {
            _state.LocalVectors[entry] = Masked;
        }

        _state.LocalVectors[Line0Entry] = ExternalDelivery;
    }
}
