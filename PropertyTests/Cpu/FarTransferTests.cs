using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class FarTransferTests
{
    private const int Selector = 0x100;
    private const int Gate = 0x140;
    private const ulong Target = 0x9800;
    private const ulong HighTarget = 0x7654_0000_9800;

    public static TheoryData<SegmentMode> Shifting => [.. SegmentRig.Shifting];

    public static TheoryData<SegmentMode> Describing => [.. SegmentRig.Describing];

    // Type, DPL, CPL, RPL, vector of a far jump or call to a segment.
    public static TheoryData<int, int, int, int, int> DirectRules => new()
    {
        { SegmentRig.Code, 0, 0, 0, -1 }, { SegmentRig.ExecuteOnly, 3, 3, 3, -1 }, { SegmentRig.Code, 3, 3, 0, -1 },
        { SegmentRig.Conforming, 0, 3, 3, -1 }, { SegmentRig.Conforming, 1, 2, 3, -1 },
        { SegmentRig.Conforming, 0, 0, 3, -1 },
        { SegmentRig.Code, 0, 0, 3, 13 }, { SegmentRig.Code, 3, 0, 0, 13 }, { SegmentRig.Code, 0, 3, 0, 13 },
        { SegmentRig.Conforming, 3, 0, 0, 13 }, { SegmentRig.Data, 0, 0, 0, 13 }, { 0x82, 0, 0, 0, 13 },
        { 0x83, 0, 0, 0, 13 }, { 0x8B, 0, 0, 0, 13 }, { 0x8E, 0, 0, 0, 13 }, { 0x8F, 0, 0, 0, 13 },
        { 0x80, 0, 0, 0, 13 },
        { 0x1B, 0, 0, 0, 11 }, { 0x1F, 0, 3, 3, 11 }, { 0x1B, 3, 0, 0, 13 },
    };

    // CPL, type of the code, its DPL, gate's DPL, RPL of the pointer, vector, whether the error code names the gate.
    public static TheoryData<int, int, int, int, int, int, bool> GateRules => new()
    {
        { 0, SegmentRig.Code, 0, 0, 0, -1, false }, { 3, SegmentRig.Code, 3, 3, 3, -1, false },
        { 3, SegmentRig.Conforming, 0, 3, 3, -1, false }, { 1, SegmentRig.Code, 1, 2, 2, -1, false },
        { 3, SegmentRig.Code, 3, 0, 0, 13, true }, { 0, SegmentRig.Code, 0, 0, 3, 13, true },
        { 0, SegmentRig.Code, 3, 0, 0, 13, false }, { 0, SegmentRig.Conforming, 3, 0, 0, 13, false },
        { 0, SegmentRig.Data, 0, 0, 0, 13, false }, { 0, 0x8B, 0, 0, 0, 13, false },
        { 0, 0x1B, 0, 0, 0, 11, false },
    };

    [Theory]
    [MemberData(nameof(Shifting))]
    public void Shifting_modes_go_to_selector_and_offset(SegmentMode mode)
    {
        var rig = new SegmentRig(mode);
        Segment before = rig.State.SegmentOf(SegmentRegister.Cs);
        _ = rig.Step(0xEA, 0x34, 0x12, 0x00, 0x08);

        Assert.Equal((0x1234UL, CoreRig.None), (rig.After.Rip, rig.Caught));
        Assert.Equal(before with { Base = 0x8000, Selector = 0x800 }, rig.After.SegmentOf(SegmentRegister.Cs));
        Assert.Equal(rig.State.PrivilegeLevel, rig.After.PrivilegeLevel);
    }

    [Theory]
    [MemberData(nameof(Shifting))]
    public void Shifting_modes_call_and_return_with_two_words(SegmentMode mode)
    {
        var rig = new SegmentRig(mode);
        rig.Memory.Write(CoreRig.Code + 0x1234, [0xCA, 0x06, 0x00]); // retf 6
        ref Segment cs = ref rig.State.Segments[(int)SegmentRegister.Cs];
        Segment before = cs;
        _ = rig.Step(0x9A, 0x34, 0x12, 0x00, 0x08);
        Assert.Equal((0x1234UL, CoreRig.StackTop - 4), (rig.After.Rip, rig.After.Rsp));
        Assert.Equal((uint)(CoreRig.Code + 5), rig.Memory.Read<uint>(CoreRig.StackTop - 4));

        _ = rig.Base.Run([0x9A, 0x34, 0x12, 0x00, 0x08], budget: 2);
        Assert.Equal((CoreRig.Code + 5, CoreRig.StackTop + 6), (rig.After.Rip, rig.After.Rsp));
        Assert.Equal(before, rig.After.SegmentOf(SegmentRegister.Cs));
    }

    [Theory]
    [MemberData(nameof(Shifting))]
    public void Beyond_the_limit_of_CS_shifting_modes_raise_GP(SegmentMode mode)
    {
        var rig = new SegmentRig(mode);
        _ = rig.Step(0x66, 0xEA, 0x00, 0x00, 0x01, 0x00, 0x00, 0x08); // jmp 0800:00010000
        rig.ShouldFault(13);
        _ = rig.Step(0x66, 0x9A, 0x00, 0x00, 0x01, 0x00, 0x00, 0x08);
        rig.ShouldFault(13);
        rig.Memory.Write(CoreRig.StackTop, 0x0800_0001_0000UL);
        _ = rig.Step(0x66, 0xCB);
        rig.ShouldFault(13);
    }

    [Theory]
    [MemberData(nameof(DirectRules))]
    public void A_far_jump_or_call_to_code_keeps_the_level(int type, int dpl, int cpl, int rpl, int vector)
    {
        foreach (SegmentMode mode in SegmentRig.Describing)
        {
            foreach (bool isCall in (bool[])[false, true])
            {
                foreach (int selector in (int[])[Selector | rpl, 0x24 | rpl])
                {
                    SegmentRig rig = FarTransfers.RigWith(mode, cpl, selector, type, dpl);
                    _ = rig.Step(FarTransfers.Through(rig, isCall, selector, Target));
                    if (vector != CoreRig.None)
                    {
                        rig.ShouldFault(vector, (uint)(selector & ~3));
                        continue;
                    }

                    Segment code = rig.After.SegmentOf(SegmentRegister.Cs);
                    Assert.Equal((Target, cpl), (rig.After.Rip, rig.After.PrivilegeLevel));
                    Assert.Equal((selector & ~3) | cpl, code.Selector);
                    ulong pushed = isCall ? FarTransfers.CallSize(rig) : 0;
                    Assert.Equal(CoreRig.StackTop - pushed, rig.After.Rsp);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Describing))]
    public void A_null_selector_is_GP_0_and_one_beyond_the_table_names_itself(SegmentMode mode)
    {
        foreach (bool isCall in (bool[])[false, true])
        {
            var rig = new SegmentRig(mode);
            _ = rig.Step(FarTransfers.Through(rig, isCall, selector: 3, Target));
            rig.ShouldFault(13);
            _ = rig.Step(FarTransfers.Through(rig, isCall, selector: 0x401, Target));
            rig.ShouldFault(13, 0x400);
        }
    }

    [Theory]
    [MemberData(nameof(Describing))]
    public void A_target_beyond_the_limit_is_GP_0(SegmentMode mode)
    {
        SegmentRig rig = FarTransfers.RigWith(mode, cpl: 0, Selector, SegmentRig.Code, dpl: 0);
        rig.Describe(Selector, SegmentRig.Code, limit: (uint)Target - 1);
        _ = rig.Step(FarTransfers.Through(rig, isCall: false, Selector, Target));
        rig.ShouldFault(13);
        _ = rig.Step(FarTransfers.Through(rig, isCall: true, Selector, Target));
        rig.ShouldFault(13);
    }

    [Theory]
    [InlineData(SegmentMode.Protected16)]
    [InlineData(SegmentMode.Protected32)]
    public void Without_room_for_the_return_address_a_far_call_is_SS(SegmentMode mode)
    {
        SegmentRig rig = FarTransfers.RigWith(mode, cpl: 3, Selector, SegmentRig.Code, dpl: 3);
        rig.Describe(Selector, SegmentRig.Code, level: 3, limit: 0x10);
        ref Segment stack = ref rig.State.Segments[(int)SegmentRegister.Ss];
        stack = stack with { Limit = (uint)CoreRig.StackTop - 3 };
        _ = rig.Step(FarTransfers.Through(rig, isCall: true, Selector, Target));

        rig.ShouldFault(12);
    }

    [Fact]
    public void A_far_jump_leaves_32_bit_code_for_64_bit_code()
    {
        SegmentRig rig = FarTransfers.RigWith(
            SegmentMode.Compatibility32, cpl: 0, Selector, SegmentRig.Code, dpl: 0, is64Bit: true);
        rig.Describe(Selector, SegmentRig.Code | SegmentRig.Long);
        rig.Memory.Write(Target, [0x48, 0xB8, 1, 2, 3, 4, 5, 6, 7, 8]); // mov rax, imm64
        _ = rig.Base.Run(FarTransfers.Through(rig, isCall: false, Selector, Target), budget: 2);

        Assert.Equal((Target + 10, 0x0807060504030201UL), (rig.After.Rip, rig.After.Registers[0]));
    }

    [Fact]
    public void A_far_call_leaves_64_bit_code_for_32_bit_code_and_comes_back()
    {
        var rig = new SegmentRig(SegmentMode.Long64);
        rig.Describe(Selector, SegmentRig.Code | SegmentRig.Big, address: 0x1000);
        rig.Memory.Write(Target + 0x1000, [0x40, 0xCB]); // inc eax / retf
        rig.State.Registers[0] = uint.MaxValue;
        _ = rig.Base.Run(FarTransfers.Through(rig, isCall: true, Selector, Target), budget: 3);

        Assert.Equal((CoreRig.Code + 2, CoreRig.StackTop), (rig.After.Rip, rig.After.Rsp));
        Assert.Equal((0UL, rig.State.SegmentOf(SegmentRegister.Cs).Selector),
            (rig.After.Registers[0], rig.After.SegmentOf(SegmentRegister.Cs).Selector));
    }

    [Fact]
    public void The_L_bit_means_nothing_outside_long_mode()
    {
        SegmentRig rig = FarTransfers.RigWith(
            SegmentMode.Protected32, cpl: 0, Selector, SegmentRig.Code, dpl: 0);
        rig.Describe(Selector, SegmentRig.Code | SegmentRig.Long);
        rig.Memory.Write(Target, [0x40]); // inc ax
        rig.State.Registers[0] = 0xFFFF;
        _ = rig.Base.Run(FarTransfers.Through(rig, isCall: false, Selector, Target), budget: 2);

        Assert.Equal((Target + 1, 0UL), (rig.After.Rip, rig.After.Registers[0]));
    }

    [Theory]
    [InlineData(SegmentMode.Compatibility32)]
    [InlineData(SegmentMode.Long64)]
    public void In_long_mode_code_with_both_L_and_D_is_GP_that_names_it(SegmentMode mode)
    {
        const int Both = SegmentRig.Code | SegmentRig.Long | SegmentRig.Big;
        foreach (bool isCall in (bool[])[false, true])
        {
            SegmentRig rig = FarTransfers.RigWith(mode, cpl: 0, Selector, Both, dpl: 0);
            rig.Describe(Selector, Both);
            _ = rig.Step(FarTransfers.Through(rig, isCall, Selector, Target));
            rig.ShouldFault(13, Selector);
        }
    }

    [Fact]
    public void A_non_canonical_target_is_GP_0_and_a_high_one_is_reached()
    {
        SegmentRig rig = FarTransfers.RigWith(SegmentMode.Long64, cpl: 0, Selector, SegmentRig.Code, dpl: 0);
        rig.Memory.Write(CoreRig.Data, HighTarget);
        rig.Memory.Write(CoreRig.Data + 8, (ushort)Selector);
        rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data;
        _ = rig.Step(0x48, 0xFF, 0x2B); // jmp far m16:64 [rbx]
        Assert.Equal(HighTarget, rig.After.Rip);

        rig.Memory.Write(CoreRig.Data, 0x8000_0000_0000UL);
        _ = rig.Step(0x48, 0xFF, 0x2B);
        rig.ShouldFault(13);
        _ = rig.Step(0x48, 0xFF, 0x1B);
        rig.ShouldFault(13);
    }

    [Theory]
    [MemberData(nameof(GateRules))]
    public void A_gate_is_used_by_its_level_and_leads_to_code_by_the_codes_level(
        int cpl, int type, int dpl, int gateLevel, int rpl, int vector, bool namesGate)
    {
        foreach (SegmentMode mode in SegmentRig.Describing)
        {
            foreach (bool isCall in (bool[])[false, true])
            {
                SegmentRig rig = FarTransfers.RigWith(mode, cpl, Selector, type, dpl, is64Bit: true);
                rig.DescribeGate(Gate, Selector, Target, type: 0x8C, gateLevel);
                _ = rig.Step(FarTransfers.Through(rig, isCall, Gate | rpl, offset: 0xDEAD));
                if (vector != CoreRig.None)
                {
                    rig.ShouldFault(vector, namesGate ? Gate : (uint)Selector);
                    continue;
                }

                ulong pushed = (ulong)(isCall ? mode >= SegmentMode.Compatibility16 ? 16 : 8 : 0);
                Assert.Equal((Target, cpl), (rig.After.Rip, rig.After.PrivilegeLevel));
                Assert.Equal(Selector | cpl, rig.After.SegmentOf(SegmentRegister.Cs).Selector);
                Assert.Equal(CoreRig.StackTop - pushed, rig.After.Rsp);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Describing))]
    public void A_gate_that_is_not_present_is_NP_and_a_jump_to_an_inner_level_is_GP(SegmentMode mode)
    {
        SegmentRig rig = FarTransfers.RigWith(mode, cpl: 3, Selector, SegmentRig.Code, dpl: 0, is64Bit: true);
        rig.DescribeGate(Gate, Selector, Target, type: 0x0C, level: 3);
        _ = rig.Step(FarTransfers.Through(rig, isCall: true, Gate, Target));
        rig.ShouldFault(11, Gate);

        rig.DescribeGate(Gate, Selector, Target, type: 0x8C, level: 3);
        _ = rig.Step(FarTransfers.Through(rig, isCall: false, Gate, Target));
        rig.ShouldFault(13, Selector);

        rig.DescribeGate(Gate, target: 1, Target, type: 0x8C, level: 3);
        _ = rig.Step(FarTransfers.Through(rig, isCall: true, Gate, Target));
        rig.ShouldFault(13);
    }

    [Theory]
    [InlineData(0x8C, 4)]
    [InlineData(0x84, 2)]
    public void A_call_to_an_inner_level_changes_the_stack_and_copies_the_parameters(int type, int size)
    {
        SegmentRig rig = FarTransfers.RigWith(SegmentMode.Protected32, cpl: 3, Selector, SegmentRig.Code, dpl: 0);
        rig.DescribeGate(Gate, Selector, 0xABCD_0000 | Target, type, level: 3, parameters: 2);
        rig.Describe(Selector, SegmentRig.Code | 0x8000, limit: 0xFFFFF);
        rig.Memory.Write(CoreRig.StackTop, 0x4444_3333_2222_1111UL);
        _ = rig.Step(FarTransfers.Through(rig, isCall: true, Gate | 3, offset: 0));

        Assert.Equal(SegmentRig.InnerStack - (ulong)(6 * size), rig.After.Rsp);
        Assert.Equal((0, Selector), (rig.After.PrivilegeLevel, (int)rig.After.SegmentOf(SegmentRegister.Cs).Selector));
        Assert.Equal(0x10, rig.After.SegmentOf(SegmentRegister.Ss).Selector);
        Assert.Equal(size == 2 ? Target : 0xABCD_0000 | Target, rig.After.Rip);
        ulong[] expected = size == 4
            ? [CoreRig.Code + 7, 0x1B, 0x2222_1111, 0x4444_3333, CoreRig.StackTop, 0x23]
            : [CoreRig.Code + 7, 0x1B, 0x1111, 0x2222, CoreRig.StackTop, 0x23];
        for (int word = 0; word < expected.Length; word++)
        {
            ulong address = rig.After.Rsp + (ulong)(word * size);
            Assert.Equal(
                expected[word], size == 4 ? rig.Memory.Read<uint>(address) : rig.Memory.Read<ushort>(address));
        }
    }

    [Theory]
    [InlineData(SegmentMode.Compatibility32, 7)]
    [InlineData(SegmentMode.Long64, 2)]
    public void In_long_mode_a_gate_of_16_bytes_changes_to_a_null_stack_of_the_inner_level(SegmentMode mode, int length)
    {
        SegmentRig rig = FarTransfers.RigWith(mode, cpl: 3, Selector, SegmentRig.Code, dpl: 1, is64Bit: true);
        rig.DescribeGate(Gate, Selector, HighTarget, type: 0x8C, level: 3, parameters: 5);
        rig.Memory.Write(CoreRig.Tss + 12, 0x7A00UL);
        ushort code = rig.State.SegmentOf(SegmentRegister.Cs).Selector;
        _ = rig.Step(FarTransfers.Through(rig, isCall: true, Gate | 3, offset: 0));

        Assert.Equal((HighTarget, 0x7A00UL - 32, 1), (rig.After.Rip, rig.After.Rsp, rig.After.PrivilegeLevel));
        Assert.Equal(new Segment(0, 0, 1, SegmentAttributes.None), rig.After.SegmentOf(SegmentRegister.Ss));
        Assert.Equal(CoreRig.Code + (ulong)length, rig.Memory.Read<ulong>(rig.After.Rsp));
        Assert.Equal(code, rig.Memory.Read<ulong>(rig.After.Rsp + 8));
        Assert.Equal(CoreRig.StackTop, rig.Memory.Read<ulong>(rig.After.Rsp + 16));
        Assert.Equal(0x23UL, rig.Memory.Read<ulong>(rig.After.Rsp + 24));
    }

    [Theory]
    [InlineData(SegmentMode.Compatibility32)]
    [InlineData(SegmentMode.Long64)]
    public void In_long_mode_a_gate_needs_64_bit_code_a_clear_upper_type_and_all_of_its_bytes(SegmentMode mode)
    {
        SegmentRig rig = FarTransfers.RigWith(mode, cpl: 0, Selector, SegmentRig.Code, dpl: 0);
        rig.Describe(Selector, SegmentRig.Code | SegmentRig.Big);
        rig.DescribeGate(Gate, Selector, Target, type: 0x8C, level: 0);
        _ = rig.Step(FarTransfers.Through(rig, isCall: true, Gate, Target));
        rig.ShouldFault(13, Selector);

        rig.Describe(Selector, SegmentRig.Code | SegmentRig.Long);
        rig.WriteDescriptor(Gate + 8, 0x0100_0000_0000);
        _ = rig.Step(FarTransfers.Through(rig, isCall: true, Gate, Target));
        rig.ShouldFault(13, Gate);

        rig.DescribeGate(0x3F8, Selector, Target, type: 0x8C, level: 0);
        _ = rig.Step(FarTransfers.Through(rig, isCall: true, 0x3F8, Target));
        rig.ShouldFault(13, 0x3F8);

        rig.DescribeGate(Gate, Selector, Target, type: 0x84, level: 0);
        _ = rig.Step(FarTransfers.Through(rig, isCall: false, Gate, Target));
        rig.ShouldFault(13, Gate);
    }

    [Theory]
    [InlineData(0x89)]
    [InlineData(0x81)]
    [InlineData(0x85)]
    public void A_task_switch_is_left_as_unimplemented_and_in_long_mode_is_GP(int type)
    {
        SegmentRig rig = FarTransfers.RigWith(SegmentMode.Protected32, cpl: 0, Selector, type, dpl: 0);
        Assert.Equal(
            CoreExitKind.Unimplemented, rig.Step(FarTransfers.Through(rig, isCall: false, Selector, Target)).Kind);

        rig = FarTransfers.RigWith(SegmentMode.Long64, cpl: 0, Selector, type, dpl: 0);
        _ = rig.Step(FarTransfers.Through(rig, isCall: true, Selector, Target));
        rig.ShouldFault(13, Selector);
    }
}
