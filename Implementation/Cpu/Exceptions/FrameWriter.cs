using System.Runtime.CompilerServices;
using MsrSpec.Implementation.Cpu.Segmentation;

namespace MsrSpec.Implementation.Cpu.Exceptions;

/// <summary>
/// Pushes an exception frame on a stack that is not yet the current one. Nothing of the core changes until the whole
/// frame is written; a push that is refused leaves its event in the core.
/// </summary>
internal ref struct FrameWriter(Core core, Segment stack, ulong top, ulong mask, bool user, uint errorCode)
{
    /// <summary>The top of the stack after what has been pushed.</summary>
    internal ulong Top { get; private set; } = top & mask;

    internal bool TryPush<T>(T value)
        where T : unmanaged
    {
        Top = (Top - (ulong)Unsafe.SizeOf<T>()) & mask;
        bool is64Bit = mask == ulong.MaxValue;
        bool permitted = is64Bit
            ? SegmentedMemory.IsCanonical(Top) && SegmentedMemory.IsCanonical(Top + (ulong)Unsafe.SizeOf<T>() - 1)
            : stack.Is(SegmentAttributes.Present) && stack.IsWritableData && stack.Holds(Top, Unsafe.SizeOf<T>());
        if (!permitted)
        {
            _ = core.Raise(ExceptionVector.StackFault, errorCode);
            return false;
        }

        ulong linear = is64Bit ? Top : (uint)(stack.Base + Top);
        return core.Memory.TryWrite(linear, user, value) || core.RefuseAccess();
    }
}
