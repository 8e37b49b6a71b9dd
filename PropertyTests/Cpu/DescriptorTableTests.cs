using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class DescriptorTableTests
{
    private const int Selector = 0x100;
    private const ulong Umip = ControlBits.UserModeInstructionPrevention;

    private static readonly byte[] Lldt = [0x0F, 0x00, 0xD0];
    private static readonly byte[] Ltr = [0x0F, 0x00, 0xD8];
    private static readonly byte[] Sldt = [0x0F, 0x00, 0xC0];
    private static readonly byte[] Str = [0x0F, 0x00, 0xC8];
    private static readonly byte[] Smsw = [0x0F, 0x01, 0xE0];
    private static readonly byte[] Lmsw = [0x0F, 0x01, 0xF0];

    public static TheoryData<SegmentMode> Describing => [.. SegmentRig.Describing];

    // Type, whether LTR, vector, both outside long mode and in 64-bit mode.
    public static TheoryData<int, bool, int, int> SystemTypes => new()
    {
        { 0x82, false, -1, -1 }, { 0x02, false, 11, 11 }, { 0x89, false, 13, 13 }, { 0x92, false, 13, 13 },
        { 0x89, true, -1, -1 }, { 0x81, true, -1, 13 }, { 0x09, true, 11, 11 }, { 0x8B, true, 13, 13 },
        { 0x83, true, 13, 13 }, { 0x82, true, 13, 13 }, { 0x99, true, 13, 13 },
    };

    [Theory]
    [MemberData(nameof(SystemTypes))]
    public void LLDT_and_LTR_take_their_own_types(int type, bool isTask, int vector, int longVector)
    {
        foreach (SegmentMode mode in (SegmentMode[])[SegmentMode.Protected32, SegmentMode.Long64])
        {
            var rig = new SegmentRig(mode);
            rig.Describe(Selector, type, address: 0x12345678, limit: 0x123);
            rig.WriteDescriptor(Selector + 8, 0x7654);
            rig.State.Registers[RegisterFile.Rax] = Selector | 3;
            _ = rig.Step(isTask ? Ltr : Lldt);
            bool isLong = mode == SegmentMode.Long64;
            if ((isLong ? longVector : vector) is not CoreRig.None and int expected)
            {
                rig.ShouldFault(expected, Selector);
                continue;
            }

            rig.ShouldPass(3);
            int loaded = isTask ? type | 2 : type;
            Assert.Equal(
                new Segment(isLong ? 0x7654_1234_5678UL : 0x12345678, 0x123, Selector | 3, (SegmentAttributes)loaded),
                rig.After.SegmentOf(isTask ? SegmentRegister.Tr : SegmentRegister.Ldtr));
            Assert.Equal((ulong)loaded, (rig.ReadDescriptor(Selector) >> 40) & 0xFF);
        }
    }

    [Fact]
    public void In_64_bit_mode_the_upper_half_is_checked()
    {
        foreach ((int selector, ulong upper) in ((int, ulong)[])
            [(Selector, 0x0100_0000_0000), (Selector, 0x1000_0000_0000), (Selector, 0x8000), (0x3F8, 0)])
        {
            foreach (bool isTask in (bool[])[false, true])
            {
                var rig = new SegmentRig(SegmentMode.Long64);
                rig.Describe(selector, isTask ? 0x89 : 0x82);
                rig.WriteDescriptor(selector + 8, upper);
                rig.State.Registers[RegisterFile.Rax] = (ulong)selector;
                _ = rig.Step(isTask ? Ltr : Lldt);

                rig.ShouldFault(13, (uint)selector);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Describing))]
    public void A_null_LDT_is_none_and_a_null_task_is_GP_0_and_both_lie_in_the_GDT(SegmentMode mode)
    {
        var rig = new SegmentRig(mode);
        _ = rig.Step(Lldt);
        rig.ShouldPass(3);
        Assert.Equal(default, rig.After.SegmentOf(SegmentRegister.Ldtr));
        _ = rig.Step(Ltr);
        rig.ShouldFault(13);

        foreach (int selector in (int[])[0x400, 0x14])
        {
            rig.State.Registers[RegisterFile.Rax] = (ulong)selector;
            _ = rig.Step(Lldt);
            rig.ShouldFault(13, (uint)selector);
            _ = rig.Step(Ltr);
            rig.ShouldFault(13, (uint)selector);
        }
    }

    [Fact]
    public void Loads_of_the_system_registers_are_for_level_0()
    {
        foreach (SegmentMode mode in SegmentRig.Describing)
        {
            foreach (byte[] code in (byte[][])[Lldt, Ltr, Lmsw, [0x0F, 0x01, 0x13], [0x0F, 0x01, 0x1B]])
            {
                var rig = new SegmentRig(mode, level: 3);
                _ = rig.Step(code);
                rig.ShouldFault(13);
            }
        }
    }

    [Theory]
    [InlineData(SegmentMode.Real)]
    [InlineData(SegmentMode.Virtual)]
    public void What_asks_for_descriptors_is_UD_where_there_are_none(SegmentMode mode)
    {
        foreach (byte[] code in (byte[][])[Lldt, Ltr, Sldt, Str, [0x0F, 0x02, 0xC3], [0x0F, 0x03, 0xC3],
            [0x0F, 0x00, 0xE0], [0x0F, 0x00, 0xE8], [0x63, 0xD8]])
        {
            var rig = new SegmentRig(mode);
            rig.State.Cr4 |= Umip;
            _ = rig.Step(code);
            rig.ShouldFault(6);
        }
    }

    [Fact]
    public void UMIP_hides_the_tables_from_user_code_alone()
    {
        foreach (SegmentMode mode in SegmentRig.Describing)
        {
            foreach (byte[] code in (byte[][])[Sldt, Str, Smsw, [0x0F, 0x01, 0x07], [0x0F, 0x01, 0x0F]])
            {
                foreach (int level in SegmentRig.Levels)
                {
                    var rig = new SegmentRig(mode, level);
                    rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data;
                    rig.State.Registers[7] = CoreRig.Data;
                    _ = rig.Step(code);
                    rig.ShouldPass(3);

                    rig.State.Cr4 |= Umip;
                    _ = rig.Step(code);
                    Assert.Equal(level == 3 ? 13 : CoreRig.None, rig.Caught);
                }
            }
        }
    }

    [Fact]
    public void UMIP_hides_SGDT_in_virtual_8086_mode()
    {
        var rig = new SegmentRig(SegmentMode.Virtual);
        rig.State.Cr4 |= Umip;
        _ = rig.Step(0x0F, 0x01, 0x07);

        rig.ShouldFault(13);
    }

    [Theory]
    [InlineData(SegmentMode.Real, new byte[] { 0x0F, 0x01, 0x17 }, 0x563412UL)]
    [InlineData(SegmentMode.Real, new byte[] { 0x66, 0x0F, 0x01, 0x17 }, 0x78563412UL)]
    [InlineData(SegmentMode.Protected32, new byte[] { 0x0F, 0x01, 0x13 }, 0x78563412UL)]
    [InlineData(SegmentMode.Protected32, new byte[] { 0x66, 0x0F, 0x01, 0x13 }, 0x563412UL)]
    [InlineData(SegmentMode.Compatibility32, new byte[] { 0x0F, 0x01, 0x13 }, 0x78563412UL)]
    [InlineData(SegmentMode.Long64, new byte[] { 0x0F, 0x01, 0x13 }, 0x00007FFF78563412UL)]
    [InlineData(SegmentMode.Long64, new byte[] { 0x66, 0x0F, 0x01, 0x13 }, 0x00007FFF78563412UL)]
    public void LGDT_takes_a_base_of_24_32_or_64_bits(SegmentMode mode, byte[] code, ulong address)
    {
        var rig = new SegmentRig(mode);
        rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data;
        rig.Memory.Write(CoreRig.Data, (ushort)0xBEEF);
        rig.Memory.Write(CoreRig.Data + 2, 0x00007FFF78563412UL);
        _ = rig.Step(code);
        rig.ShouldPass(code.Length);
        Assert.Equal(new DescriptorTable(address, 0xBEEF), rig.After.Gdtr);
        Assert.Equal(rig.State.Idtr, rig.After.Idtr);

        code[^1] |= 8;
        _ = rig.Step(code);
        Assert.Equal(new DescriptorTable(address, 0xBEEF), rig.After.Idtr);
        Assert.Equal(rig.State.Gdtr, rig.After.Gdtr);
    }

    [Fact]
    public void A_non_canonical_base_is_GP_0()
    {
        var rig = new SegmentRig(SegmentMode.Long64);
        rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data;
        rig.Memory.Write(CoreRig.Data + 2, 0x8000_0000_0000UL);
        _ = rig.Step(0x0F, 0x01, 0x13);
        rig.ShouldFault(13);
    }

    [Theory]
    [InlineData(SegmentMode.Real, new byte[] { 0x0F, 0x01, 0x07 }, 6)]
    [InlineData(SegmentMode.Protected32, new byte[] { 0x66, 0x0F, 0x01, 0x03 }, 6)]
    [InlineData(SegmentMode.Long64, new byte[] { 0x0F, 0x01, 0x03 }, 10)]
    public void SGDT_and_SIDT_store_the_whole_base(SegmentMode mode, byte[] code, int size)
    {
        var rig = new SegmentRig(mode);
        rig.State.Gdtr = new DescriptorTable(0xFFFF_8765_4321_0FED, 0x1234);
        rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data;
        rig.Memory.Write(CoreRig.Data + 2, 0x5555_5555_5555_5555UL);
        _ = rig.Step(code);

        Assert.Equal((ushort)0x1234, rig.Memory.Read<ushort>(CoreRig.Data));
        Assert.Equal(
            size == 10 ? 0xFFFF_8765_4321_0FED : 0x5555_5555_4321_0FEDUL, rig.Memory.Read<ulong>(CoreRig.Data + 2));
    }

    [Fact]
    public void SGDT_that_faults_on_its_second_part_writes_nothing()
    {
        var rig = new SegmentRig(SegmentMode.Protected32);
        ref Segment data = ref rig.State.Segments[(int)SegmentRegister.Ds];
        data = data with { Limit = (uint)CoreRig.Data + 4 };
        rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data;
        rig.Memory.Write(CoreRig.Data, (ushort)0x5555);
        _ = rig.Step(0x0F, 0x01, 0x03);

        rig.ShouldFault(13);
        Assert.Equal(0x5555, rig.Memory.Read<ushort>(CoreRig.Data));
    }

    [Theory]
    [InlineData(new byte[] { 0x66, 0x0F, 0x00, 0xC8 }, 0xFFFF_FFFF_FFFF_0038)]
    [InlineData(new byte[] { 0x0F, 0x00, 0xC8 }, 0x38)]
    [InlineData(new byte[] { 0x48, 0x0F, 0x00, 0xC8 }, 0x38)]
    [InlineData(new byte[] { 0x0F, 0x00, 0xC0 }, 0x40)]
    [InlineData(new byte[] { 0x66, 0x0F, 0x01, 0xE0 }, 0xFFFF_FFFF_FFFF_0031)]
    [InlineData(new byte[] { 0x0F, 0x01, 0xE0 }, 0x8001_0031)]
    public void STR_SLDT_and_SMSW_zero_extend_into_a_wide_register(byte[] code, ulong expected)
    {
        var rig = new SegmentRig(SegmentMode.Long64);
        rig.State.Registers[RegisterFile.Rax] = ulong.MaxValue;
        _ = rig.Step(code);

        Assert.Equal(expected, rig.After.Registers[RegisterFile.Rax]);
    }

    [Theory]
    [InlineData(0x31, 0xFFF0, 0x31)]
    [InlineData(0x31, 0xFFFF, 0x3F)]
    [InlineData(0x3F, 0x0000, 0x31)]
    public void LMSW_changes_three_bits_and_cannot_clear_PE(ulong before, ulong word, ulong after)
    {
        var rig = new SegmentRig(SegmentMode.Protected32);
        rig.State.Cr0 = before;
        rig.State.Registers[RegisterFile.Rax] = word;
        _ = rig.Step(Lmsw);

        rig.ShouldPass(3);
        Assert.Equal(after, rig.After.Cr0);
    }

    [Fact]
    public void LMSW_enters_protected_mode()
    {
        var rig = new SegmentRig(SegmentMode.Real);
        rig.State.Registers[RegisterFile.Rax] = 1;
        _ = rig.Base.Run([.. Lmsw, 0xEA, 0x00, 0x98, 0x08, 0x00], budget: 2); // jmp 0008:9800

        Assert.Equal((0x9800UL, 0x31UL), (rig.After.Rip, rig.After.Cr0));
        Assert.Equal(uint.MaxValue, rig.After.SegmentOf(SegmentRegister.Cs).Limit);
    }
}
