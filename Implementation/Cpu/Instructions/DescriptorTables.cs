using Iced.Intel;
using MsrSpec.Implementation.Cpu.Decoding;
using MsrSpec.Implementation.Cpu.Exceptions;
using MsrSpec.Implementation.Cpu.Segmentation;
using MsrSpec.Implementation.Memory;

namespace MsrSpec.Implementation.Cpu.Instructions;

/// <summary>LGDT, LIDT, SGDT and SIDT.</summary>
internal static unsafe class DescriptorTables
{
    private const ulong BaseOf286 = 0xFF_FFFF;

    internal static Handler Select(in Instruction instruction) => instruction.Code switch
    {
        Code.Lgdt_m1632_16 => new(&LoadGlobal16),
        Code.Lgdt_m1632 => new(&LoadGlobal32),
        Code.Lgdt_m1664 => new(&LoadGlobal64),
        Code.Lidt_m1632_16 => new(&LoadInterrupt16),
        Code.Lidt_m1632 => new(&LoadInterrupt32),
        Code.Lidt_m1664 => new(&LoadInterrupt64),
        Code.Sgdt_m1632_16 or Code.Sgdt_m1632 or Code.Sgdt_m1664 => new(&StoreGlobal),
        Code.Sidt_m1632_16 or Code.Sidt_m1632 or Code.Sidt_m1664 => new(&StoreInterrupt),
        _ => Handler.None,
    };

    /// <summary>Whether UMIP keeps user code from reading what the system's tables are; #GP(0) when it does.</summary>
    internal static bool TryReveal(Core core)
    {
        bool isPrevented = (core.State.Cr4 & ControlBits.UserModeInstructionPrevention) != 0
            && core.State.PrivilegeLevel > 0;
        return !isPrevented || core.Refuse(ExceptionVector.GeneralProtection, errorCode: 0);
    }

    private static StepStatus LoadGlobal16(Core core, in Op op) =>
        TryReadTable(core, in op, BaseOf286, out DescriptorTable table) ? LoadGlobal(core, table) : StepStatus.Event;

    private static StepStatus LoadGlobal32(Core core, in Op op) =>
        TryReadTable(core, in op, uint.MaxValue, out DescriptorTable table)
            ? LoadGlobal(core, table)
            : StepStatus.Event;

    private static StepStatus LoadGlobal64(Core core, in Op op) =>
        TryReadTable(core, in op, ulong.MaxValue, out DescriptorTable table)
            ? LoadGlobal(core, table)
            : StepStatus.Event;

    private static StepStatus LoadGlobal(Core core, DescriptorTable table)
    {
        core.State.Gdtr = table;
        return StepStatus.Next;
    }

    private static StepStatus LoadInterrupt16(Core core, in Op op) =>
        TryReadTable(core, in op, BaseOf286, out DescriptorTable table)
            ? LoadInterrupt(core, table)
            : StepStatus.Event;

    private static StepStatus LoadInterrupt32(Core core, in Op op) =>
        TryReadTable(core, in op, uint.MaxValue, out DescriptorTable table)
            ? LoadInterrupt(core, table)
            : StepStatus.Event;

    private static StepStatus LoadInterrupt64(Core core, in Op op) =>
        TryReadTable(core, in op, ulong.MaxValue, out DescriptorTable table)
            ? LoadInterrupt(core, table)
            : StepStatus.Event;

    private static StepStatus LoadInterrupt(Core core, DescriptorTable table)
    {
        core.State.Idtr = table;
        return StepStatus.Next;
    }

    private static bool TryReadTable(Core core, in Op op, ulong baseBits, out DescriptorTable table)
    {
        table = default;
        if (core.State.PrivilegeLevel != 0)
        {
            return core.Refuse(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        ulong place = op.EffectiveAddress(core);
        ulong address = 0;
        if (!core.TryRead(op.Segment, place, out ushort limit) || !TryReadBase(core, in op, ref address))
        {
            return false;
        }

        table = new DescriptorTable(address & baseBits, limit);
        return LinearAddress.IsCanonical(table.Base)
            || core.Refuse(ExceptionVector.GeneralProtection, errorCode: 0);
    }

    private static bool TryReadBase(Core core, in Op op, ref ulong address)
    {
        ulong place = PlaceOfBase(core, in op);
        if (core.Mode == ExecutionMode.Long64)
        {
            return core.TryRead(op.Segment, place, out address);
        }

        bool read = core.TryRead(op.Segment, place, out uint narrow);
        address = narrow;
        return read;
    }

    private static StepStatus StoreGlobal(Core core, in Op op) => Store(core, in op, core.State.Gdtr);

    private static StepStatus StoreInterrupt(Core core, in Op op) => Store(core, in op, core.State.Idtr);

    /// <summary>
    /// Stores the whole base for every operand size, as all processors since the 386 do. Both parts are asked for
    /// before either is written.
    /// </summary>
    private static StepStatus Store(Core core, in Op op, DescriptorTable table)
    {
        bool isWide = core.Mode == ExecutionMode.Long64;
        ulong place = op.EffectiveAddress(core);
        ulong placeOfBase = PlaceOfBase(core, in op);
        bool stored = TryReveal(core)
            && core.TryReadForWrite(op.Segment, place, out ushort _)
            && (isWide
                ? core.TryWrite(op.Segment, placeOfBase, table.Base)
                : core.TryWrite(op.Segment, placeOfBase, (uint)table.Base))
            && core.TryWrite(op.Segment, place, table.Limit);
        return stored ? StepStatus.Next : StepStatus.Event;
    }

    private static ulong PlaceOfBase(Core core, in Op op) =>
        (op.EffectiveAddress(core) + sizeof(ushort)) & op.AddressMask;
}
