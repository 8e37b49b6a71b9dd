using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Machines.Agent;

/// <summary>
/// The states that a vCPU is put in before an access, one for each mode and privilege: what a VMM would set by
/// KVM_SET_SREGS and KVM_SET_REGS. EFER and the bases of FS and GS are not part of them.
/// </summary>
internal sealed class AgentStates
{
    private const ulong RealControl = ControlBits.ExtensionType | ControlBits.NumericError;
    private const ulong ProtectedControl = RealControl | ControlBits.ProtectionEnable;
    private const ulong PagedControl = ProtectedControl | ControlBits.Paging | ControlBits.WriteProtect;
    private const SegmentAttributes RealAttributes = SegmentAttributes.Accessed | SegmentAttributes.WritableOrReadable
        | SegmentAttributes.CodeOrData | SegmentAttributes.Present;

    private const ushort UserBits = (ushort)Privilege.User;

    private readonly uint _region;
    private readonly CoreState _real;
    private readonly CoreState _protectedKernel;
    private readonly CoreState _protectedUser;
    private readonly CoreState _longKernel;
    private readonly CoreState _longUser;

    internal AgentStates(uint region)
    {
        _region = region;
        _real = CreateReal();
        _protectedKernel = CreateProtected(
            AgentLayout.Code32Kernel, AgentLayout.Data32Kernel, AgentLayout.KernelStack, Privilege.Kernel);
        _protectedUser = CreateProtected(
            AgentLayout.Code32User | UserBits,
            AgentLayout.Data32User | UserBits,
            AgentLayout.UserStack,
            Privilege.User);
        _longKernel = CreateLong(
            AgentLayout.Code64Kernel, AgentLayout.Data64Kernel, AgentLayout.KernelStack, Privilege.Kernel);
        _longUser = CreateLong(
            AgentLayout.Code64User | UserBits,
            AgentLayout.Data64User | UserBits,
            AgentLayout.UserStack,
            Privilege.User);
    }

    /// <summary>The state for a mode and a privilege, which real mode does not know.</summary>
    internal ref readonly CoreState For(GuestMode mode, Privilege privilege)
    {
        if (mode == GuestMode.Real16)
        {
            return ref _real;
        }

        bool isUser = privilege == Privilege.User;
        return ref mode == GuestMode.Protected32
            ? ref isUser ? ref _protectedUser : ref _protectedKernel
            : ref isUser ? ref _longUser : ref _longKernel;
    }

    private CoreState CreateReal()
    {
        var segment = new Segment(_region, ushort.MaxValue, (ushort)(_region >> 4), RealAttributes);
        CoreState state = Create(RealControl, segment, segment);
        state.Idtr = Table(AgentLayout.VectorTable, AgentLayout.Vectors * sizeof(uint));
        state.Rip = AgentCode.Width16.Entry;
        state.Rsp = AgentLayout.KernelStack;
        return state;
    }

    private CoreState CreateProtected(int code, int data, uint stack, Privilege privilege)
    {
        SegmentAttributes level = LevelOf(privilege);
        CoreState state = Create(
            ProtectedControl,
            new Segment(_region, uint.MaxValue, (ushort)code, AgentTables.Code | SegmentAttributes.Big | level),
            new Segment(_region, uint.MaxValue, (ushort)data, AgentTables.Data | level));
        state.PrivilegeLevel = (int)privilege;
        state.Idtr = Table(AgentLayout.Idt32, AgentLayout.Vectors * sizeof(ulong));
        state.Segments[(int)SegmentRegister.Tr] = Tss(AgentLayout.Tss32Selector, AgentLayout.Tss32);
        state.Rip = AgentCode.Width32.Entry;
        state.Rsp = stack;
        return state;
    }

    private CoreState CreateLong(int code, int data, uint stack, Privilege privilege)
    {
        SegmentAttributes level = LevelOf(privilege);
        CoreState state = Create(
            PagedControl,
            new Segment(0, uint.MaxValue, (ushort)code, AgentTables.Code | SegmentAttributes.Code64 | level),
            new Segment(0, uint.MaxValue, (ushort)data, AgentTables.Data | level));
        state.PrivilegeLevel = (int)privilege;
        state.Cr3 = _region + AgentLayout.PageMapLevel4;
        state.Cr4 = ControlBits.PhysicalAddressExtension;
        state.Idtr = Table(AgentLayout.Idt64, AgentLayout.Vectors * 2 * sizeof(ulong));
        state.Segments[(int)SegmentRegister.Tr] = Tss(AgentLayout.Tss64Selector, AgentLayout.Tss64);
        state.Rip = _region + AgentCode.Width64.Entry;
        state.Rsp = _region + stack;
        return state;
    }

    private CoreState Create(ulong control, Segment code, Segment data)
    {
        var state = new CoreState
        {
            Cr0 = control,
            Rflags = Rflags.One,
            Gdtr = Table(AgentLayout.Gdt, AgentLayout.GdtSize),
        };
        for (int register = 0; register <= (int)SegmentRegister.Gs; register++)
        {
            state.Segments[register] = register == (int)SegmentRegister.Cs ? code : data;
        }

        return state;
    }

    private DescriptorTable Table(uint offset, int size) => new(_region + offset, (ushort)(size - 1));

    private Segment Tss(ushort selector, uint offset) =>
        new(_region + offset, AgentLayout.TssSize - 1, selector, AgentTables.BusyTss);

    private static SegmentAttributes LevelOf(Privilege privilege) =>
        privilege == Privilege.User ? SegmentAttributes.PrivilegeLevel : SegmentAttributes.None;
}
