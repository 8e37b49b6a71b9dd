namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>
/// One counter of the interval timer, as a value. Its time is counted in periods of the timer's oscillator; how far it
/// has counted is worked out when someone looks.
/// </summary>
internal struct TimerChannel
{
    /// <summary>The operating mode, 0 to 5.</summary>
    public int Mode;

    /// <summary>Which bytes are read and written: 1 the low one, 2 the high one, 3 both in turn.</summary>
    public int Access;

    /// <summary>What it counts down from; zero stands for 65536.</summary>
    public ushort Reload;

    /// <summary>The low byte of a reload value whose high byte has not come yet.</summary>
    public byte ReloadLow;

    /// <summary>Whether the high byte is written next.</summary>
    public bool WritesHigh;

    /// <summary>Whether the high byte is read next.</summary>
    public bool ReadsHigh;

    /// <summary>A count that was latched.</summary>
    public ushort Latched;

    /// <summary>Whether a count is latched and not yet read.</summary>
    public bool HasLatched;

    /// <summary>A status that was latched.</summary>
    public byte LatchedStatus;

    /// <summary>Whether a status is latched and not yet read.</summary>
    public bool HasLatchedStatus;

    /// <summary>Whether it counts: it has been given a value and its gate is open.</summary>
    public bool IsCounting;

    /// <summary>Since when it has been counting.</summary>
    public long Since;

    /// <summary>What it had counted before.</summary>
    public long Before;

    private readonly int Start => Reload == 0 ? 0x1_0000 : Reload;

    private readonly bool IsPeriodic => Mode is 2 or 3;

    /// <summary>Whether its output is high.</summary>
    /// <param name="now">The time.</param>
    public readonly bool Output(long now)
    {
        long elapsed = Elapsed(now);
        return Mode switch
        {
            2 => elapsed % Start != Start - 1,
            3 => elapsed % Start < (Start + 1) / 2,
            4 or 5 => elapsed != Start,
            _ => elapsed >= Start,
        };
    }

    /// <summary>The count, as a read would show it.</summary>
    /// <param name="now">The time.</param>
    public readonly ushort Count(long now)
    {
        long elapsed = Elapsed(now);
        return Mode switch
        {
            2 => (ushort)(Start - (elapsed % Start)),
            3 => (ushort)((Start - (2 * elapsed % Start)) & ~1),
            _ => (ushort)(Start - elapsed),
        };
    }

    /// <summary>Takes a control word that is meant for this channel.</summary>
    /// <param name="access">Which bytes are read and written; zero latches the count.</param>
    /// <param name="mode">The mode field; 6 and 7 stand for 2 and 3.</param>
    /// <param name="now">The time.</param>
    public void Control(int access, int mode, long now)
    {
        if (access == 0)
        {
            Latch(now);
            return;
        }

        this = new TimerChannel { Access = access, Mode = mode > 5 ? mode - 4 : mode };
    }

    /// <summary>Keeps the count for the reads that follow.</summary>
    /// <param name="now">The time.</param>
    public void Latch(long now)
    {
        if (!HasLatched)
        {
            Latched = Count(now);
            HasLatched = true;
        }
    }

    /// <summary>Keeps the status for the read that follows.</summary>
    /// <param name="now">The time.</param>
    public void LatchStatus(long now)
    {
        LatchedStatus = (byte)((Output(now) ? 0x80 : 0) | (Access << 4) | (Mode << 1));
        HasLatchedStatus = true;
    }

    /// <summary>Reads the next byte: of the status, of a latched count, or of the count.</summary>
    /// <param name="now">The time.</param>
    public byte Read(long now)
    {
        if (HasLatchedStatus)
        {
            HasLatchedStatus = false;
            return LatchedStatus;
        }

        ushort count = HasLatched ? Latched : Count(now);
        bool high = Access == 2 || (Access == 3 && ReadsHigh);
        ReadsHigh = Access == 3 && !high;
        HasLatched &= ReadsHigh;
        return (byte)(high ? count >> 8 : count);
    }

    /// <summary>Writes the next byte of the reload value; the last one starts the counter.</summary>
    /// <param name="value">The byte.</param>
    /// <param name="gate">Whether the gate is open.</param>
    /// <param name="now">The time.</param>
    public void Write(byte value, bool gate, long now)
    {
        bool high = Access == 2 || (Access == 3 && WritesHigh);
        if (Access == 3 && !high)
        {
            ReloadLow = value;
            WritesHigh = true;
            return;
        }

        WritesHigh = false;
        Reload = (ushort)(high ? (value << 8) | (Access == 3 ? ReloadLow : 0) : value);
        Before = 0;
        Since = now;
        IsCounting = gate;
    }

    /// <summary>Opens or closes the gate; opening it starts a periodic count anew.</summary>
    /// <param name="open">Whether it is open.</param>
    /// <param name="now">The time.</param>
    public void Gate(bool open, long now)
    {
        if (open == IsCounting)
        {
            return;
        }

        Before = open && (IsPeriodic || Mode is 1 or 5) ? 0 : Elapsed(now);
        Since = now;
        IsCounting = open;
    }

    private readonly long Elapsed(long now) => Before + (IsCounting ? now - Since : 0);
}
