using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Interrupts;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class EventFrameTests
{
    private const ulong Flags = 0xA03; // what ModeRig starts with: OF, IF, CF
    private const ulong ResumeFlag = 0x10000;
    private const ulong VirtualFlag = 0x20000;

    // The event, the vector it enters, the flags it adds to the frame, its error code, and how far RIP has moved.
    public static TheoryData<CpuEvent, byte, ulong, ulong?, ulong> Events => new()
    {
        { CpuEvent.Fault(6, 0), 6, ResumeFlag, null, 0 },
        { CpuEvent.Fault(13, 0x58), 13, ResumeFlag, 0x58, 0 },
        { CpuEvent.Fault(17, 0), 17, ResumeFlag, 0, 0 },
        { CpuEvent.Fault(16, 7), 16, ResumeFlag, null, 0 },
        { CpuEvent.DebugFault, 1, ResumeFlag, null, 0 },
        { CpuEvent.DebugTrap, 1, 0, null, 0 },
        { CpuEvent.InstructionBreakpoint, 1, 0, null, 0 },
        { CpuEvent.DoubleFault, 8, 0, 0, 0 },
        { CpuEvent.MachineCheck, 18, 0, null, 0 },
        { CpuEvent.Software(13, 2), 13, 0, null, 2 },
        { CpuEvent.PrivilegedSoftware(1), 1, 0, null, 1 },
        { CpuEvent.ExternalInterrupt(0x21), 0x21, 0, null, 0 },
        { CpuEvent.ExternalInterrupt(14), 14, 0, null, 0 },
        { CpuEvent.NonMaskable, 2, 0, null, 0 },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void Real_mode_pushes_three_words_whatever_the_event(
        CpuEvent injected, byte vector, ulong added, ulong? errorCode, ulong length)
    {
        var rig = new ModeRig(CoreMode.Real16);
        rig.Memory.Write(vector * 4UL, (uint)(CoreRig.Handlers + vector));
        rig.State.Rflags |= Rflags.Trap | Rflags.NestedTask | Rflags.AlignmentCheck;

        Assert.True(rig.Inject(injected), $"{added} {errorCode}");
        Assert.Equal(vector, rig.Entered);
        Assert.Equal(CoreRig.StackTop - 6, rig.After.Rsp);
        Assert.Equal([CoreRig.Code + length, 0, Flags | 0x4100], rig.Words(2, 3));
        Assert.Equal(Rflags.One | Rflags.Carry | Rflags.Overflow | Rflags.NestedTask, rig.After.Rflags);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void A_32_bit_gate_to_the_same_level_pushes_EFLAGS_CS_and_EIP(
        CpuEvent injected, byte vector, ulong added, ulong? errorCode, ulong length)
    {
        var rig = new ModeRig(CoreMode.Protected32);

        Assert.True(rig.Inject(injected));
        Assert.Equal(vector, rig.Entered);
        ulong[] frame = [.. Code(errorCode), CoreRig.Code + length, ModeRig.Code32, Flags | added];
        Assert.Equal(CoreRig.StackTop - (ulong)(4 * frame.Length), rig.After.Rsp);
        Assert.Equal(frame, rig.Words(4, frame.Length));
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void A_16_bit_gate_to_the_same_level_pushes_halves_of_them(
        CpuEvent injected, byte vector, ulong added, ulong? errorCode, ulong length)
    {
        foreach (CoreMode mode in (CoreMode[])[CoreMode.Protected16, CoreMode.Protected32])
        {
            var rig = new ModeRig(mode);
            rig.SetGate(vector, ModeRig.Interrupt16);
            ushort code = rig.State.SegmentOf(SegmentRegister.Cs).Selector;

            Assert.True(rig.Inject(injected));
            Assert.Equal(vector, rig.Entered);
            ulong[] frame = [.. Code(errorCode), CoreRig.Code + length, code, (ushort)(Flags | added)];
            Assert.Equal(CoreRig.StackTop - (ulong)(2 * frame.Length), rig.After.Rsp);
            Assert.Equal(frame, rig.Words(2, frame.Length));
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Virtual_8086_mode_pushes_its_data_segments_first_and_leaves_them_null(
        CpuEvent injected, byte vector, ulong added, ulong? errorCode, ulong length)
    {
        var rig = new ModeRig(CoreMode.Virtual8086);
        rig.SetGate(vector, level: 3);

        Assert.True(rig.Inject(injected));
        Assert.Equal(vector, rig.Entered);
        ulong[] frame =
        [
            .. Code(errorCode), CoreRig.Code + length, 0, Flags | VirtualFlag | added, CoreRig.StackTop, 0,
            0x1111, 0x2222, 0x3333, 0x4444,
        ];
        Assert.Equal(CoreRig.KernelStackTop - (ulong)(4 * frame.Length), rig.After.Rsp);
        Assert.Equal(frame, rig.Words(4, frame.Length));
        Assert.Equal((0, ModeRig.Data32), (rig.After.PrivilegeLevel, rig.SelectorOf(SegmentRegister.Ss)));
        Assert.Equal(Rflags.One | Rflags.Carry | Rflags.Overflow, rig.After.Rflags);
        foreach (SegmentRegister register in (SegmentRegister[])
            [SegmentRegister.Es, SegmentRegister.Ds, SegmentRegister.Fs, SegmentRegister.Gs])
        {
            Assert.Equal(default, rig.After.SegmentOf(register));
        }
    }

    [Fact]
    public void A_16_bit_gate_out_of_virtual_8086_mode_pushes_16_bit_words()
    {
        var rig = new ModeRig(CoreMode.Virtual8086);
        rig.SetGate(13, ModeRig.Trap16);

        Assert.True(rig.Inject(CpuEvent.Fault(13, 0)));
        Assert.Equal(CoreRig.KernelStackTop - 20, rig.After.Rsp);
        Assert.Equal(
            [0, CoreRig.Code, 0, Flags, CoreRig.StackTop, 0, 0x1111, 0x2222, 0x3333, 0x4444], rig.Words(2, 10));
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Long_mode_pushes_five_words_from_wherever_it_comes(
        CpuEvent injected, byte vector, ulong added, ulong? errorCode, ulong length)
    {
        foreach (CoreMode mode in (CoreMode[])[CoreMode.Long64, CoreMode.Compatibility16, CoreMode.Compatibility32])
        {
            foreach (int level in (int[])[0, 3])
            {
                var rig = new ModeRig(mode, level);
                rig.SetGate(vector, level: 3);
                rig.State.Rsp = CoreRig.StackTop + 2;
                ushort code = rig.State.SegmentOf(SegmentRegister.Cs).Selector;
                Segment stack = rig.State.SegmentOf(SegmentRegister.Ss);

                Assert.True(rig.Inject(injected));
                Assert.Equal(vector, rig.Entered);
                ulong[] frame =
                [
                    .. Code(errorCode), CoreRig.Code + length, code, Flags | added,
                    CoreRig.StackTop + 2, stack.Selector,
                ];
                ulong top = level == 0 ? CoreRig.StackTop : CoreRig.KernelStackTop;
                Assert.Equal(top - (ulong)(8 * frame.Length), rig.After.Rsp);
                Assert.Equal(frame, rig.Words(8, frame.Length));
                Assert.Equal(level == 0 ? stack : default, rig.After.SegmentOf(SegmentRegister.Ss));
                Assert.Equal((0, ModeRig.Code64), (rig.After.PrivilegeLevel, rig.SelectorOf(SegmentRegister.Cs)));
            }
        }
    }

    [Theory]
    [InlineData(ModeRig.Interrupt, 4, false)]
    [InlineData(ModeRig.Trap, 4, false)]
    [InlineData(ModeRig.Interrupt16, 2, false)]
    [InlineData(ModeRig.Trap16, 2, true)]
    [InlineData(ModeRig.Interrupt, 4, true)]
    public void An_inner_level_gets_the_stack_of_the_TSS_and_the_old_one_in_its_frame(
        int type, int size, bool has16BitTss)
    {
        var rig = new ModeRig(CoreMode.Protected32, level: 3);
        rig.SetGate(13, type);
        ulong top = has16BitTss ? ModeRig.SmallStack : CoreRig.KernelStackTop;
        if (has16BitTss)
        {
            UseTss16(rig, ModeRig.Data16);
        }

        Assert.True(rig.Inject(CpuEvent.Fault(13, 0x123)));
        Assert.Equal(top - (ulong)(6 * size), rig.After.Rsp);
        ulong flags = size == 2 ? Flags : Flags | ResumeFlag;
        Assert.Equal(
            [0x123, CoreRig.Code, ModeRig.UserCode32, flags, CoreRig.StackTop, ModeRig.UserData32],
            rig.Words(size, 6));
        Assert.Equal(has16BitTss ? ModeRig.Data16 : ModeRig.Data32, rig.SelectorOf(SegmentRegister.Ss));
        bool masksInterrupts = type is ModeRig.Interrupt or ModeRig.Interrupt16;
        Assert.Equal(masksInterrupts ? Rflags.None : Rflags.Interrupt, rig.After.Rflags & Rflags.Interrupt);
    }

    [Theory]
    [InlineData(CoreMode.Protected32, ModeRig.Conforming)]
    [InlineData(CoreMode.Long64, ModeRig.Conforming64)]
    public void A_conforming_handler_runs_at_the_level_that_it_interrupts(CoreMode mode, ushort selector)
    {
        var rig = new ModeRig(mode, level: 3);
        rig.SetGate(6, selector: selector);

        Assert.True(rig.Inject(CpuEvent.Fault(6, 0)));
        Assert.Equal((6, 3, selector | 3), (rig.Entered, rig.After.PrivilegeLevel, rig.SelectorOf(SegmentRegister.Cs)));
        Assert.Equal(mode == CoreMode.Long64 ? 40UL : 12, CoreRig.StackTop - rig.After.Rsp);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void An_interrupt_stack_is_used_at_every_level_and_aligned(int level)
    {
        var rig = new ModeRig(CoreMode.Long64, level);
        rig.SetGate(6, stack: 7);
        rig.Memory.Write(CoreRig.Tss + 0x24 + (6 * 8), ModeRig.SmallStack + 0xF);

        Assert.True(rig.Inject(CpuEvent.Fault(6, 0)));
        Assert.Equal(ModeRig.SmallStack - 40, rig.After.Rsp);
        Assert.Equal(level == 0 ? ModeRig.Data32 : 0, rig.SelectorOf(SegmentRegister.Ss));
    }

    [Theory]
    [InlineData(CoreMode.Real16)]
    [InlineData(CoreMode.Protected32)]
    [InlineData(CoreMode.Long64)]
    public void Entry_ends_the_shadow_and_only_NMI_blocks_NMI(CoreMode mode)
    {
        var rig = new ModeRig(mode);
        rig.State.Shadow = InterruptShadow.Sti;

        Assert.True(rig.Inject(CpuEvent.ExternalInterrupt(2)));
        Assert.Equal((InterruptShadow.None, false), (rig.After.Shadow, rig.After.NmiBlocked));
        Assert.True(rig.Inject(CpuEvent.NonMaskable));
        Assert.True(rig.After.NmiBlocked);
    }

    [Fact]
    public void A_debug_exception_clears_DR7_GD_and_an_INT_1_does_not()
    {
        var rig = new ModeRig(CoreMode.Protected32);
        rig.State.Debug[DebugRegisters.Control] = 0x2400;
        foreach (CpuEvent cleared in (CpuEvent[])
            [CpuEvent.DebugFault, CpuEvent.DebugTrap, CpuEvent.PrivilegedSoftware(1)])
        {
            Assert.True(rig.Inject(cleared));
            Assert.Equal(0x400UL, rig.After.Debug[DebugRegisters.Control]);
        }

        foreach (CpuEvent kept in (CpuEvent[])[CpuEvent.Software(1, 2), CpuEvent.ExternalInterrupt(1)])
        {
            Assert.True(rig.Inject(kept));
            Assert.Equal(0x2400UL, rig.After.Debug[DebugRegisters.Control]);
        }
    }

    [Fact]
    public void An_interrupt_keeps_RF_in_its_frame_and_an_INT_has_cleared_it()
    {
        var rig = new ModeRig(CoreMode.Protected32);
        rig.State.Rflags |= Rflags.Resume;

        Assert.True(rig.Inject(CpuEvent.ExternalInterrupt(0x20)));
        Assert.Equal(Flags | ResumeFlag, rig.Words(4, 3)[2]);
        Assert.True(rig.Inject(CpuEvent.Software(0x20, 2)));
        Assert.Equal(Flags, rig.Words(4, 3)[2]);
        Assert.Equal(Rflags.None, rig.After.Rflags & Rflags.Resume);
    }

    private static void UseTss16(ModeRig rig, ushort stack)
    {
        rig.State.Segments[(int)SegmentRegister.Tr] =
            new Segment(CoreRig.Tss, 0x2B, ModeRig.TaskState, (SegmentAttributes)0x83);
        rig.Memory.Write(CoreRig.Tss + 2, (ushort)ModeRig.SmallStack);
        rig.Memory.Write(CoreRig.Tss + 4, stack);
    }

    private static ulong[] Code(ulong? errorCode) => errorCode is { } code ? [code] : [];
}
