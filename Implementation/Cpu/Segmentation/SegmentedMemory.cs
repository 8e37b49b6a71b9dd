using System.Runtime.CompilerServices;
using MsrSpec.Implementation.Cpu.Exceptions;
using MsrSpec.Implementation.Memory;

namespace MsrSpec.Implementation.Cpu.Segmentation;

/// <summary>
/// Memory as instructions see it: by segment and offset. Each access is checked against the segment, then translated
/// with the current privilege. A refusal leaves the event in the core.
/// </summary>
internal static class SegmentedMemory
{
    private const int CanonicalBits = 48;

    internal static bool TryRead<T>(this Core core, SegmentRegister segment, ulong offset, out T value)
        where T : unmanaged
    {
        value = default;
        return core.TryLinear(segment, offset, Unsafe.SizeOf<T>(), AccessKind.Read, out ulong linear)
            && (core.Memory.TryRead(linear, core.IsUser, out value) || core.RefuseAccess());
    }

    internal static bool TryWrite<T>(this Core core, SegmentRegister segment, ulong offset, T value)
        where T : unmanaged =>
        core.TryLinear(segment, offset, Unsafe.SizeOf<T>(), AccessKind.Write, out ulong linear)
        && (core.Memory.TryWrite(linear, core.IsUser, value) || core.RefuseAccess());

    /// <summary>Reads what will be written back: an access that must be allowed to write before it reads.</summary>
    internal static bool TryReadForWrite<T>(this Core core, SegmentRegister segment, ulong offset, out T value)
        where T : unmanaged
    {
        value = default;
        return core.TryLinear(segment, offset, Unsafe.SizeOf<T>(), AccessKind.Write, out ulong linear)
            && ((core.Memory.TryProbeWrite(linear, core.IsUser, Unsafe.SizeOf<T>())
                && core.Memory.TryRead(linear, core.IsUser, out value)) || core.RefuseAccess());
    }

    /// <summary>Reads a table of the system, with the privilege of the kernel.</summary>
    internal static bool TryReadSystem<T>(this Core core, ulong linear, out T value)
        where T : unmanaged =>
        core.Memory.TryRead(linear, user: false, out value) || core.RefuseAccess();

    internal static bool IsCanonical(ulong address) =>
        (ulong)((long)(address << (64 - CanonicalBits)) >> (64 - CanonicalBits)) == address;

    /// <summary>The base that an access through a segment register adds.</summary>
    internal static ulong BaseOf(this Core core, SegmentRegister segment) => segment switch
    {
        SegmentRegister.Fs => core.Msrs.FsBase,
        SegmentRegister.Gs => core.Msrs.GsBase,
        SegmentRegister.Es or SegmentRegister.Cs or SegmentRegister.Ss or SegmentRegister.Ds
            or SegmentRegister.Tr or SegmentRegister.Ldtr =>
            core.Mode == ExecutionMode.Long64 ? 0 : core.State.Segments[(int)segment].Base,
    };

    private static bool TryLinear(
        this Core core, SegmentRegister segment, ulong offset, int size, AccessKind kind, out ulong linear)
    {
        linear = core.BaseOf(segment) + offset;
        if (core.Mode == ExecutionMode.Long64)
        {
            return (IsCanonical(linear) && IsCanonical(linear + (ulong)(size - 1))) || core.Refuse(segment);
        }

        linear = (uint)linear;
        ref readonly Segment cache = ref core.State.Segments[(int)segment];
        bool permitted = (cache.Is(SegmentAttributes.Present)
                && (kind == AccessKind.Write ? cache.IsWritableData : cache.IsReadable))
            || core.Mode.IsRealLike(); // which look at the limit alone
        return (permitted && cache.Holds(offset, size)) || core.Refuse(segment);
    }

    private static bool Refuse(this Core core, SegmentRegister segment)
    {
        bool isStack = segment == SegmentRegister.Ss;
        _ = core.Raise(isStack ? ExceptionVector.StackFault : ExceptionVector.GeneralProtection, errorCode: 0);
        return false;
    }
}
