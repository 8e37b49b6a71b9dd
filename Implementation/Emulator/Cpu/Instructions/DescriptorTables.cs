using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>LGDT, LIDT, SGDT and SIDT.</summary>
internal static unsafe class DescriptorTables
{
    private const ulong BaseOf286 = 0xFF_FFFF;

    internal static Handler Select(in Instruction instruction) => instruction.Code switch
    {
        Code.Lgdt_m1632_16 => new(&LoadGlobalOf286),
        Code.Lgdt_m1632 or Code.Lgdt_m1664 => new(&LoadGlobal),
        Code.Lidt_m1632_16 => new(&LoadInterruptOf286),
        Code.Lidt_m1632 or Code.Lidt_m1664 => new(&LoadInterrupt),
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

    private static StepStatus LoadGlobalOf286(Core core, in Op op) => LoadGlobal(core, in op, BaseOf286);

    private static StepStatus LoadGlobal(Core core, in Op op) => LoadGlobal(core, in op, ulong.MaxValue);

    private static StepStatus LoadGlobal(Core core, in Op op, ulong baseBits) =>
        TryReadTable(core, in op, baseBits, ref core.State.Gdtr) ? StepStatus.Next : StepStatus.Event;

    private static StepStatus LoadInterruptOf286(Core core, in Op op) => LoadInterrupt(core, in op, BaseOf286);

    private static StepStatus LoadInterrupt(Core core, in Op op) => LoadInterrupt(core, in op, ulong.MaxValue);

    private static StepStatus LoadInterrupt(Core core, in Op op, ulong baseBits) =>
        TryReadTable(core, in op, baseBits, ref core.State.Idtr) ? StepStatus.Next : StepStatus.Event;

    private static bool TryReadTable(Core core, in Op op, ulong baseBits, ref DescriptorTable table)
    {
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

        if (!LinearAddress.IsCanonical(address))
        {
            return core.Refuse(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        table = new DescriptorTable(address & baseBits, limit);
        return true;
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
