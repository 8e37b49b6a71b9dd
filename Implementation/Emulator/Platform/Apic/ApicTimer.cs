namespace MsrSpec.Implementation.Emulator.Platform.Apic;

/// <summary>The arithmetic of an APIC timer: it counts once in so many ticks of the core.</summary>
internal static class ApicTimer
{
    /// <summary>The expiry of a timer that does not run.</summary>
    internal const long Never = long.MaxValue;

    /// <summary>The bits that the divide configuration has.</summary>
    internal const uint DivideBits = 0xB;

    /// <summary>The ticks of one count: 2, 4 ... 128 for the codes 0 to 6, and 1 for code 7.</summary>
    internal static long TicksOfCount(uint divide)
    {
        uint code = ((divide & 8) >> 1) | (divide & 3);
        return 1L << (int)((code + 1) & 7);
    }

    /// <summary>What is left to count, rounded up; 0 if it does not run.</summary>
    internal static uint Remaining(in LocalApicState state, long now)
    {
        if (state.Expiry == Never || now >= state.Expiry)
        {
            return 0;
        }

        long ticks = TicksOfCount(state.Divide);
        return (uint)((state.Expiry - now + ticks - 1) / ticks);
    }

    /// <summary>Counts down from a value, from now on.</summary>
    internal static void Start(ref LocalApicState state, uint count, long now) =>
        state.Expiry = count == 0 ? Never : now + (count * TicksOfCount(state.Divide));

    /// <summary>Changes the speed; what is left to count stays.</summary>
    internal static void ChangeDivide(ref LocalApicState state, uint divide, long now)
    {
        uint remaining = Remaining(in state, now);
        state.Divide = divide & DivideBits;
        if (state.Expiry != Never && state.Deadline == 0)
        {
            Start(ref state, remaining, now);
        }
    }

    /// <summary>Moves a periodic timer on to its first expiry that lies ahead.</summary>
    internal static void Repeat(ref LocalApicState state, long now)
    {
        long period = state.InitialCount * TicksOfCount(state.Divide);
        state.Expiry = period == 0 ? Never : state.Expiry + ((((now - state.Expiry) / period) + 1) * period);
    }
}
