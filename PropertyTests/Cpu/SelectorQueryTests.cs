using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class SelectorQueryTests
{
    private const int Selector = 0x100;

    private static readonly byte[] Lar = [0x0F, 0x02, 0xC3];
    private static readonly byte[] Lsl = [0x0F, 0x03, 0xC3];
    private static readonly byte[] Verr = [0x0F, 0x00, 0xE3];
    private static readonly byte[] Verw = [0x0F, 0x00, 0xEB];

    public static TheoryData<SegmentMode> Describing => [.. SegmentRig.Describing];

    // Type, and who knows it outside long mode and in it: a for LAR, l for LSL, r for VERR, w for VERW.
    public static TheoryData<int, string, string> Types => new()
    {
        { 0x80, "", "" }, { 0x81, "al", "" }, { 0x82, "al", "al" }, { 0x83, "al", "" }, { 0x84, "a", "" },
        { 0x85, "a", "" }, { 0x86, "", "" }, { 0x87, "", "" }, { 0x88, "", "" }, { 0x89, "al", "al" },
        { 0x8A, "", "" }, { 0x8B, "al", "al" }, { 0x8C, "a", "a" }, { 0x8D, "", "" }, { 0x8E, "", "" },
        { 0x8F, "", "" }, { 0x90, "alr", "alr" }, { 0x92, "alrw", "alrw" }, { 0x94, "alr", "alr" },
        { 0x96, "alrw", "alrw" }, { 0x98, "al", "al" }, { 0x9A, "alr", "alr" }, { 0x9C, "al", "al" },
        { 0x9E, "alr", "alr" }, { 0x12, "alrw", "alrw" }, { 0x0B, "al", "al" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Each_question_knows_its_types_present_or_not(int type, string known, string knownInLongMode)
    {
        foreach (SegmentMode mode in SegmentRig.Describing)
        {
            string answers = mode >= SegmentMode.Compatibility16 ? knownInLongMode : known;
            foreach ((char name, byte[] code) in ((char, byte[])[])[('a', Lar), ('l', Lsl), ('r', Verr), ('w', Verw)])
            {
                SegmentRig rig = RigWith(mode, type, dpl: 0, cpl: 0, Selector);
                _ = rig.Step(code);

                rig.ShouldPass(3);
                Assert.Equal(answers.Contains(name, StringComparison.Ordinal), IsZero(rig));
            }
        }
    }

    [Theory]
    [InlineData(0x92, 0, 0, 0, true)]
    [InlineData(0x92, 3, 3, 3, true)]
    [InlineData(0x92, 0, 3, 0, false)]
    [InlineData(0x92, 0, 0, 3, false)]
    [InlineData(0x9A, 2, 0, 3, false)]
    [InlineData(0x9E, 0, 3, 3, true)]
    public void Both_levels_count_except_for_conforming_code(int type, int dpl, int cpl, int rpl, bool isSeen)
    {
        foreach (byte[] code in (byte[][])[Lar, Lsl, Verr])
        {
            SegmentRig rig = RigWith(SegmentMode.Protected32, type, dpl, cpl, Selector | rpl);
            _ = rig.Step(code);
            Assert.Equal(isSeen, IsZero(rig));
        }
    }

    [Theory]
    [MemberData(nameof(Describing))]
    public void A_selector_of_nothing_clears_ZF_alone_and_changes_no_register(SegmentMode mode)
    {
        foreach (byte[] code in (byte[][])[Lar, Lsl, Verr, Verw])
        {
            foreach (int selector in (int[])[0, 3, 0x400, 0x104])
            {
                SegmentRig rig = RigWith(mode, 0x92, dpl: 0, cpl: 0, selector);
                rig.State.Rflags = Rflags.One | Rflags.Arithmetic;
                _ = rig.Step(code);

                Assert.Equal(Rflags.One | (Rflags.Arithmetic & ~Rflags.Zero), rig.After.Rflags);
                Assert.Equal(rig.State.Registers[0], rig.After.Registers[0]);
            }
        }
    }

    [Theory]
    [InlineData(SegmentMode.Protected32, new byte[] { 0x0F, 0x02, 0xC3 }, 0x00CAF200UL)]
    [InlineData(SegmentMode.Protected32, new byte[] { 0x0F, 0x03, 0xC3 }, 0xABCDEFFFUL)]
    [InlineData(SegmentMode.Long64, new byte[] { 0x48, 0x0F, 0x02, 0xC3 }, 0x00CAF200UL)]
    [InlineData(SegmentMode.Long64, new byte[] { 0x66, 0x0F, 0x02, 0xC3 }, 0xFFFFFFFFFFFFF200UL)]
    [InlineData(SegmentMode.Long64, new byte[] { 0x66, 0x0F, 0x03, 0xC3 }, 0xFFFFFFFFFFFFEFFFUL)]
    public void LAR_loads_the_rights_with_the_nibble_between_and_LSL_the_limit_in_bytes(
        SegmentMode mode, byte[] code, ulong expected)
    {
        SegmentRig rig = RigWith(mode, 0, dpl: 0, cpl: 0, Selector);
        rig.Describe(Selector, 0xC092, level: 3, address: 0x5500_0000, limit: 0xABCDE);
        _ = rig.Step(code);

        Assert.Equal(expected, rig.After.Registers[0]);
    }

    [Fact]
    public void LAR_and_VERR_read_a_word_of_memory()
    {
        SegmentRig rig = RigWith(SegmentMode.Long64, 0x92, dpl: 0, cpl: 0, Selector);
        rig.Memory.Write(CoreRig.Data, (ushort)Selector);
        rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data;
        foreach (byte[] code in (byte[][])[[0x0F, 0x02, 0x03], [0x0F, 0x00, 0x23]])
        {
            _ = rig.Step(code);
            rig.ShouldPass(3);
            Assert.True(IsZero(rig));
        }
    }

    [Theory]
    [InlineData(0x10, 3, 0x13, true)]
    [InlineData(0x11, 2, 0x12, true)]
    [InlineData(0x12, 2, 0x12, false)]
    [InlineData(0x13, 0, 0x13, false)]
    public void ARPL_raises_the_level_of_a_selector(uint selector, ulong level, ulong after, bool isRaised)
    {
        foreach (SegmentMode mode in (SegmentMode[])[SegmentMode.Protected16, SegmentMode.Compatibility32])
        {
            var rig = new SegmentRig(mode, level: 3);
            rig.State.Registers[0] = 0xFFFF0000 | selector;
            rig.State.Registers[RegisterFile.Rbx] = level;
            rig.State.Registers[7] = CoreRig.Data;
            rig.Memory.Write(CoreRig.Data, selector);
            _ = rig.Step(0x63, 0xD8); // arpl ax, bx
            Assert.Equal((0xFFFF0000 | after, isRaised), (rig.After.Registers[0], IsZero(rig)));

            _ = rig.Step(0x63, (byte)(rig.Bitness == 16 ? 0x1D : 0x1F)); // arpl [edi], bx
            Assert.Equal((after, isRaised), (rig.Memory.Read<ushort>(CoreRig.Data), IsZero(rig)));
        }
    }

    [Fact]
    public void ARPL_must_be_allowed_to_write_even_where_it_would_not()
    {
        var rig = new SegmentRig(SegmentMode.Protected32);
        ref Segment data = ref rig.State.Segments[(int)SegmentRegister.Ds];
        data = data with { Attributes = (SegmentAttributes)0xC091 };
        rig.State.Registers[7] = CoreRig.Data;
        _ = rig.Step(0x63, 0x1F);

        rig.ShouldFault(13);
    }

    private static SegmentRig RigWith(SegmentMode mode, int type, int dpl, int cpl, int selector)
    {
        var rig = new SegmentRig(mode, cpl);
        rig.Describe(Selector, type, dpl);
        rig.State.Registers[0] = ulong.MaxValue;
        rig.State.Registers[RegisterFile.Rbx] = 0xFFFF_0000 | (uint)selector;
        return rig;
    }

    private static bool IsZero(SegmentRig rig) => (rig.After.Rflags & Rflags.Zero) != 0;
}
