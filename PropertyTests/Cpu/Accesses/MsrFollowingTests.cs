using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Cpu.Interrupts;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Cpu.Ports;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.PropertyTests.Agent;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu.Accesses;

/// <summary>
/// The core follows the MSRs that its memory depends on, EFER, IA32_APIC_BASE and the MTRRs, whoever writes them and
/// whenever: nothing that was translated before is used behind it.
/// </summary>
public sealed class MsrFollowingTests
{
    private const ulong Present = 7;
    private const ulong NoExecute = 1UL << 63;
    private const ulong Elsewhere = 0x2_0000;
    private const ulong Away = 0xFEE0_0000;
    private const byte InPage = MovingPage.Filling;
    private const byte InRam = 0x11;
    private const byte InOtherRam = 0x22;
    private const byte Protection = 13;

    private static readonly byte[] Write = [0x0F, 0x30];

    private static CorePlatform Platform(IMemoryDevice page) =>
        new(CpuModel.Default, OpenPortBus.Instance, page, NoInterrupts.Instance);

    /// <summary>Without paging, and with it.</summary>
    public static TheoryData<GuestMode> Modes { get; } = [GuestMode.Protected32, GuestMode.Long64];

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_page_of_RAM_that_the_guest_moves_the_APIC_to_is_the_APICs_at_once(GuestMode mode)
    {
        (CoreRig rig, Core core, MovingPage page) = Create(mode, isDirect: true);
        Load(rig, core, (uint)CoreRig.Data | MovingPage.Enabled);
        Run(core, steps: 3);
        Assert.Equal(InPage, LoadedBy(core));
        Run(core, steps: 1);
        Assert.Equal([(CoreRig.Data, (ulong)InPage)], page.Writes);
        Assert.Equal(InRam, rig.Memory.Read<byte>(CoreRig.Data));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_page_that_the_guest_moves_the_APIC_from_is_RAM_at_once(GuestMode mode)
    {
        (CoreRig rig, Core core, MovingPage page) = Create(mode, isDirect: true);
        Assert.True(rig.Msrs.HostWrite(Msr.ApicBase, CoreRig.Data | MovingPage.Enabled));
        Load(rig, core, Away | MovingPage.Enabled);
        Run(core, steps: 1);
        Assert.Equal(InPage, LoadedBy(core));
        Run(core, steps: 3);
        Assert.Equal((InRam, 0), (LoadedBy(core), page.Writes.Count));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_page_that_the_host_moves_the_APIC_to_between_two_runs_is_the_APICs(GuestMode mode)
    {
        (CoreRig rig, Core core, _) = Create(mode, isDirect: true);
        Load(rig, core, value: 0, isWriting: false);
        Run(core, steps: 1);
        Assert.True(rig.Msrs.HostWrite(Msr.ApicBase, CoreRig.Data | MovingPage.Enabled));
        Run(core, steps: 1);
        Assert.Equal(InPage, LoadedBy(core));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_page_that_the_host_moves_the_APIC_to_for_an_access_that_waits_is_the_APICs_behind_it(GuestMode mode)
    {
        (CoreRig rig, Core core, _) = Create(mode, isDirect: false);
        Load(rig, core, (uint)CoreRig.Data | MovingPage.Enabled);
        Assert.Equal(CoreExitKind.MsrWrite, core.Run(budget: 10).Kind);
        Assert.True(rig.Msrs.HostWrite(Msr.ApicBase, CoreRig.Data | MovingPage.Enabled));
        core.CompleteMsrExit(error: 0, data: 0);
        Run(core, steps: 1);
        Assert.Equal(InPage, LoadedBy(core));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_fault_of_a_completion_is_pushed_to_where_the_APIC_was_moved_from_under_it(GuestMode mode)
    {
        (CoreRig rig, Core core, MovingPage page) = Create(mode, isDirect: false);
        const ulong Stack = CoreRig.StackTop - 0x1000;
        rig.Memory.Write(CoreRig.Code, [0x50, .. Write]); // push, so that the stack's page is cached
        core.Load(in rig.State);
        Assert.Equal(CoreExitKind.MsrWrite, core.Run(budget: 10).Kind);
        Assert.True(rig.Msrs.HostWrite(Msr.ApicBase, Stack | MovingPage.Enabled));
        core.CompleteMsrExit(error: 1, data: 0);
        Assert.Equal(CoreRig.Handlers + Protection, core.Current.Rip);
        Assert.Equal(mode == GuestMode.Long64 ? 6 : 4, page.Writes.Count);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void An_injected_event_is_pushed_to_where_the_APIC_was_moved_from_under_it(GuestMode mode)
    {
        (CoreRig rig, Core core, MovingPage page) = Create(mode, isDirect: true);
        rig.Memory.Write(CoreRig.Code, [0x50]);
        core.Load(in rig.State);
        Run(core, steps: 1);
        Assert.True(rig.Msrs.HostWrite(Msr.ApicBase, (CoreRig.StackTop - 0x1000) | MovingPage.Enabled));
        Assert.True(core.Inject(CpuEvent.Fault(Protection, 0)));
        Assert.Equal(mode == GuestMode.Long64 ? 6 : 4, page.Writes.Count);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_snapshot_brings_back_where_the_APIC_was(GuestMode mode)
    {
        (CoreRig rig, Core core, _) = Create(mode, isDirect: true);
        Assert.True(rig.Msrs.HostWrite(Msr.ApicBase, CoreRig.Data | MovingPage.Enabled));
        Load(rig, core, value: 0, isWriting: false);
        CoreSnapshot before = core.TakeSnapshot();
        Assert.True(rig.Msrs.HostWrite(Msr.ApicBase, Away | MovingPage.Enabled));
        Run(core, steps: 1);
        Assert.Equal(InRam, LoadedBy(core));
        core.Restore(before);
        Run(core, steps: 1);
        Assert.Equal(InPage, LoadedBy(core));
    }

    [Fact]
    public void A_snapshot_brings_back_no_translation_of_what_came_later_not_even_a_global_one()
    {
        const ulong OtherTables = 0x3_0000;
        (CoreRig rig, Core core, _) = Create(GuestMode.Long64, isDirect: true);
        rig.State.Cr4 |= ControlBits.GlobalPages;
        for (ulong table = 0; table < 4; table++)
        {
            byte[] bytes = new byte[0x1000];
            rig.Memory.Read(CoreRig.Pml4 + (table * 0x1000), bytes);
            rig.Memory.Write(OtherTables + (table * 0x1000), bytes);
        }

        for (ulong table = 0; table < 3; table++)
        {
            rig.Memory.Write(OtherTables + (table * 0x1000), (OtherTables + ((table + 1) * 0x1000)) | Present);
        }

        rig.Memory.Write(OtherTables + 0x3000 + (CoreRig.Data >> 12 << 3), Elsewhere | Present | 0x100);
        Load(rig, core, value: 0, isWriting: false);
        CoreSnapshot before = core.TakeSnapshot();
        CoreState other = core.Current;
        other.Cr3 = OtherTables;
        core.Load(in other);
        Run(core, steps: 1);
        Assert.Equal(InOtherRam, LoadedBy(core));

        core.Restore(before);
        Run(core, steps: 1);
        Assert.Equal(InRam, LoadedBy(core));
    }

    [Theory]
    [InlineData(Msr.MtrrDefType, 0x806)]
    [InlineData(Msr.MtrrPhysBase0, 6)]
    [InlineData(Msr.MtrrPhysBase0 + 1, 0x800)]
    [InlineData(Msr.MtrrFix4KC0000, 0)]
    public void A_write_of_an_MTRR_ends_what_was_translated(uint index, ulong value)
    {
        foreach (bool isDirect in (bool[])[true, false])
        {
            (CoreRig rig, Core core, _) = Create(GuestMode.Long64, isDirect);
            Load(rig, core, value, index: index);
            Run(core, steps: 1);
            rig.Memory.Write(CoreRig.PageTable + (CoreRig.Data >> 12 << 3), Elsewhere | Present);
            if (core.Run(budget: 1).Kind == CoreExitKind.MsrWrite)
            {
                Assert.True(rig.Msrs.HostWrite(index, value));
                core.CompleteMsrExit(error: 0, data: 0);
            }

            Run(core, steps: 1);
            Assert.Equal(InOtherRam, LoadedBy(core));
        }
    }

    [Fact]
    public void A_refused_write_of_an_MTRR_ends_nothing_that_was_translated()
    {
        (CoreRig rig, Core core, _) = Create(GuestMode.Long64, isDirect: true);
        Load(rig, core, value: 0, isWriting: false);
        Run(core, steps: 1);
        rig.Memory.Write(CoreRig.PageTable + (CoreRig.Data >> 12 << 3), Elsewhere | Present);
        Assert.False(rig.Msrs.HostWrite(Msr.MtrrDefType, ulong.MaxValue));
        Run(core, steps: 1);
        Assert.Equal(InRam, LoadedBy(core));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void What_the_host_has_made_of_EFER_holds_for_the_event_that_a_completion_ends_in(byte error, bool isTable)
    {
        // The page of the data or of the IDT has an entry that is good with NXE alone.
        ulong page = isTable ? CoreRig.Idt64 & ~0xFFFUL : CoreRig.Data;
        (CoreRig rig, Core core, _) = Create(GuestMode.Long64, isDirect: false);
        Assert.True(rig.Msrs.HostWrite(Msr.Efer, (ulong)(rig.Msrs.Efer | EferBits.NoExecuteEnable)));
        rig.SetPage(page, Present | NoExecute);
        rig.State.Rflags |= isTable ? Rflags.Trap : Rflags.None;
        rig.Memory.Write(CoreRig.Code, [.. Write, .. Move(rig, 0x8A)]);
        core.Load(in rig.State);
        Assert.Equal(CoreExitKind.MsrWrite, core.Run(budget: 10).Kind);
        Assert.True(rig.Msrs.HostWrite(Msr.Efer, (ulong)(rig.Msrs.Efer & ~EferBits.NoExecuteEnable)));
        core.CompleteMsrExit(error, data: 0);
        CoreExit exit = core.Run(budget: 1);
        Assert.Equal(isTable ? CoreExitKind.Shutdown : CoreExitKind.BudgetExhausted, exit.Kind);
        Assert.True(isTable || core.Current.Rip == CoreRig.Handlers + 14);
    }

    [Fact]
    public void What_the_host_has_made_of_EFER_holds_for_an_event_that_it_injects()
    {
        (CoreRig rig, Core core, _) = Create(GuestMode.Long64, isDirect: true);
        Assert.True(rig.Msrs.HostWrite(Msr.Efer, (ulong)(rig.Msrs.Efer | EferBits.NoExecuteEnable)));
        rig.SetPage(CoreRig.Idt64 & ~0xFFFUL, Present | NoExecute);
        core.Load(in rig.State);
        Assert.True(core.Inject(CpuEvent.Fault(Protection, 0)));
        Assert.True(rig.Msrs.HostWrite(Msr.Efer, (ulong)(rig.Msrs.Efer & ~EferBits.NoExecuteEnable)));
        Assert.False(core.Inject(CpuEvent.Fault(Protection, 0)));
    }

    private static (CoreRig Rig, Core Core, MovingPage Page) Create(GuestMode mode, bool isDirect)
    {
        var rig = new CoreRig(mode, Privilege.Kernel);
        var page = new MovingPage(rig.Msrs);
        IMsrPort port = isDirect ? new DirectMsrPort(rig.Msrs) : new ScriptedPort { Answer = MsrAccessResult.Exit };
        rig.Memory.Write(CoreRig.Data, InRam);
        rig.Memory.Write(Elsewhere, InOtherRam);
        return (rig, new Core(rig.Memory, rig.Msrs, port, Platform(page)), page);
    }

    /// <summary>Loads a program that reads the data, writes an MSR if it is to, and reads the data again.</summary>
    private static void Load(
        CoreRig rig, Core core, ulong value, bool isWriting = true, uint index = Msr.ApicBase)
    {
        (byte[] load, byte[] store) = (Move(rig, 0x8A), Move(rig, 0x88));
        rig.State.Registers[RegisterFile.Rcx] = index;
        rig.State.Registers[RegisterFile.Rax] = (uint)value;
        rig.State.Registers[RegisterFile.Rdx] = value >> 32;
        rig.Memory.Write(CoreRig.Code, [.. load, .. isWriting ? Write : [], .. load, .. store, 0xF4]);
        core.Load(in rig.State);
    }

    /// <summary>MOV between BL and the data.</summary>
    private static byte[] Move(CoreRig rig, byte opcode)
    {
        byte[] place = rig.WordSize == 8 ? [0x1C, 0x25] : [0x1D];
        return [opcode, .. place, .. BitConverter.GetBytes((uint)CoreRig.Data)];
    }

    private static void Run(Core core, int steps) =>
        Assert.Equal(CoreExitKind.BudgetExhausted, core.Run(steps).Kind);

    private static byte LoadedBy(Core core) => (byte)core.Current.Registers[RegisterFile.Rbx];
}
