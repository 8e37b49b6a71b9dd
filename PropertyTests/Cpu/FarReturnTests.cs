using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class FarReturnTests
{
    private const int Code = 0x100;
    private const int Stack = 0x110;
    private const ulong Target = 0x9800;
    private const ulong OuterTop = 0x6000;

    public static TheoryData<SegmentMode> Describing => [.. SegmentRig.Describing];

    // Type, DPL, CPL, RPL, vector.
    public static TheoryData<int, int, int, int, int> CodeRules => new()
    {
        { SegmentRig.Code, 0, 0, 0, -1 }, { SegmentRig.ExecuteOnly, 3, 3, 3, -1 }, { SegmentRig.Code, 3, 0, 3, -1 },
        { SegmentRig.Conforming, 0, 3, 3, -1 }, { SegmentRig.Conforming, 1, 0, 3, -1 },
        { SegmentRig.Code, 2, 1, 2, -1 },
        { SegmentRig.Code, 0, 3, 0, 13 }, { SegmentRig.Code, 0, 0, 3, 13 }, { SegmentRig.Code, 3, 0, 0, 13 },
        { SegmentRig.Conforming, 3, 0, 0, 13 }, { SegmentRig.Data, 0, 0, 0, 13 }, { 0x8C, 0, 0, 0, 13 },
        { 0x1B, 0, 0, 0, 11 }, { 0x1B, 3, 0, 3, 11 },
    };

    // Type, DPL and selector of the stack of level 3, vector, error code.
    public static TheoryData<int, int, int, int, uint> StackRules => new()
    {
        { SegmentRig.Data, 3, Stack | 3, -1, 0 }, { 0x97, 3, Stack | 3, -1, 0 }, { SegmentRig.Data, 3, 3, 13, 0 },
        { SegmentRig.Data, 3, Stack, 13, Stack }, { SegmentRig.Data, 0, Stack | 3, 13, Stack },
        { SegmentRig.ReadOnly, 3, Stack | 3, 13, Stack }, { SegmentRig.Code, 3, Stack | 3, 13, Stack },
        { SegmentRig.Data, 3, 0x403, 13, 0x400 }, { 0x13, 3, Stack | 3, 12, Stack },
    };

    [Theory]
    [MemberData(nameof(CodeRules))]
    public void RETF_goes_to_code_of_the_level_of_its_selector(int type, int dpl, int cpl, int rpl, int vector)
    {
        foreach (SegmentMode mode in SegmentRig.Describing)
        {
            SegmentRig rig = FarTransfers.RigWith(mode, cpl, Code, type, dpl);
            rig.Describe(Stack, SegmentRig.Data, rpl);
            WriteFrame(rig, released: 4, Code | rpl, Stack | rpl);
            _ = rig.Step(0xCA, 0x04, 0x00);
            if (vector != CoreRig.None)
            {
                rig.ShouldFault(vector, Code);
                continue;
            }

            ulong frame = (ulong)((2 * SlotSize(rig)) + 4);
            Assert.Equal((Target, rpl), (rig.After.Rip, rig.After.PrivilegeLevel));
            Assert.Equal(Code | rpl, rig.After.SegmentOf(SegmentRegister.Cs).Selector);
            Assert.Equal(rpl == cpl ? CoreRig.StackTop + frame : OuterTop + 4, rig.After.Rsp);
        }
    }

    [Theory]
    [MemberData(nameof(StackRules))]
    public void To_an_outer_level_the_stack_is_checked_too(
        int type, int dpl, int selector, int vector, uint errorCode)
    {
        foreach (SegmentMode mode in SegmentRig.Describing)
        {
            SegmentRig rig = FarTransfers.RigWith(mode, cpl: 0, Code, SegmentRig.Code, dpl: 3);
            rig.Describe(Stack, type, dpl);
            WriteFrame(rig, released: 0, Code | 3, selector);
            _ = rig.Step(0xCB);
            if (vector == CoreRig.None)
            {
                Assert.Equal((Target, OuterTop, 3), (rig.After.Rip, rig.After.Rsp, rig.After.PrivilegeLevel));
                Assert.Equal(selector, rig.After.SegmentOf(SegmentRegister.Ss).Selector);
            }
            else
            {
                rig.ShouldFault(vector, errorCode);
            }
        }
    }

    [Theory]
    [InlineData(SegmentMode.Long64, 1, SegmentRig.Long, -1)]
    [InlineData(SegmentMode.Long64, 2, SegmentRig.Long, 13)]
    [InlineData(SegmentMode.Long64, 1, SegmentRig.Big, 13)]
    [InlineData(SegmentMode.Compatibility32, 1, SegmentRig.Long, -1)]
    [InlineData(SegmentMode.Protected32, 1, SegmentRig.Big, 13)]
    public void A_null_stack_is_for_64_bit_code_with_the_level_of_that_code(
        SegmentMode mode, int selector, int width, int vector)
    {
        var rig = new SegmentRig(mode);
        rig.Describe(Code, SegmentRig.Code | width, level: 1);
        WriteFrame(rig, released: 0, Code | 1, selector);
        _ = rig.Step(0xCB);

        Assert.Equal(vector, rig.Caught);
        Assert.True(vector != CoreRig.None || rig.After.SegmentOf(SegmentRegister.Ss).Selector == selector);
    }

    [Theory]
    [MemberData(nameof(Describing))]
    public void A_null_selector_is_GP_0_and_a_target_beyond_the_limit_too(SegmentMode mode)
    {
        var rig = new SegmentRig(mode);
        WriteFrame(rig, released: 0, code: 3, stack: 0);
        _ = rig.Step(0xCB);
        rig.ShouldFault(13);

        rig.Describe(Code, SegmentRig.Code, limit: (uint)Target - 1);
        WriteFrame(rig, released: 0, Code, stack: 0);
        _ = rig.Step(0xCB);
        rig.ShouldFault(13);
    }

    [Fact]
    public void A_frame_beyond_the_stack_limit_is_SS()
    {
        foreach (uint limit in (uint[])[7, 15])
        {
            var rig = new SegmentRig(SegmentMode.Protected32);
            rig.Describe(Code, SegmentRig.Code, level: 3);
            WriteFrame(rig, released: 0, Code | 3, stack: 0);
            ref Segment stack = ref rig.State.Segments[(int)SegmentRegister.Ss];
            stack = stack with { Limit = (uint)CoreRig.StackTop + limit - 1 };
            _ = rig.Step(0xCB);
            rig.ShouldFault(12);
        }
    }

    [Fact]
    public void A_non_canonical_target_is_GP_0()
    {
        var rig = new SegmentRig(SegmentMode.Long64);
        rig.Memory.Write(CoreRig.StackTop, 0x8000_0000_0000UL);
        rig.Memory.Write(CoreRig.StackTop + 8, 0x28UL);
        _ = rig.Step(0x48, 0xCB);
        rig.ShouldFault(13);

        rig.Memory.Write(CoreRig.StackTop, 0x7FFF_FFFF_F000UL);
        _ = rig.Step(0x48, 0xCB);
        Assert.Equal((0x7FFF_FFFF_F000UL, CoreRig.StackTop + 16), (rig.After.Rip, rig.After.Rsp));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void The_wide_RETF_to_compatibility_code_uses_the_low_half_of_its_target(int level)
    {
        var rig = new SegmentRig(SegmentMode.Long64);
        rig.Describe(Code, SegmentRig.Code | SegmentRig.Big, level);
        rig.Describe(Stack, SegmentRig.Data, level);
        ulong[] words = [0xAAAA_AAAA_0000_0000 | Target, (ulong)(Code | level), OuterTop, (ulong)(Stack | level)];
        for (int word = 0; word < words.Length; word++)
        {
            rig.Memory.Write(CoreRig.StackTop + (ulong)(word * 8), words[word]);
        }

        _ = rig.Step(0x48, 0xCB);
        Assert.Equal((Target, level), (rig.After.Rip, rig.After.PrivilegeLevel));
    }

    [Theory]
    [MemberData(nameof(Describing))]
    public void Data_segments_that_the_outer_level_may_not_use_are_dropped_and_bases_stay(SegmentMode mode)
    {
        SegmentRig rig = FarTransfers.RigWith(mode, cpl: 0, Code, SegmentRig.Code, dpl: 3);
        rig.Describe(Stack, SegmentRig.Data, level: 3);
        rig.State.Segments[(int)SegmentRegister.Ds] = new Segment(0, 1, 0x53, (SegmentAttributes)0xF3);
        rig.State.Segments[(int)SegmentRegister.Es] = new Segment(0, 1, 0x58, (SegmentAttributes)0x9F);
        rig.State.Segments[(int)SegmentRegister.Gs] = new Segment(0, 1, 0x60, (SegmentAttributes)0x93);
        Assert.True(rig.Base.Msrs.HostWrite(Spec.Abi.Msr.GsBase, 0x5555));
        WriteFrame(rig, released: 0, Code | 3, Stack | 3);
        _ = rig.Step(0xCB);

        Assert.Equal(rig.State.SegmentOf(SegmentRegister.Ds), rig.After.SegmentOf(SegmentRegister.Ds));
        Assert.Equal(rig.State.SegmentOf(SegmentRegister.Es), rig.After.SegmentOf(SegmentRegister.Es));
        Segment dropped = rig.After.SegmentOf(SegmentRegister.Gs);
        Assert.Equal((0, SegmentAttributes.None), (dropped.Selector, dropped.Attributes));
        Assert.Equal(0x5555UL, rig.GsBase);
    }

    [Theory]
    [InlineData(SegmentMode.Long64)]
    [InlineData(SegmentMode.Compatibility32)]
    public void In_long_mode_code_with_both_L_and_D_is_GP_that_names_it(SegmentMode mode)
    {
        var rig = new SegmentRig(mode);
        rig.Describe(Code, SegmentRig.Code | SegmentRig.Long | SegmentRig.Big);
        WriteFrame(rig, released: 0, Code, stack: 0);
        _ = rig.Step(0xCB);

        rig.ShouldFault(13, Code);
    }

    private static int SlotSize(SegmentRig rig) => rig.Bitness == 16 ? 2 : 4;

    private static void WriteFrame(SegmentRig rig, int released, int code, int stack)
    {
        int size = SlotSize(rig);
        ulong[] words = [Target, (ulong)code, OuterTop, (ulong)stack];
        for (int word = 0; word < words.Length; word++)
        {
            int offset = (word * size) + (word >= 2 ? released : 0);
            ulong address = CoreRig.StackTop + (ulong)offset;
            if (size == 2)
            {
                rig.Memory.Write(address, (ushort)words[word]);
            }
            else
            {
                rig.Memory.Write(address, (uint)words[word]);
            }
        }
    }
}
