using System.Runtime.CompilerServices;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>The stack as instructions use it. RSP moves only when the access has succeeded.</summary>
internal static class StackAccess
{
    internal static bool TryPush<T>(this Core core, T value)
        where T : unmanaged
    {
        ulong top = (core.State.Rsp - (ulong)Unsafe.SizeOf<T>()) & core.StackMask;
        if (!core.TryWrite(SegmentRegister.Ss, top, value))
        {
            return false;
        }

        core.SetStackPointer(top);
        return true;
    }

    /// <summary>Reads a slot at some distance above the top, leaving RSP as it is.</summary>
    internal static bool TryPeek<T>(this Core core, int distance, out T value)
        where T : unmanaged =>
        core.TryRead(SegmentRegister.Ss, (core.State.Rsp + (ulong)distance) & core.StackMask, out value);

    /// <summary>Reads a word of two, four or eight bytes, counted from the top.</summary>
    internal static bool TryPeekWord(this Core core, int size, int word, out ulong value)
    {
        bool read;
        switch (size)
        {
            case sizeof(ushort):
                read = core.TryPeek(word * size, out ushort narrow);
                value = narrow;
                return read;
            case sizeof(uint):
                read = core.TryPeek(word * size, out uint middle);
                value = middle;
                return read;
            default:
                return core.TryPeek(word * size, out value);
        }
    }

    internal static void Drop(this Core core, int bytes) => core.SetStackPointer(core.State.Rsp + (ulong)bytes);

    /// <summary>Sets the bits of RSP that the stack segment uses.</summary>
    internal static void SetStackPointer(this Core core, ulong value) =>
        core.State.Rsp = (core.State.Rsp & ~core.StackMask) | (value & core.StackMask);
}
