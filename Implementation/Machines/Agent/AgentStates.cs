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

    private readonly uint _region;
    private readonly CoreState _real;
    private readonly CoreState[] _protected;
    private readonly CoreState[] _long;

    internal AgentStates(uint region)
    {
        _region = region;
        _real = CreateReal();
        _protected = [.. Enum.GetValues<Privilege>().Select(CreateProtected)];
        _long = [.. Enum.GetValues<Privilege>().Select(CreateLong)];
    }

    /// <summary>The state for a mode and a privilege, which real mode does not know.</summary>
    internal ref readonly CoreState For(GuestMode mode, Privilege privilege)
    {
        if (mode == GuestMode.Real16)
        {
            return ref _real;
        }

        return ref (mode == GuestMode.Protected32 ? _protected : _long)[(int)privilege];
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

    private CoreState CreateProtected(Privilege privilege)
    {
        SegmentAttributes level = AgentTables.LevelOf(privilege);
        ushort code = WithLevel(AgentLayout.Code32Selector(privilege), privilege);
        ushort data = WithLevel(AgentLayout.Data32Selector(privilege), privilege);
        CoreState state = Create(
            ProtectedControl,
            new Segment(_region, uint.MaxValue, code, AgentTables.Code | SegmentAttributes.Big | level),
            new Segment(_region, uint.MaxValue, data, AgentTables.Data | level));
        state.PrivilegeLevel = (int)privilege;
        state.Idtr = Table(AgentLayout.Idt32, AgentLayout.Vectors * sizeof(ulong));
        state.Segments[(int)SegmentRegister.Tr] = Tss(AgentLayout.Tss32Selector, AgentLayout.Tss32);
        state.Rip = AgentCode.Width32.Entry;
        state.Rsp = StackOf(privilege);
        return state;
    }

    private CoreState CreateLong(Privilege privilege)
    {
        SegmentAttributes level = AgentTables.LevelOf(privilege);
        ushort code = WithLevel(AgentLayout.Code64Selector(privilege), privilege);
        ushort data = WithLevel(AgentLayout.Data64Selector(privilege), privilege);
        CoreState state = Create(
            PagedControl,
            new Segment(0, uint.MaxValue, code, AgentTables.Code | SegmentAttributes.Code64 | level),
            new Segment(0, uint.MaxValue, data, AgentTables.Data | level));
        state.PrivilegeLevel = (int)privilege;
        state.Cr3 = _region + AgentLayout.PageMapLevel4;
        state.Cr4 = ControlBits.PhysicalAddressExtension;
        state.Idtr = Table(AgentLayout.Idt64, AgentLayout.Vectors * 2 * sizeof(ulong));
        state.Segments[(int)SegmentRegister.Tr] = Tss(AgentLayout.Tss64Selector, AgentLayout.Tss64);
        state.Rip = _region + AgentCode.Width64.Entry;
        state.Rsp = _region + StackOf(privilege);
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

    private static uint StackOf(Privilege privilege) =>
        privilege == Privilege.Kernel ? AgentLayout.KernelStack : AgentLayout.UserStack;

    private static ushort WithLevel(ushort selector, Privilege privilege) => (ushort)(selector | (int)privilege);
}
