using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class Virtual8086Tests
{
    private const ulong Target = CoreRig.Code + 0x100;
    private const byte Protection = 13;
    private const SegmentAttributes Attributes = (SegmentAttributes)0xF3;

    private const Rflags Level3 = Rflags.IoPrivilege;

    [Fact]
    public void IRETD_at_level_0_with_VM_loads_all_segments_as_on_an_8086()
    {
        var rig = new ModeRig(CoreMode.Protected32);
        rig.Put(4, 0x10, 0x1234, 0x2_3202, 0xABCD_0040, 0x111, 0x222, 0x333, 0x444, 0x555);
        _ = rig.Step([0xCF]);

        Assert.Equal((0x10UL, 0xABCD_0040UL, 3), (rig.After.Rip, rig.After.Rsp, rig.After.PrivilegeLevel));
        Assert.Equal((Rflags)0x2_3202, rig.After.Rflags);
        ushort[] selectors = [0x222, 0x1234, 0x111, 0x333, 0x444, 0x555];
        for (int register = 0; register < selectors.Length; register++)
        {
            var expected = new Segment((ulong)selectors[register] << 4, 0xFFFF, selectors[register], Attributes);
            Assert.Equal(expected, rig.After.SegmentOf((SegmentRegister)register));
        }

        Assert.Equal((0x4440UL, 0x5550UL), (rig.Rig.Msrs.FsBase, rig.Rig.Msrs.GsBase));
    }

    [Fact]
    public void IRETD_to_an_EIP_beyond_64_KiB_is_GP_in_the_kernel()
    {
        var rig = new ModeRig(CoreMode.Protected32);
        rig.Put(4, 0x1_0000, 0x1234, 0x2_0002, 0, 0, 0, 0, 0, 0);
        _ = rig.Step([0xCF]);

        rig.AssertFault(Protection, 0, 4);
    }

    [Fact]
    public void VM_in_a_frame_means_nothing_to_a_16_bit_IRET_nor_above_level_0_nor_in_long_mode()
    {
        var narrow = new ModeRig(CoreMode.Protected16);
        narrow.Put(2, Target, ModeRig.Code16, 2, 2, 2);
        _ = narrow.Step([0xCF]);
        Assert.Equal((Target, 0), (narrow.After.Rip, narrow.After.PrivilegeLevel));

        var user = new ModeRig(CoreMode.Protected32, level: 3);
        user.Put(4, Target, ModeRig.UserCode32, 0x2_0002);
        _ = user.Step([0xCF]);
        Assert.Equal((Target, Rflags.None), (user.After.Rip, user.After.Rflags & Rflags.Virtual8086));

        var compatible = new ModeRig(CoreMode.Compatibility32);
        compatible.Put(4, Target, ModeRig.Code32, 0x2_0002);
        _ = compatible.Step([0xCF]);
        Assert.Equal((Target, Rflags.None), (compatible.After.Rip, compatible.After.Rflags & Rflags.Virtual8086));
    }

    [Fact]
    public void A_fault_and_its_IRETD_leave_the_mode_as_it_was()
    {
        var rig = new ModeRig(CoreMode.Virtual8086);
        rig.Memory.Write(CoreRig.Handlers + 6, [0xCF]);
        _ = rig.Step([0x0F, 0x0B], budget: 2);

        Assert.Equal((CoreRig.Code, CoreRig.StackTop), (rig.After.Rip, rig.After.Rsp));
        Assert.Equal((3, rig.State.Rflags | Rflags.Resume), (rig.After.PrivilegeLevel, rig.After.Rflags));
        for (int register = 0; register <= (int)SegmentRegister.Gs; register++)
        {
            Assert.Equal(rig.State.Segments[register], rig.After.SegmentOf((SegmentRegister)register));
        }
    }

    [Theory]
    [InlineData(0, Protection, 0)]
    [InlineData(2, Protection, 0)]
    [InlineData(3, 0x21, 2)]
    public void INT_n_is_GP_below_IOPL_3(int ioPrivilege, int entered, ulong length)
    {
        var rig = new ModeRig(CoreMode.Virtual8086);
        rig.State.Rflags |= (Rflags)(ioPrivilege << 12);
        rig.SetGate(0x21, level: 3);
        _ = rig.Step([0xCD, 0x21]);

        Assert.Equal(entered, rig.Entered);
        Assert.Equal(CoreRig.Code + length, rig.Words(4, 2)[entered == Protection ? 1 : 0]);
    }

    [Theory]
    [InlineData(new byte[] { 0xCC }, 3, 3, 3)]
    [InlineData(new byte[] { 0xCD, 3 }, 3, 3, Protection)]
    [InlineData(new byte[] { 0xCC }, 3, 0, Protection)]
    [InlineData(new byte[] { 0xCE }, 4, 3, 4)]
    [InlineData(new byte[] { 0xCE }, 4, 0, Protection)]
    [InlineData(new byte[] { 0xF1 }, 1, 0, 1)]
    public void INT3_INTO_and_INT1_do_not_ask_for_IOPL_but_the_first_two_for_the_gate(
        byte[] code, byte vector, int gateLevel, int entered)
    {
        var rig = new ModeRig(CoreMode.Virtual8086);
        rig.SetGate(vector, level: gateLevel);
        _ = rig.Step(code);

        Assert.Equal(entered, rig.Entered);
    }

    [Fact]
    public void IRET_is_GP_below_IOPL_3_and_otherwise_that_of_real_mode()
    {
        var rig = new ModeRig(CoreMode.Virtual8086);
        rig.Put(2, 0x10, 0x1234, 0x0AD7);
        _ = rig.Step([0xCF]);
        rig.AssertFault(Protection, 0, 4);

        rig.State.Rflags |= Level3;
        _ = rig.Step([0xCF]);
        Assert.Equal((0x10UL, CoreRig.StackTop + 6), (rig.After.Rip, rig.After.Rsp));
        Assert.Equal(new Segment(0x12340, 0xFFFF, 0x1234, Attributes), rig.After.SegmentOf(SegmentRegister.Cs));
        Assert.Equal((Rflags)0x0AD7 | Level3 | Rflags.Virtual8086, rig.After.Rflags);

        rig.Put(4, 0x10, 0x1234, 0x1_0002);
        _ = rig.Step([0x66, 0xCF]);
        Assert.Equal(Rflags.One | Level3 | Rflags.Virtual8086 | Rflags.Resume, rig.After.Rflags);
    }

    [Fact]
    public void Code_and_data_end_at_64_KiB()
    {
        var rig = new ModeRig(CoreMode.Virtual8086);
        _ = rig.Step([0x67, 0xA1, 0xFF, 0xFF, 0, 0]); // mov ax, [0xFFFF]
        rig.AssertFault(Protection, 0, 4);

        rig.Memory.Write(0xFFFF, (byte)0x90);
        _ = rig.Step([0xE9, 0xFC, 0x7F], budget: 3); // to the last byte, and past it
        rig.AssertFault(Protection, 0, 4);
        Assert.Equal(0x1_0000UL, rig.Words(4, 2)[1]);
    }

    [Fact]
    public void The_stack_wraps_within_64_KiB()
    {
        var rig = new ModeRig(CoreMode.Virtual8086);
        rig.State.Rsp = 0;
        rig.State.Registers[RegisterFile.Rax] = 0x1234;
        _ = rig.Step([0x50]);

        Assert.Equal((0xFFFEUL, (ushort)0x1234), (rig.After.Rsp, rig.Memory.Read<ushort>(0xFFFE)));
    }
}
