using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Emulator.Cpu.Exceptions;

/// <summary>
/// Writes the frame of an event or a far call on a stack that may not yet be the current one. Nothing of the core
/// changes; but a page fault leaves what has been written before it, as it does in a processor.
/// </summary>
/// <param name="core">The core.</param>
/// <param name="stack">The stack segment.</param>
/// <param name="top">The top of the stack before the frame.</param>
/// <param name="wordSize">The bytes of a word of the frame.</param>
/// <param name="user">Whether what is entered will run at level 3.</param>
/// <param name="isFlat">Whether the stack is that of 64-bit code, which no segment bounds.</param>
internal readonly ref struct FrameWriter(
    Core core, Segment stack, ulong top, int wordSize, bool user, bool isFlat)
{
    /// <summary>The words of the longest frame: one from virtual-8086 mode with an error code.</summary>
    internal const int MostWords = 10;

    private ulong Mask => isFlat ? ulong.MaxValue
        : stack.Is(SegmentAttributes.Big) ? uint.MaxValue : ushort.MaxValue;

    /// <summary>Whether the stack may be written by its attributes, which real mode does not look at.</summary>
    private bool IsUsable => stack.Is(SegmentAttributes.Present) && stack.IsWritableData;

    /// <summary>RSP with so many words on the stack; of it only what the stack segment uses has moved.</summary>
    internal ulong TopAfter(int words) => (top & ~Mask) | OffsetOf(words);

    /// <summary>Whether the segment, or canonical memory, holds so many words.</summary>
    internal bool HasRoom(int words)
    {
        for (int word = 1; word <= words; word++)
        {
            if (!IsAccessible(OffsetOf(word)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Pushes words in their order; a refusal by the page tables leaves its event in the core.</summary>
    internal bool TryWrite(ReadOnlySpan<ulong> words)
    {
        for (int word = 1; word <= words.Length; word++)
        {
            if (!TryWriteWord(LinearOf(word), words[word - 1]))
            {
                return core.RefuseAccess();
            }
        }

        return true;
    }

    private bool TryWriteWord(ulong linear, ulong value) => wordSize switch
    {
        sizeof(ushort) => core.Memory.TryWrite(linear, user, (ushort)value),
        sizeof(uint) => core.Memory.TryWrite(linear, user, (uint)value),
        _ => core.Memory.TryWrite(linear, user, value),
    };

    private bool IsAccessible(ulong offset) => isFlat
        ? LinearAddress.IsCanonical(offset) && LinearAddress.IsCanonical(offset + (ulong)(wordSize - 1))
        : (IsUsable || core.Mode == ExecutionMode.Real16) && stack.Holds(offset, wordSize);

    private ulong OffsetOf(int word) => (top - (ulong)(word * wordSize)) & Mask;

    private ulong LinearOf(int word) => isFlat ? OffsetOf(word) : (uint)(stack.Base + OffsetOf(word));
}
