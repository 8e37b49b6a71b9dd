using MsrSpec.Implementation.Cpu.Exceptions;
using MsrSpec.Implementation.Cpu.Segmentation;

namespace MsrSpec.Implementation.Cpu.Ports;

/// <summary>
/// Who may access a port: in protected mode a level up to IOPL, and everybody else, always so in virtual-8086 mode, by
/// the map in the task-state segment.
/// </summary>
internal static class IoPermission
{
    private const uint MapBaseOffset = 0x66;
    private const uint LeastLimit = MapBaseOffset + 1;
    private const SegmentAttributes TypeBits = SegmentAttributes.CodeOrData | SegmentAttributes.SystemType;
    private const SegmentAttributes Available = (SegmentAttributes)0x9;
    private const SegmentAttributes Busy = (SegmentAttributes)0xB;

    /// <summary>Whether an access is permitted; a refusal leaves the event in the core.</summary>
    internal static bool Permits(Core core, ushort port, int size)
    {
        bool byLevel = core.State.PrivilegeLevel <= core.State.IoPrivilege
            && core.Mode != ExecutionMode.Virtual8086;
        return core.Mode == ExecutionMode.Real16 || byLevel || PermitsByMap(core, port, size);
    }

    /// <summary>
    /// Looks at a bit for each byte of the access: two bytes of the map are read, the second of which must be there
    /// even if no bit of it counts.
    /// </summary>
    private static bool PermitsByMap(Core core, ushort port, int size)
    {
        ref readonly Segment task = ref core.State.Segments[(int)SegmentRegister.Tr];
        if (!task.Is(SegmentAttributes.Present)
            || (task.Attributes & TypeBits) is not (Available or Busy)
            || task.Limit < LeastLimit)
        {
            return Refuse(core);
        }

        if (!core.TryReadSystem(LinearOf(core, task.Base + MapBaseOffset), out ushort map))
        {
            return false;
        }

        uint place = map + ((uint)port >> 3);
        if (place + 1 > task.Limit)
        {
            return Refuse(core);
        }

        if (!core.TryReadSystem(LinearOf(core, task.Base + place), out ushort bits))
        {
            return false;
        }

        uint counted = ((1U << size) - 1) << (port & 7);
        return (bits & counted) == 0 || Refuse(core);
    }

    private static ulong LinearOf(Core core, ulong address) => core.Mode.IsLongActive() ? address : (uint)address;

    private static bool Refuse(Core core)
    {
        _ = core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        return false;
    }
}
