using System.Runtime.CompilerServices;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Emulator.Cpu.Segmentation;

/// <summary>
/// Memory as instructions see it: by segment and offset. Each access is checked against the segment, then translated
/// with the current privilege. A refusal leaves the event in the core.
/// </summary>
/// <remarks>The address of no local that the fast path uses is taken, so that it can live in a register.</remarks>
internal static class SegmentedMemory
{
    /// <summary>The segments that are more than their offset in 64-bit mode: all but ES, CS, SS and DS.</summary>
    internal const uint CheckedIn64Bit = ~0xFU;

    /// <summary>The segments that are checked in every other mode: all.</summary>
    internal const uint CheckedOtherwise = ~0U;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryRead<T>(this Core core, SegmentRegister segment, ulong offset, out T value)
        where T : unmanaged
    {
        ulong linear = offset;
        if (core.Checks(segment))
        {
            if (!core.TryFindLinear(segment, offset, Unsafe.SizeOf<T>(), AccessKind.Read))
            {
                value = default;
                return false;
            }

            linear = core.FoundLinear;
        }

        return core.Memory.TryRead(linear, out value) || core.RefuseAccess(segment);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryWrite<T>(this Core core, SegmentRegister segment, ulong offset, T value)
        where T : unmanaged
    {
        ulong linear = offset;
        if (core.Checks(segment))
        {
            if (!core.TryFindLinear(segment, offset, Unsafe.SizeOf<T>(), AccessKind.Write))
            {
                return false;
            }

            linear = core.FoundLinear;
        }

        return core.Memory.TryWrite(linear, value) || core.RefuseAccess(segment);
    }

    /// <summary>Reads what will be written back: an access that must be allowed to write before it reads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryReadForWrite<T>(this Core core, SegmentRegister segment, ulong offset, out T value)
        where T : unmanaged
    {
        ulong linear = offset;
        if (core.Checks(segment))
        {
            if (!core.TryFindLinear(segment, offset, Unsafe.SizeOf<T>(), AccessKind.Write))
            {
                value = default;
                return false;
            }

            linear = core.FoundLinear;
        }

        return core.Memory.TryReadForWrite(linear, out value) || core.RefuseAccess(segment);
    }

    /// <summary>
    /// Where an access lies in the host, if its segment is not checked and its translation is cached.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryFindHost<T>(
        this Core core, SegmentRegister segment, ulong offset, AccessKind kind, out nint host)
        where T : unmanaged
    {
        host = 0;
        return !core.Checks(segment) && core.Memory.TryFindHost<T>(offset, kind, out host);
    }

    /// <summary>Reads a table of the system, with the privilege of the kernel.</summary>
    internal static bool TryReadSystem<T>(this Core core, ulong linear, out T value)
        where T : unmanaged =>
        core.Memory.TryReadSystem(linear, out value) || core.RefuseAccess();

    /// <summary>Writes a table of the system, with the privilege of the kernel.</summary>
    internal static bool TryWriteSystem<T>(this Core core, ulong linear, T value)
        where T : unmanaged =>
        core.Memory.TryWriteSystem(linear, value) || core.RefuseAccess();

    /// <summary>The base that an access through a segment register adds.</summary>
    internal static ulong BaseOf(this Core core, SegmentRegister segment) => segment switch
    {
        SegmentRegister.Fs => core.Msrs.FsBase,
        SegmentRegister.Gs => core.Msrs.GsBase,
        SegmentRegister.Es or SegmentRegister.Cs or SegmentRegister.Ss or SegmentRegister.Ds
            or SegmentRegister.Tr or SegmentRegister.Ldtr =>
            core.Mode == ExecutionMode.Long64 ? 0 : core.State.Segments[(int)segment].Base,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Checks(this Core core, SegmentRegister segment) =>
        ((core.CheckedSegments >> (int)segment) & 1) != 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryFindLinear(
        this Core core, SegmentRegister segment, ulong offset, int size, AccessKind kind)
    {
        core.FoundLinear = core.BaseOf(segment) + offset;
        if (core.Mode == ExecutionMode.Long64)
        {
            return true;
        }

        core.FoundLinear = (uint)core.FoundLinear;
        ref readonly Segment cache = ref core.State.Segments[(int)segment];
        bool permitted = (cache.Is(SegmentAttributes.Present)
                && (kind == AccessKind.Write ? cache.IsWritableData : cache.IsReadable))
            || core.Mode.IsRealLike(); // which look at the limit alone
        return (permitted && cache.Holds(offset, size)) || core.Refuse(segment);
    }

    /// <summary>A refusal of memory; an address that is not canonical is the stack's fault when it is its.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool RefuseAccess(this Core core, SegmentRegister segment) =>
        core.Memory.Refusal == TranslationStatus.NotCanonical ? core.Refuse(segment) : core.RefuseAccess();

    private static bool Refuse(this Core core, SegmentRegister segment) => core.Refuse(
        segment == SegmentRegister.Ss ? ExceptionVector.StackFault : ExceptionVector.GeneralProtection, errorCode: 0);
}
