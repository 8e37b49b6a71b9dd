using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class SegmentStackTests
{
    private const int Selector = 0x100;

    [Theory]
    [InlineData(SegmentMode.Real, new byte[] { 0x0F, 0xA0 }, 2)]
    [InlineData(SegmentMode.Protected32, new byte[] { 0x0F, 0xA0 }, 4)]
    [InlineData(SegmentMode.Protected32, new byte[] { 0x66, 0x0F, 0xA0 }, 2)]
    [InlineData(SegmentMode.Compatibility32, new byte[] { 0x0F, 0xA0 }, 4)]
    [InlineData(SegmentMode.Long64, new byte[] { 0x0F, 0xA0 }, 8)]
    [InlineData(SegmentMode.Long64, new byte[] { 0x66, 0x0F, 0xA0 }, 2)]
    public void PUSH_and_POP_of_FS_move_the_stack_by_the_operand_size(SegmentMode mode, byte[] push, int size)
    {
        var rig = new SegmentRig(mode);
        rig.Memory.Write(CoreRig.StackTop - 8, ulong.MaxValue);
        ushort selector = rig.State.SegmentOf(SegmentRegister.Fs).Selector;
        _ = rig.Step(push);
        Assert.Equal(CoreRig.StackTop - (ulong)size, rig.After.Rsp);
        ulong pushed = rig.Memory.Read<ulong>(CoreRig.StackTop - (ulong)size);
        Assert.Equal(selector, pushed & (ulong.MaxValue >> (64 - (8 * size))));

        byte[] pop = [.. push[..^1], 0xA1];
        rig.Memory.Write(CoreRig.StackTop, (ulong)selector);
        _ = rig.Step(pop);
        rig.ShouldPass(pop.Length);
        Assert.Equal(CoreRig.StackTop + (ulong)size, rig.After.Rsp);
        Assert.Equal(selector, rig.After.SegmentOf(SegmentRegister.Fs).Selector);
    }

    [Fact]
    public void A_POP_that_faults_leaves_the_stack_pointer()
    {
        var rig = new SegmentRig(SegmentMode.Protected32);
        rig.Memory.Write(CoreRig.StackTop, 0x400U);
        _ = rig.Step(0x1F);

        rig.ShouldFault(13, 0x400);
        Assert.Equal(CoreRig.StackTop - 16, rig.After.Rsp);
    }

    [Theory]
    [InlineData(SegmentMode.Protected32, new byte[] { 0xC5, 0x03 }, SegmentRegister.Ds, 4)]
    [InlineData(SegmentMode.Protected32, new byte[] { 0x66, 0xC4, 0x03 }, SegmentRegister.Es, 2)]
    [InlineData(SegmentMode.Compatibility32, new byte[] { 0x0F, 0xB4, 0x03 }, SegmentRegister.Fs, 4)]
    [InlineData(SegmentMode.Long64, new byte[] { 0x0F, 0xB5, 0x03 }, SegmentRegister.Gs, 4)]
    [InlineData(SegmentMode.Long64, new byte[] { 0x48, 0x0F, 0xB2, 0x03 }, SegmentRegister.Ss, 8)]
    public void A_far_pointer_loads_the_segment_and_the_register(
        SegmentMode mode, byte[] code, SegmentRegister register, int size)
    {
        var rig = new SegmentRig(mode);
        rig.Describe(Selector, SegmentRig.Data | 0xC000, limit: 0xFFFFF);
        rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data;
        rig.Memory.Write(CoreRig.Data, 0x1122_3344_5566_7788UL);
        rig.Memory.Write(CoreRig.Data + (ulong)size, (ushort)Selector);
        _ = rig.Step(code);
        rig.ShouldPass(code.Length);
        Assert.Equal(Selector, rig.After.SegmentOf(register).Selector);
        Assert.Equal(
            0x1122_3344_5566_7788UL & (ulong.MaxValue >> (64 - (8 * size))), rig.After.Registers[RegisterFile.Rax]);

        rig.Memory.Write(CoreRig.Data + (ulong)size, (ushort)0x400);
        _ = rig.Step(code);
        rig.ShouldFault(13, 0x400);
    }

    [Theory]
    [InlineData(SegmentMode.Protected16)]
    [InlineData(SegmentMode.Protected32)]
    public void A_push_beyond_the_stack_limit_is_SS_and_a_pop_too(SegmentMode mode)
    {
        foreach (byte opcode in (byte[])[0x50, 0x58, 0x06])
        {
            var rig = new SegmentRig(mode, level: 3);
            ref Segment stack = ref rig.State.Segments[(int)SegmentRegister.Ss];
            stack = stack with { Limit = 0xFFF };
            _ = rig.Step(opcode);
            rig.ShouldFault(12);
        }
    }

    [Fact]
    public void In_64_bit_mode_a_near_branch_ignores_the_operand_size_prefix()
    {
        var rig = new SegmentRig(SegmentMode.Long64);
        _ = rig.Step(c => c.db(0x66, 0xE9, 0x10, 0x00, 0x00, 0x00));
        Assert.Equal(CoreRig.Code + 6 + 0x10, rig.After.Rip);

        rig.Memory.Write(CoreRig.StackTop, 0x1_2345UL);
        _ = rig.Step(0x66, 0xC3);
        Assert.Equal((0x1_2345UL, CoreRig.StackTop + 8), (rig.After.Rip, rig.After.Rsp));
    }

    [Fact]
    public void In_32_bit_mode_a_16_bit_near_branch_keeps_16_bits_of_EIP()
    {
        var rig = new SegmentRig(SegmentMode.Protected32);
        rig.State.Registers[RegisterFile.Rax] = 0xFFFF_1234;
        _ = rig.Step(c => c.jmp(ax));
        Assert.Equal(0x1234UL, rig.After.Rip);

        rig.Memory.Write(CoreRig.StackTop, 0x1_2345UL);
        _ = rig.Step(0x66, 0xC3);
        Assert.Equal((0x2345UL, CoreRig.StackTop + 2), (rig.After.Rip, rig.After.Rsp));

        _ = rig.Step(0x66, 0xE8, 0xFF, 0x7F);
        Assert.Equal((3UL, CoreRig.StackTop - 2), (rig.After.Rip, rig.After.Rsp));
        Assert.Equal((ushort)(CoreRig.Code + 4), rig.Memory.Read<ushort>(CoreRig.StackTop - 2));
    }
}
