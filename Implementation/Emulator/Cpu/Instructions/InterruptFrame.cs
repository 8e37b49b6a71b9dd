using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>What IRET finds on the stack; the stack pointer and SS only when it returns to another stack.</summary>
internal struct InterruptFrame
{
    /// <summary>The words that every form of IRET pops.</summary>
    internal const int ShortWords = 3;

    /// <summary>The instruction pointer.</summary>
    public ulong Rip;

    /// <summary>CS.</summary>
    public ushort Cs;

    /// <summary>The flags, of which a 16-bit word holds the low half.</summary>
    public Rflags Flags;

    /// <summary>The stack pointer.</summary>
    public ulong Rsp;

    /// <summary>SS.</summary>
    public ushort Ss;

    /// <summary>The level to return to.</summary>
    internal readonly int Level => Selector.PrivilegeLevel(Cs);

    /// <summary>Reads the first three words; RSP stays.</summary>
    internal static bool TryRead(Core core, int wordSize, out InterruptFrame frame)
    {
        frame = default;
        if (!core.TryPeekWord(wordSize, 0, out frame.Rip)
            || !core.TryPeekWord(wordSize, 1, out ulong cs)
            || !core.TryPeekWord(wordSize, 2, out ulong flags))
        {
            return false;
        }

        frame.Cs = (ushort)cs;
        frame.Flags = (Rflags)flags;
        return true;
    }

    /// <summary>Reads the two words behind them.</summary>
    internal bool TryReadStack(Core core, int wordSize)
    {
        if (!core.TryPeekWord(wordSize, ShortWords, out Rsp)
            || !core.TryPeekWord(wordSize, ShortWords + 1, out ulong ss))
        {
            return false;
        }

        Ss = (ushort)ss;
        return true;
    }

    /// <summary>
    /// Takes in those of the flags that may change; a 16-bit frame has none of the upper ones.
    /// </summary>
    internal readonly void LoadFlags(Core core, int wordSize, Rflags loadable)
    {
        loadable &= wordSize == sizeof(ushort) ? (Rflags)ushort.MaxValue : ~Rflags.None;
        core.State.Rflags = (core.State.Rflags & ~loadable) | (Flags & loadable);
    }
}
