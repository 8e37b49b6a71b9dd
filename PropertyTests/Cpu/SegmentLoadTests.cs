using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Interrupts;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class SegmentLoadTests
{
    private const int Selector = 0x100;
    private const int Local = 0x24;

    private static readonly byte[] MovDs = [0x8E, 0xD8];
    private static readonly byte[] MovFs = [0x8E, 0xE0];
    private static readonly byte[] MovGs = [0x8E, 0xE8];
    private static readonly byte[] MovSs = [0x8E, 0xD0];

    public static TheoryData<SegmentMode> Shifting => [.. SegmentRig.Shifting];

    public static TheoryData<SegmentMode> Describing => [.. SegmentRig.Describing];

    // Type, DPL, CPL, RPL, vector of a load into DS; -1 is none.
    public static TheoryData<int, int, int, int, int> DataRules => new()
    {
        { SegmentRig.Data, 0, 0, 0, -1 }, { SegmentRig.Data, 3, 0, 0, -1 }, { SegmentRig.Data, 3, 3, 3, -1 },
        { SegmentRig.Data, 3, 0, 3, -1 }, { SegmentRig.Data, 2, 1, 2, -1 }, { SegmentRig.ReadOnly, 0, 0, 0, -1 },
        { SegmentRig.Code, 0, 0, 0, -1 }, { SegmentRig.Conforming, 0, 3, 3, -1 }, { 0x97, 0, 0, 0, -1 },
        { SegmentRig.Data, 0, 0, 1, 13 }, { SegmentRig.Data, 0, 3, 0, 13 }, { SegmentRig.Data, 2, 0, 3, 13 },
        { SegmentRig.Code, 0, 3, 3, 13 }, { SegmentRig.ExecuteOnly, 3, 0, 0, 13 }, { 0x9D, 3, 0, 0, 13 },
        { 0x82, 3, 0, 0, 13 }, { 0x89, 3, 0, 0, 13 }, { 0x8C, 3, 0, 0, 13 }, { 0, 3, 0, 0, 13 },
        { 0x13, 0, 0, 0, 11 }, { 0x1F, 0, 3, 3, 11 }, { 0x13, 0, 3, 3, 13 },
    };

    // Type, DPL, CPL, RPL, vector of a load into SS.
    public static TheoryData<int, int, int, int, int> StackRules => new()
    {
        { SegmentRig.Data, 0, 0, 0, -1 }, { SegmentRig.Data, 3, 3, 3, -1 }, { 0x97, 1, 1, 1, -1 },
        { SegmentRig.Data, 0, 0, 3, 13 }, { SegmentRig.Data, 3, 0, 0, 13 }, { SegmentRig.Data, 0, 3, 3, 13 },
        { SegmentRig.ReadOnly, 0, 0, 0, 13 }, { SegmentRig.Code, 0, 0, 0, 13 }, { SegmentRig.Conforming, 0, 0, 0, 13 },
        { 0x82, 0, 0, 0, 13 }, { 0x13, 0, 0, 0, 12 }, { 0x13, 3, 0, 0, 13 },
    };

    [Fact]
    public void Real_mode_shifts_the_selector_and_keeps_limit_and_attributes()
    {
        var rig = new SegmentRig(SegmentMode.Real);
        var unreal = new Segment(0, uint.MaxValue, 0, (SegmentAttributes)0xC093);
        rig.State.Segments[(int)SegmentRegister.Ds] = unreal;
        rig.State.Registers[RegisterFile.Rax] = 0xF123;
        _ = rig.Step(MovDs);

        rig.ShouldPass(2);
        Assert.Equal(unreal with { Base = 0xF1230, Selector = 0xF123 }, rig.After.SegmentOf(SegmentRegister.Ds));
    }

    [Fact]
    public void An_unreal_segment_reaches_beyond_64_KiB_and_a_plain_one_does_not()
    {
        byte[] load = [0x67, 0x8B, 0x03]; // mov ax, [ebx]
        var rig = new SegmentRig(SegmentMode.Real);
        rig.State.Registers[RegisterFile.Rbx] = 0x2_0000;
        rig.Memory.Write(0x2_0000, (ushort)0xBEEF);
        _ = rig.Step(load);
        rig.ShouldFault(13);

        rig.State.Segments[(int)SegmentRegister.Ds] = new Segment(0, uint.MaxValue, 0, (SegmentAttributes)0xC093);
        _ = rig.Step(load);
        Assert.Equal(0xBEEFUL, rig.After.Registers[RegisterFile.Rax]);
    }

    [Fact]
    public void Virtual_8086_mode_sets_the_whole_of_the_hidden_part()
    {
        var rig = new SegmentRig(SegmentMode.Virtual);
        rig.State.Segments[(int)SegmentRegister.Ds] = new Segment(0, uint.MaxValue, 0, (SegmentAttributes)0xC093);
        rig.State.Registers[RegisterFile.Rax] = 0x1234;
        _ = rig.Step(MovDs);

        rig.ShouldPass(2);
        var expected = new Segment(0x12340, 0xFFFF, 0x1234, (SegmentAttributes)0xF3);
        Assert.Equal(expected, rig.After.SegmentOf(SegmentRegister.Ds));
    }

    [Theory]
    [MemberData(nameof(Shifting))]
    public void A_shifted_load_of_FS_sets_its_base_too(SegmentMode mode)
    {
        var rig = new SegmentRig(mode);
        rig.State.Registers[RegisterFile.Rax] = 0x1234;
        _ = rig.Step(MovFs);

        Assert.Equal(0x12340UL, rig.FsBase);
    }

    [Theory]
    [MemberData(nameof(Describing))]
    public void A_load_takes_base_limit_and_attributes_and_marks_the_descriptor(SegmentMode mode)
    {
        foreach (int selector in (int[])[Selector, Local])
        {
            var rig = new SegmentRig(mode);
            rig.Describe(selector, 0x8092, address: 0x12345678, limit: 0xABCDE);
            rig.State.Registers[RegisterFile.Rax] = (ulong)selector;
            _ = rig.Step(MovDs);

            rig.ShouldPass(2);
            var expected = new Segment(0x12345678, 0xABCDEFFF, (ushort)selector, (SegmentAttributes)0x8093);
            Assert.Equal(expected, rig.After.SegmentOf(SegmentRegister.Ds));
            Assert.Equal(0x93UL, (rig.ReadDescriptor(selector) >> 40) & 0xFF);
        }
    }

    [Theory]
    [MemberData(nameof(DataRules))]
    public void DS_takes_what_both_levels_reach_and_may_be_read(int type, int dpl, int cpl, int rpl, int vector)
    {
        foreach (SegmentMode mode in SegmentRig.Describing)
        {
            foreach (int selector in (int[])[Selector | rpl, Local | rpl])
            {
                CheckLoad(mode, MovDs, selector, type, dpl, cpl, vector);
            }
        }
    }

    [Theory]
    [MemberData(nameof(StackRules))]
    public void SS_takes_writable_data_of_the_current_level(int type, int dpl, int cpl, int rpl, int vector)
    {
        foreach (SegmentMode mode in SegmentRig.Describing)
        {
            CheckLoad(mode, MovSs, Selector | rpl, type, dpl, cpl, vector);
        }
    }

    [Theory]
    [MemberData(nameof(Describing))]
    public void A_selector_beyond_its_table_is_GP_that_names_it(SegmentMode mode)
    {
        foreach (int selector in (int[])[0x400, 0x104, 0xFFFB, 0xFFFC])
        {
            foreach (byte[] load in (byte[][])[MovDs, MovSs, MovGs])
            {
                var rig = new SegmentRig(mode);
                rig.State.Registers[RegisterFile.Rax] = (ulong)selector;
                _ = rig.Step(load);

                rig.ShouldFault(13, (uint)(selector & ~3));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Describing))]
    public void Without_an_LDT_a_local_selector_names_nothing(SegmentMode mode)
    {
        var rig = new SegmentRig(mode);
        rig.Describe(Local, SegmentRig.Data);
        rig.State.Segments[(int)SegmentRegister.Ldtr] = default;
        rig.State.Registers[RegisterFile.Rax] = Local;
        _ = rig.Step(MovDs);

        rig.ShouldFault(13, Local);
    }

    [Theory]
    [MemberData(nameof(Describing))]
    public void A_null_selector_makes_a_data_segment_unusable_and_clears_the_base_of_GS(SegmentMode mode)
    {
        var rig = new SegmentRig(mode, level: 3);
        Assert.True(rig.Base.Msrs.HostWrite(Spec.Abi.Msr.GsBase, 0x5555));
        rig.State.Registers[RegisterFile.Rax] = 3;
        _ = rig.Step(MovGs);

        rig.ShouldPass(2);
        Assert.Equal(new Segment(0, 0, 3, SegmentAttributes.None), rig.After.SegmentOf(SegmentRegister.Gs));
        Assert.Equal(0UL, rig.GsBase);
    }

    [Theory]
    [InlineData(SegmentMode.Protected32, 13)]
    [InlineData(SegmentMode.Compatibility32, 13)]
    [InlineData(SegmentMode.Long64, -1)]
    public void An_access_through_a_null_segment_is_GP_except_in_64_bit_mode(SegmentMode mode, int vector)
    {
        var rig = new SegmentRig(mode);
        rig.State.Segments[(int)SegmentRegister.Ds] = default;
        rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data;
        _ = rig.Step(0x8B, 0x03);

        Assert.Equal(vector, rig.Caught);
    }

    [Theory]
    [MemberData(nameof(Describing))]
    public void A_null_stack_is_for_64_bit_mode_below_level_3_with_the_RPL_of_the_level(SegmentMode mode)
    {
        foreach ((int level, int selector) in ((int, int)[])[(0, 0), (1, 1), (2, 2), (3, 3), (0, 1), (1, 0), (3, 0)])
        {
            var rig = new SegmentRig(mode, level);
            rig.State.Registers[RegisterFile.Rax] = (ulong)selector;
            _ = rig.Step(MovSs);
            if (mode == SegmentMode.Long64 && level != 3 && level == selector)
            {
                rig.ShouldPass(2);
                Assert.Equal((ushort)selector, rig.After.SegmentOf(SegmentRegister.Ss).Selector);
            }
            else
            {
                rig.ShouldFault(13);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Describing))]
    public void Loading_GS_sets_its_base_and_never_that_of_SWAPGS(SegmentMode mode)
    {
        var rig = new SegmentRig(mode);
        Assert.True(rig.Base.Msrs.HostWrite(Spec.Abi.Msr.KernelGsBase, 0x7777));
        Assert.True(rig.Base.Msrs.HostWrite(Spec.Abi.Msr.GsBase, 0xFFFF_8000_0000_0000));
        rig.Describe(Selector, SegmentRig.Data, address: 0xFEDC_BA98);
        rig.State.Registers[RegisterFile.Rax] = Selector;
        _ = rig.Step(MovGs);

        Assert.Equal(0xFEDC_BA98UL, rig.GsBase);
        Assert.True(rig.Base.Msrs.HostRead(Spec.Abi.Msr.KernelGsBase, out ulong kernel));
        Assert.Equal(0x7777UL, kernel);
    }

    [Fact]
    public void What_WRMSR_writes_to_GS_BASE_after_a_load_in_32_bit_mode_is_what_counts()
    {
        var rig = new SegmentRig(SegmentMode.Protected32);
        rig.State.Registers[RegisterFile.Rax] = 0x10;
        _ = rig.Step(MovGs);
        Assert.True(rig.Base.Msrs.GuestWrite(Spec.Abi.Msr.GsBase, CoreRig.Data));
        rig.Memory.Write(CoreRig.Data + 8, 0xCAFEU);
        _ = rig.Step(0x65, 0xA1, 8, 0, 0, 0); // mov eax, gs:[8]

        Assert.Equal(0xCAFEUL, rig.After.Registers[RegisterFile.Rax]);
    }

    [Theory]
    [InlineData(SegmentMode.Protected32)]
    [InlineData(SegmentMode.Compatibility32)]
    public void Outside_64_bit_mode_the_cached_base_is_added_and_the_sum_wraps_at_4_GiB(SegmentMode mode)
    {
        var rig = new SegmentRig(mode);
        ref Segment data = ref rig.State.Segments[(int)SegmentRegister.Ds];
        data = data with { Base = 0xFFFF_F000 };
        rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data + 0x1000;
        rig.Memory.Write(CoreRig.Data, 0x55AAU);
        _ = rig.Step(0x8B, 0x03); // mov eax, [ebx]
        Assert.Equal(0x55AAUL, rig.After.Registers[RegisterFile.Rax]);

        Assert.True(rig.Base.Msrs.HostWrite(Spec.Abi.Msr.FsBase, 0x7FFF_FFFF_F000));
        _ = rig.Step(0x64, 0x8B, 0x03); // mov eax, fs:[ebx]
        Assert.Equal(0x55AAUL, rig.After.Registers[RegisterFile.Rax]);
    }

    [Fact]
    public void In_64_bit_mode_the_bases_of_DS_and_SS_are_zero()
    {
        var rig = new SegmentRig(SegmentMode.Long64);
        ref Segment data = ref rig.State.Segments[(int)SegmentRegister.Ds];
        data = data with { Base = 0x1000 };
        rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data;
        rig.Memory.Write(CoreRig.Data, 0x55AAU);
        _ = rig.Step(0x8B, 0x03);

        Assert.Equal(0x55AAUL, rig.After.Registers[RegisterFile.Rax]);
    }

    [Fact]
    public void MOV_SS_and_POP_SS_cast_a_shadow_and_LSS_and_MOV_DS_do_not()
    {
        foreach (SegmentMode mode in Enum.GetValues<SegmentMode>())
        {
            int selector = mode is SegmentMode.Real or SegmentMode.Virtual ? 0 : 0x10;
            var rig = new SegmentRig(mode);
            rig.State.Registers[RegisterFile.Rax] = (ulong)selector;
            rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data;
            rig.Memory.Write(CoreRig.Data, (ulong)selector << (mode is SegmentMode.Long64 or SegmentMode.Protected32
                or SegmentMode.Compatibility32 ? 32 : 16));
            rig.Memory.Write(CoreRig.StackTop, (ulong)selector);
            byte[] lss = rig.Bitness == 16 ? [0x0F, 0xB2, 0x07] : [0x0F, 0xB2, 0x03];
            _ = rig.Step(MovSs);
            Assert.Equal((InterruptShadow.MovSs, CoreRig.None), (rig.After.Shadow, rig.Caught));
            _ = rig.Step(MovDs);
            Assert.Equal((InterruptShadow.None, CoreRig.None), (rig.After.Shadow, rig.Caught));
            _ = rig.Step(lss);
            Assert.Equal((InterruptShadow.None, CoreRig.None), (rig.After.Shadow, rig.Caught));
            if (mode != SegmentMode.Long64)
            {
                _ = rig.Step(0x17);
                Assert.Equal((InterruptShadow.MovSs, CoreRig.None), (rig.After.Shadow, rig.Caught));
            }
        }
    }

    [Fact]
    public void A_new_stack_width_counts_from_the_next_instruction()
    {
        var rig = new SegmentRig(SegmentMode.Protected32);
        rig.Describe(Selector, SegmentRig.Data);
        rig.State.Registers[RegisterFile.Rax] = Selector;
        rig.State.Rsp = 0xABCD_0000 | CoreRig.StackTop;
        _ = rig.Base.Run([.. MovSs, 0x50], budget: 2); // mov ss, eax / push eax

        Assert.Equal(0xABCD_0000 | (CoreRig.StackTop - 4), rig.After.Rsp);
        Assert.Equal((uint)Selector, rig.Memory.Read<uint>(CoreRig.StackTop - 4));
    }

    [Theory]
    [InlineData(SegmentMode.Protected32, new byte[] { 0x8C, 0xD8 }, 0xFFFF_FFFF_0000_0010)]
    [InlineData(SegmentMode.Protected32, new byte[] { 0x66, 0x8C, 0xD8 }, 0xFFFF_FFFF_FFFF_0010)]
    [InlineData(SegmentMode.Long64, new byte[] { 0x8C, 0xD8 }, 0x10)]
    [InlineData(SegmentMode.Long64, new byte[] { 0x48, 0x8C, 0xD8 }, 0x10)]
    [InlineData(SegmentMode.Long64, new byte[] { 0x66, 0x8C, 0xD8 }, 0xFFFF_FFFF_FFFF_0010)]
    public void A_wide_register_takes_a_selector_zero_extended(SegmentMode mode, byte[] code, ulong expected)
    {
        var rig = new SegmentRig(mode);
        rig.State.Registers[RegisterFile.Rax] = ulong.MaxValue;
        _ = rig.Step(code);

        rig.ShouldPass(code.Length);
        ulong counted = mode == SegmentMode.Long64 ? ulong.MaxValue : uint.MaxValue;
        Assert.Equal(expected & counted, rig.After.Registers[RegisterFile.Rax] & counted);
    }

    [Theory]
    [MemberData(nameof(Describing))]
    public void In_memory_a_selector_has_two_bytes(SegmentMode mode)
    {
        var rig = new SegmentRig(mode);
        rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data;
        rig.Memory.Write(CoreRig.Data, uint.MaxValue);
        _ = rig.Step(rig.Bitness == 16 ? [0x8C, 0x1F] : [0x8C, 0x1B]); // mov [ebx], ds

        Assert.Equal(0xFFFF0010, rig.Memory.Read<uint>(CoreRig.Data));
    }

    [Fact]
    public void MOV_to_CS_is_UD_in_every_mode()
    {
        foreach (SegmentMode mode in Enum.GetValues<SegmentMode>())
        {
            var rig = new SegmentRig(mode);
            _ = rig.Step(0x8E, 0xC8);
            rig.ShouldFault(6);
        }
    }

    private static void CheckLoad(
        SegmentMode mode, byte[] load, int selector, int type, int dpl, int cpl, int vector)
    {
        var rig = new SegmentRig(mode, cpl);
        rig.Describe(selector & ~3, type, dpl);
        rig.State.Registers[RegisterFile.Rax] = (ulong)selector;
        _ = rig.Step(load);
        if (vector == CoreRig.None)
        {
            rig.ShouldPass(load.Length);
        }
        else
        {
            rig.ShouldFault(vector, (uint)(selector & ~3));
        }
    }
}
