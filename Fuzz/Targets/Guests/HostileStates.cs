using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using Id = MsrSpec.Spec.Abi.Msr;

namespace MsrSpec.Fuzz.Targets.Guests;

/// <summary>The states that hostile guests start in.</summary>
internal static class HostileStates
{
    private const byte UserChoice = 1 << 3;
    private const byte TrapChoice = 1 << 4;
    private const byte InterruptChoice = 1 << 5;
    private const byte DirectionChoice = 1 << 6;
    private const byte AlignmentChoice = 1 << 7;
    private const SegmentAttributes Code32 = (SegmentAttributes)0xC09B;
    private const SegmentAttributes Data32 = (SegmentAttributes)0xC093;
    private const SegmentAttributes Code64 = (SegmentAttributes)0xA09B;
    private const SegmentAttributes Code16 = (SegmentAttributes)0x009B;
    private const SegmentAttributes Data16 = (SegmentAttributes)0x0093;
    private const SegmentAttributes BusyTask = (SegmentAttributes)0x008B;

    private static readonly ulong[] Edges =
    [
        0, 1, HostileTables.Stack, HostileTables.Code, HostileTables.Gdt, HostileTables.Pml4, 0x7FFF, 0xFFFF,
        0x8000_0000, 0xFFFF_FFFF, Id.Efer, Id.ApicBase, HostileTables.RamSize - 1, 0x7FFF_FFFF_FFFF, ulong.MaxValue,
        1UL << 63,
    ];

    internal static CoreState Create(HostileMode mode, byte choice, byte seed)
    {
        var state = new CoreState
        {
            Rflags = FlagsOf(mode, choice),
            Cr0 = Cr0Of(mode),
            Cr3 = Cr3Of(mode),
            Cr4 = mode is HostileMode.Paged32 ? ControlBits.PageSizeExtensions
                : IsWide(mode) ? ControlBits.PhysicalAddressExtension : 0,
            Gdtr = new DescriptorTable(HostileTables.Gdt, HostileTables.GdtLimit),
            Idtr = IdtrOf(mode),
        };
        state.Debug[DebugRegisters.Status] = DebugRegisters.StatusFixed;
        state.Debug[DebugRegisters.Control] = DebugRegisters.ControlFixed;
        SetRegisters(ref state, seed);
        SetSegments(ref state, mode, IsUser(mode, choice));
        return state;
    }

    /// <summary>Puts EFER to what the mode needs, by the host's way.</summary>
    internal static void LoadEfer(MsrFile msrs, HostileMode mode) =>
        msrs.EnterMode(IsLong(mode) ? Spec.Vocabulary.GuestMode.Long64 : Spec.Vocabulary.GuestMode.Protected32);

    private static bool IsLong(HostileMode mode) => mode is HostileMode.Long64 or HostileMode.Compatibility32;

    private static bool IsWide(HostileMode mode) => IsLong(mode) || mode is HostileMode.PhysicalAddressExtension;

    private static bool IsRealLike(HostileMode mode) => mode is HostileMode.Real16 or HostileMode.Virtual8086;

    private static bool IsUser(HostileMode mode, byte choice) =>
        mode == HostileMode.Virtual8086
        || ((choice & UserChoice) != 0 && mode is not (HostileMode.Real16 or HostileMode.Protected16));

    private static Rflags FlagsOf(HostileMode mode, byte choice) =>
        Rflags.One
        | ((choice & TrapChoice) != 0 ? Rflags.Trap : 0)
        | ((choice & InterruptChoice) != 0 ? Rflags.Interrupt | Rflags.IoPrivilege : 0)
        | ((choice & DirectionChoice) != 0 ? Rflags.Direction | Rflags.Carry : 0)
        | ((choice & AlignmentChoice) != 0 ? Rflags.AlignmentCheck : 0)
        | (mode == HostileMode.Virtual8086 ? Rflags.Virtual8086 : 0);

    private static ulong Cr0Of(HostileMode mode)
    {
        bool isPaged = IsWide(mode) || mode is HostileMode.Paged32;
        return ControlBits.ExtensionType | ControlBits.NumericError | ControlBits.WriteProtect
            | (mode == HostileMode.Real16 ? 0 : ControlBits.ProtectionEnable)
            | (isPaged ? ControlBits.Paging : 0);
    }

    private static ulong Cr3Of(HostileMode mode) => mode switch
    {
        HostileMode.Paged32 => HostileTables.PageDirectory32,
        HostileMode.PhysicalAddressExtension => HostileTables.PageDirectoryPointers,
        _ => HostileTables.Pml4,
    };

    private static DescriptorTable IdtrOf(HostileMode mode) =>
        mode == HostileMode.Real16 ? new DescriptorTable(0, 0x3FF)
        : IsLong(mode) ? new DescriptorTable(HostileTables.Idt64, 0xFFF)
        : new DescriptorTable(HostileTables.Idt32, 0x7FF);

    private static void SetRegisters(ref CoreState state, byte seed)
    {
        for (int n = 0; n < 16; n++)
        {
            state.Registers[n] = Edges[(seed + (n * ((seed >> 4) | 1))) % Edges.Length];
        }

        state.Rsp = HostileTables.Stack & 0xFFFF;
    }

    private static void SetSegments(ref CoreState state, HostileMode mode, bool isUser)
    {
        state.PrivilegeLevel = isUser ? 3 : 0;
        bool isSmall = IsRealLike(mode) || mode == HostileMode.Protected16;
        SegmentAttributes level = isUser ? SegmentAttributes.PrivilegeLevel : 0;
        Segment data = isSmall
            ? new Segment(HostileTables.Code, 0xFFFF, RealOr(mode, HostileTables.KernelData16), Data16 | level)
            : new Segment(0, uint.MaxValue, isUser ? HostileTables.UserData : HostileTables.KernelData, Data32 | level);
        for (int n = 0; n < 6; n++)
        {
            state.Segments[n] = data;
        }

        state.Segments[(int)SegmentRegister.Cs] = mode switch
        {
            HostileMode.Real16 => data,
            HostileMode.Virtual8086 => data,
            HostileMode.Protected16 => data with { Selector = HostileTables.KernelCode16, Attributes = Code16 },
            HostileMode.Long64 => data with
            {
                Selector = isUser ? HostileTables.UserCode64 : HostileTables.KernelCode64,
                Attributes = Code64 | level,
            },
            _ => data with
            {
                Selector = isUser ? HostileTables.UserCode32 : HostileTables.KernelCode32,
                Attributes = Code32 | level,
            },
        };
        state.Rip = isSmall ? 0 : HostileTables.Code;
        state.Segments[(int)SegmentRegister.Tr] = IsLong(mode)
            ? new Segment(HostileTables.Tss64, HostileTables.TssLimit, HostileTables.TaskState64, BusyTask)
            : new Segment(HostileTables.Tss32, HostileTables.TssLimit, HostileTables.TaskState32, BusyTask);
    }

    private static ushort RealOr(HostileMode mode, ushort selector) =>
        IsRealLike(mode) ? (ushort)(HostileTables.Code >> 4) : selector;
}
