using MsrSpec.Implementation.Emulator.Cpu.Segmentation;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// Who may access a port: in protected mode a level up to IOPL, and everybody else, always so in virtual-8086 mode, by
/// the map in the task-state segment.
/// </summary>
internal static class IoPermission
{
    private const uint MapBaseOffset = 0x66;
    private const uint LeastLimit = MapBaseOffset + 1;

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
            || !task.IsSystem
            || task.Type is not (SystemType.AvailableTask or SystemType.BusyTask)
            || task.Limit < LeastLimit)
        {
            return Refuse(core);
        }

        if (!core.TryReadSystem(core.LinearOfTable(task.Base + MapBaseOffset), out ushort map))
        {
            return false;
        }

        uint place = map + ((uint)port >> 3);
        if (place + 1 > task.Limit)
        {
            return Refuse(core);
        }

        if (!core.TryReadSystem(core.LinearOfTable(task.Base + place), out ushort bits))
        {
            return false;
        }

        uint counted = ((1U << size) - 1) << (port & 7);
        return (bits & counted) == 0 || Refuse(core);
    }

    private static bool Refuse(Core core) => core.Refuse(ExceptionVector.GeneralProtection, errorCode: 0);
}
