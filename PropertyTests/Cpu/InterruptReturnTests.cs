using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class InterruptReturnTests
{
    private const ulong Target = CoreRig.Code + 0x100;
    private const ulong OuterStack = 0x6000;
    private const ulong EveryFlag = 0x3F_7FD7; // VM, VIF and VIP among them
    private const byte NotPresent = 11, Stack = 12, Protection = 13;

    private static readonly byte[] Iret = [0xCF];
    private static readonly byte[] Iret66 = [0x66, 0xCF];
    private static readonly byte[] Iretq = [0x48, 0xCF];

    [Theory]
    [InlineData(2, 0x2UL, 0x7FD7UL)]
    [InlineData(4, 0x2UL, 0x25_7FD7UL)]
    [InlineData(2, 0x25_0002UL, 0x24_7FD7UL)] // RF goes as it does behind any instruction
    public void Real_mode_loads_all_flags_that_its_words_hold_but_VM(int size, ulong before, ulong after)
    {
        var rig = new ModeRig(CoreMode.Real16);
        rig.State.Rflags = (Rflags)before;
        rig.Put(size, Target, 0, EveryFlag);
        _ = rig.Step(size == 2 ? Iret : Iret66);

        Assert.Equal((Target, (Rflags)after), (rig.After.Rip, rig.After.Rflags));
        Assert.Equal(CoreRig.StackTop + (ulong)(3 * size), rig.After.Rsp);
    }

    [Fact]
    public void Real_mode_loads_CS_by_shifting_and_refuses_an_EIP_of_more_than_16_bits()
    {
        var rig = new ModeRig(CoreMode.Real16);
        rig.Put(2, 0x10, 0x1234, 2);
        _ = rig.Step(Iret);
        Segment code = rig.After.SegmentOf(SegmentRegister.Cs);
        Assert.Equal((0x12340UL, 0x1234), (code.Base, code.Selector));

        rig.Put(4, 0x1_0000, 0, 2);
        _ = rig.Step(Iret66);
        Assert.Equal(Protection, rig.Entered);
    }

    // The level and IOPL that IRET runs with, and which of all flags it then has.
    [Theory]
    [InlineData(0, 0, 4, 0x25_7FD7UL)]
    [InlineData(0, 0, 2, 0x7FD7UL)]
    [InlineData(3, 0, 4, 0x25_4DD7UL)]
    [InlineData(3, 3, 4, 0x25_7FD7UL)]
    [InlineData(3, 3, 2, 0x7FD7UL)]
    public void Protected_mode_keeps_IF_and_IOPL_from_levels_that_may_not_change_them(
        int level, int ioPrivilege, int size, ulong after)
    {
        var rig = new ModeRig(CoreMode.Protected32, level);
        rig.State.Rflags = Rflags.One | (Rflags)(ioPrivilege << 12);
        ulong code = rig.State.SegmentOf(SegmentRegister.Cs).Selector;
        ulong popped = level == 0 ? EveryFlag & ~0x20000UL : EveryFlag;
        rig.Put(size, Target, code, popped);
        _ = rig.Step(size == 4 ? Iret : Iret66);

        Assert.Equal((Target, (Rflags)after), (rig.After.Rip, rig.After.Rflags));
        Assert.Equal(CoreRig.StackTop + (ulong)(3 * size), rig.After.Rsp);
    }

    [Theory]
    [InlineData(4, ModeRig.UserCode32, ModeRig.UserData32)]
    [InlineData(2, ModeRig.UserCode32, ModeRig.UserData32)]
    [InlineData(4, ModeRig.UserCode16, ModeRig.UserData16)]
    [InlineData(2, ModeRig.UserCode16, ModeRig.UserData16)]
    [InlineData(4, ModeRig.Code1, ModeRig.Data1)]
    public void An_outer_level_gets_its_stack_back_and_loses_the_data_segments_of_the_inner_one(
        int size, ushort code, ushort stack)
    {
        var rig = new ModeRig(CoreMode.Protected32);
        rig.State.Segments[(int)SegmentRegister.Es] = rig.SegmentOf(ModeRig.UserData32);
        rig.State.Segments[(int)SegmentRegister.Fs] = rig.SegmentOf(ModeRig.Conforming);
        rig.State.Rsp = 0x1_7000;
        rig.Put(size, Target, code, 0x202, OuterStack, stack);
        _ = rig.Step(size == 4 ? Iret : Iret66);

        Assert.Equal((Target, Selector(code)), (rig.After.Rip, rig.After.PrivilegeLevel));
        Assert.Equal((code, stack), (rig.SelectorOf(SegmentRegister.Cs), rig.SelectorOf(SegmentRegister.Ss)));
        Assert.Equal(stack == ModeRig.UserData16 ? 0x1_0000 | OuterStack : OuterStack, rig.After.Rsp);
        Assert.Equal((0, SegmentAttributes.None), Part(rig, SegmentRegister.Ds));
        Assert.Equal((0, SegmentAttributes.None), Part(rig, SegmentRegister.Gs));
        Assert.Equal(ModeRig.UserData32, rig.SelectorOf(SegmentRegister.Es));
        Assert.Equal(ModeRig.Conforming, rig.SelectorOf(SegmentRegister.Fs));
    }

    // CS, SS, EIP; and the fault, whose error code names the selector that was wrong.
    [Theory]
    [InlineData(3, ModeRig.Data32, Target, Protection, 0)]
    [InlineData(ModeRig.BeyondLimit, 0, Target, Protection, ModeRig.BeyondLimit)]
    [InlineData(ModeRig.Data32, 0, Target, Protection, ModeRig.Data32)]
    [InlineData(ModeRig.TaskState, 0, Target, Protection, ModeRig.TaskState)]
    [InlineData(ModeRig.Code32 | 1, 0, Target, Protection, ModeRig.Code32)]
    [InlineData(ModeRig.UserCode32 & ~3, 0, Target, Protection, ModeRig.UserCode32 & ~3)]
    [InlineData(ModeRig.AbsentCode, 0, Target, NotPresent, ModeRig.AbsentCode)]
    [InlineData(ModeRig.ShortCode, 0, 0x100, Protection, 0)]
    [InlineData(ModeRig.UserCode32, 0, Target, Protection, 0)]
    [InlineData(ModeRig.UserCode32, ModeRig.BeyondLimit | 3, Target, Protection, ModeRig.BeyondLimit)]
    [InlineData(ModeRig.UserCode32, ModeRig.Data32, Target, Protection, ModeRig.Data32)]
    [InlineData(ModeRig.UserCode32, ModeRig.UserData32 & ~3, Target, Protection, ModeRig.UserData32 & ~3)]
    [InlineData(ModeRig.UserCode32, ModeRig.UserCode32, Target, Protection, ModeRig.UserCode32 & ~3)]
    [InlineData(ModeRig.UserCode32, ModeRig.AbsentUserData, Target, Stack, ModeRig.AbsentUserData & ~3)]
    [InlineData(ModeRig.UserCode16, ModeRig.UserData32, 0x1_0000, Protection, 0)]
    public void A_bad_selector_or_EIP_is_a_fault_at_IRET(
        ushort code, ushort stack, ulong target, byte raised, ulong errorCode)
    {
        var rig = new ModeRig(CoreMode.Protected32);
        rig.Put(4, target, code, 2, OuterStack, stack);
        _ = rig.Step(Iret);

        rig.AssertFault(raised, errorCode, 4);
        Assert.Equal(CoreRig.Code, rig.Words(4, 2)[1]);
        Assert.Equal(CoreRig.StackTop - 16, rig.After.Rsp);
    }

    [Fact]
    public void An_inner_level_cannot_be_returned_to()
    {
        var rig = new ModeRig(CoreMode.Protected32, level: 3);
        rig.Put(4, Target, ModeRig.Code32, 2, OuterStack, ModeRig.Data32);
        _ = rig.Step(Iret);

        rig.AssertFault(Protection, ModeRig.Code32, 4);
    }

    [Fact]
    public void A_stack_that_ends_within_the_frame_is_SS_with_error_code_0()
    {
        var rig = new ModeRig(CoreMode.Protected32);
        Segment stack = rig.State.SegmentOf(SegmentRegister.Ss);
        rig.State.Segments[(int)SegmentRegister.Ss] = stack with { Limit = (uint)CoreRig.StackTop + 15 };
        rig.Put(4, Target, ModeRig.UserCode32, 2, OuterStack, ModeRig.UserData32);
        _ = rig.Step(Iret);

        rig.AssertFault(Stack, 0, 4);
    }

    [Theory]
    [InlineData(CoreMode.Real16, true)]
    [InlineData(CoreMode.Protected32, false)]
    [InlineData(CoreMode.Compatibility32, false)]
    [InlineData(CoreMode.Long64, false)]
    public void NT_asks_for_a_task_and_long_mode_has_none(CoreMode mode, bool returns)
    {
        var rig = new ModeRig(mode);
        rig.State.Rflags |= Rflags.NestedTask;
        rig.Put(mode == CoreMode.Real16 ? 2 : 4, Target, 0, 2);
        CoreExit exit = rig.Step(Iret);

        bool isLegacy = mode == CoreMode.Protected32;
        Assert.Equal(isLegacy ? CoreExitKind.Unimplemented : CoreExitKind.BudgetExhausted, exit.Kind);
        if (!isLegacy)
        {
            Assert.Equal(returns ? Target : CoreRig.Handlers + Protection, rig.After.Rip);
        }
    }

    [Theory]
    [InlineData(8, ModeRig.Code64, ModeRig.Data32)]
    [InlineData(8, ModeRig.Code64, 0)]
    [InlineData(4, ModeRig.Code64, ModeRig.Data32)]
    [InlineData(2, ModeRig.Code64, ModeRig.Data32)]
    [InlineData(8, ModeRig.UserCode64, ModeRig.UserData32)]
    [InlineData(8, ModeRig.UserCode32, ModeRig.UserData32)]
    [InlineData(4, ModeRig.UserCode32, ModeRig.UserData32)]
    [InlineData(8, ModeRig.UserCode16, ModeRig.UserData16)]
    [InlineData(8, ModeRig.Code32, ModeRig.Data32)]
    [InlineData(8, ModeRig.Code16, ModeRig.Data16)]
    public void Sixty_four_bit_mode_always_pops_SS_and_RSP(int size, ushort code, ushort stack)
    {
        var rig = new ModeRig(CoreMode.Long64);
        rig.State.Rsp = 0x1_7000;
        rig.Put(size, Target, code, 0x202, OuterStack, stack);
        _ = rig.Step(size == 8 ? Iretq : size == 4 ? Iret : Iret66);

        Assert.Equal((Target, Selector(code)), (rig.After.Rip, rig.After.PrivilegeLevel));
        Assert.Equal((code, stack), (rig.SelectorOf(SegmentRegister.Cs), rig.SelectorOf(SegmentRegister.Ss)));
        bool keepsUpper = stack is ModeRig.UserData16 or ModeRig.Data16;
        Assert.Equal(keepsUpper ? 0x1_0000 | OuterStack : OuterStack, rig.After.Rsp);
    }

    [Theory]
    [InlineData(ModeRig.UserCode64, ModeRig.Data32, Target, Protection, ModeRig.Data32)]
    [InlineData(ModeRig.UserCode64, 3, Target, Protection, 0)]
    [InlineData(ModeRig.Code64, 3, Target, Protection, 0)]
    [InlineData(ModeRig.Code32, 0, Target, Protection, 0)]
    [InlineData(ModeRig.CodeOfTwoWidths, ModeRig.Data32, Target, Protection, ModeRig.CodeOfTwoWidths)]
    [InlineData(ModeRig.Code64, ModeRig.Data32, 0x8000_0000_0000UL, Protection, 0)]
    [InlineData(ModeRig.Code16, ModeRig.Data32, 0x1_0000UL, Protection, 0)]
    [InlineData(ModeRig.Code64, ModeRig.AbsentData, Target, Stack, ModeRig.AbsentData)]
    public void A_bad_selector_or_RIP_is_a_fault_at_IRETQ(
        ushort code, ushort stack, ulong target, byte raised, ulong errorCode)
    {
        var rig = new ModeRig(CoreMode.Long64);
        rig.Put(8, target, code, 2, OuterStack, stack);
        _ = rig.Step(Iretq);

        rig.AssertFault(raised, errorCode, 8);
        Assert.Equal(CoreRig.Code, rig.Words(8, 2)[1]);
    }

    [Fact]
    public void Compatibility_mode_pops_three_words_to_its_level_and_may_go_to_64_bit_code()
    {
        var rig = new ModeRig(CoreMode.Compatibility32);
        rig.Put(4, Target, ModeRig.Code64, 0x202);
        _ = rig.Step([0xCF]);

        Assert.Equal((Target, CoreRig.StackTop + 12), (rig.After.Rip, rig.After.Rsp));
        Assert.Equal(ModeRig.Code64, rig.SelectorOf(SegmentRegister.Cs));
    }

    [Fact]
    public void A_return_to_user_mode_drops_FS_and_GS_but_not_their_bases()
    {
        var rig = new ModeRig(CoreMode.Long64);
        Assert.True(rig.Rig.Msrs.HostWrite(Spec.Abi.Msr.GsBase, 0x1234_5678_9000));
        rig.Put(8, Target, ModeRig.UserCode64, 2, OuterStack, ModeRig.UserData32);
        _ = rig.Step(Iretq);

        Assert.Equal((0, SegmentAttributes.None), Part(rig, SegmentRegister.Gs));
        Assert.Equal(0x1234_5678_9000UL, rig.Rig.Msrs.GsBase);
    }

    [Theory]
    [InlineData(CoreMode.Protected32, 4)]
    [InlineData(CoreMode.Long64, 8)]
    public void IRET_lets_NMIs_in_again_even_when_it_faults(CoreMode mode, int size)
    {
        byte[] code = size == 8 ? Iretq : Iret;
        var rig = new ModeRig(mode);
        rig.State.NmiBlocked = true;
        rig.Put(size, Target, ModeRig.Data32, 2, OuterStack, ModeRig.Data32);
        _ = rig.Step(code);
        Assert.Equal((13, false), (rig.Entered, rig.After.NmiBlocked));

        rig.Put(size, Target, size == 8 ? ModeRig.Code64 : ModeRig.Code32, 2, OuterStack, ModeRig.Data32);
        _ = rig.Step(code);
        Assert.False(rig.After.NmiBlocked);
    }

    [Fact]
    public void TF_that_IRET_sets_traps_behind_the_next_instruction()
    {
        var rig = new ModeRig(CoreMode.Long64);
        rig.Memory.Write(Target, [0x90, 0x90]);
        rig.Put(8, Target, ModeRig.Code64, 0x102, OuterStack, ModeRig.Data32);
        _ = rig.Step(Iretq);
        Assert.Equal(Target, rig.After.Rip);

        _ = rig.Rig.Core.Run(budget: 1);
        Assert.Equal((1, Target + 1), (rig.Entered, rig.Words(8, 1)[0]));
    }

    [Fact]
    public void RF_that_IRET_sets_is_gone_behind_the_next_instruction()
    {
        var rig = new ModeRig(CoreMode.Protected32);
        rig.Memory.Write(Target, [0x90, 0x90]);
        rig.Put(4, Target, ModeRig.Code32, 0x10002);
        _ = rig.Step(Iret);
        Assert.Equal(Rflags.Resume, rig.After.Rflags & Rflags.Resume);

        _ = rig.Rig.Core.Run(budget: 1);
        Assert.Equal(Rflags.None, rig.After.Rflags & Rflags.Resume);
    }

    [Theory]
    [InlineData(CoreMode.Protected16, 0)]
    [InlineData(CoreMode.Protected16, 3)]
    [InlineData(CoreMode.Compatibility16, 0)]
    [InlineData(CoreMode.Compatibility16, 3)]
    [InlineData(CoreMode.Compatibility32, 0)]
    [InlineData(CoreMode.Compatibility32, 3)]
    public void A_fault_and_its_IRET_leave_every_mode_as_it_was(CoreMode mode, int level)
    {
        var rig = new ModeRig(mode, level);
        bool isLong = mode != CoreMode.Protected16;
        rig.Memory.Write(CoreRig.Handlers + 6, isLong ? Iretq : Iret);
        _ = rig.Step([0x0F, 0x0B], budget: 2);

        Assert.Equal((CoreRig.Code, CoreRig.StackTop), (rig.After.Rip, rig.After.Rsp));
        Assert.Equal((level, rig.State.Rflags | Rflags.Resume), (rig.After.PrivilegeLevel, rig.After.Rflags));
        Assert.Equal(rig.State.SegmentOf(SegmentRegister.Cs), rig.After.SegmentOf(SegmentRegister.Cs));
        Assert.Equal(rig.State.SegmentOf(SegmentRegister.Ss), rig.After.SegmentOf(SegmentRegister.Ss));
        Assert.Equal(rig.State.SegmentOf(SegmentRegister.Ds), rig.After.SegmentOf(SegmentRegister.Ds));
        _ = rig.Rig.Core.Run(budget: 1);
        Assert.Equal(6, rig.Entered);
    }

    private static int Selector(ushort selector) => selector & 3;

    private static (ushort Selector, SegmentAttributes Attributes) Part(ModeRig rig, SegmentRegister register)
    {
        Segment segment = rig.After.SegmentOf(register);
        return (segment.Selector, segment.Attributes);
    }
}
