using System.Text;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class CpuidTests
{
    private const uint Extended = 0x8000_0001;
    private const int Rax = RegisterFile.Rax;
    private const int Rbx = RegisterFile.Rbx;
    private const int Rcx = RegisterFile.Rcx;
    private const int Rdx = RegisterFile.Rdx;

    public static TheoryData<CpuFeatures> AllFeatures =>
        [.. Enum.GetValues<CpuFeatures>().Where(feature => feature != CpuFeatures.None)];

    [Theory]
    [MemberData(nameof(AllFeatures))]
    public void Every_feature_has_a_place_and_reads_zero_there_when_it_is_hidden(CpuFeatures feature)
    {
        FeatureRow[] rows = [.. FeatureTable.Rows.ToArray().Where(row => row.Feature == feature)];
        CpuModel all = CpuModel.WithImmediateMsr;
        CpuModel without = all with { Features = all.Features & ~feature };

        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            Assert.Equal(1U, (Ask(all, row.Leaf, row.Subleaf)[row.Register] >> row.Bit) & 1);
            Assert.Equal(0U, (Ask(without, row.Leaf, row.Subleaf)[row.Register] >> row.Bit) & 1);
        });
    }

    [Fact]
    public void Names_and_places_are_taken_once()
    {
        FeatureRow[] rows = FeatureTable.Rows.ToArray();

        Assert.Distinct(rows.Select(row => row.Name));
        Assert.Distinct(rows.Select(row => (row.Leaf, row.Subleaf, row.Register, row.Bit)));
        Assert.All(rows, row => Assert.Equal(row.Feature, FeatureTable.Find(row.Name)));
    }

    [Fact]
    public void No_bit_is_set_that_stands_for_no_feature()
    {
        var model = new CpuModel(CpuFeatures.None, MachineCheckBanks: 0);
        foreach (uint leaf in (uint[])[1, 7, Extended])
        {
            CpuidResult result = Ask(model, leaf);
            Assert.Equal((0U, 0U), (result.Ecx, result.Edx));
        }

        Assert.Equal(0U, Ask(model, 7).Ebx);
    }

    [Fact]
    public void The_processor_says_its_vendor_its_brand_and_its_widths()
    {
        CpuidResult first = Ask(CpuModel.Default, 0);
        string brand = string.Concat(
            new uint[] { 1, 2, 3 }.Select(i => Text(Ask(CpuModel.Default, Extended + i))));

        Assert.Equal((0xDU, "GenuineIntel"), (first.Eax, Text(first.Ebx, first.Edx, first.Ecx)));
        Assert.Equal("MsrSpec emulated x86 core", brand.TrimEnd('\0'));
        Assert.Equal(0x8000_0008U, Ask(CpuModel.Default, 0x8000_0000).Eax);
        Assert.Equal((48U << 8) | 40, Ask(CpuModel.Default, 0x8000_0008).Eax);
    }

    [Fact]
    public void A_hypervisor_names_itself_only_when_it_is_not_hidden()
    {
        CpuidResult result = Ask(CpuModel.Default, 0x4000_0000);

        Assert.Equal((0x4000_0000U, "MsrSpec core"), (result.Eax, Text(result.Ebx, result.Ecx, result.Edx)));
        Assert.Equal(default, Ask(CpuModel.Default.Without(CpuFeatures.Hypervisor), 0x4000_0000));
    }

    [Theory]
    [InlineData(0xD)]
    [InlineData(0xE)]
    [InlineData(0x3FFF_FFFF)]
    [InlineData(0x8000_0009)]
    [InlineData(uint.MaxValue)]
    public void What_is_beyond_the_last_leaf_reads_as_the_last_basic_one_which_is_zero(uint leaf) =>
        Assert.Equal(default, Ask(CpuModel.Default, leaf));

    [Theory]
    [InlineData(0, 0, 1, 0x100)]
    [InlineData(1, 0, 1, 0x201)]
    [InlineData(2, 0, 0, 0x002)]
    public void The_topology_is_one_thread_of_one_core(uint subleaf, uint eax, uint ebx, uint ecx) =>
        Assert.Equal(new CpuidResult(eax, ebx, ecx, 3), Cpuid.Of(CpuModel.Default, 0xB, subleaf, apicId: 3));

    [Fact]
    public void The_number_of_the_APIC_is_the_top_byte_of_EBX() =>
        Assert.Equal(3U, Cpuid.Of(CpuModel.Default, 1, 0, apicId: 3).Ebx >> 24);

    [Theory]
    [InlineData(GuestMode.Real16)]
    [InlineData(GuestMode.Protected32)]
    [InlineData(GuestMode.Long64)]
    public void CPUID_asks_for_no_level_and_clears_the_upper_halves(GuestMode mode)
    {
        CoreRig rig = Identify(mode, 0xFFFF_FFFF_0000_0007, 0xFFFF_FFFF_0000_0000);
        CpuidResult expected = Ask(CpuModel.Default, 7);

        Assert.Equal((ulong)expected.Eax, rig.Register(Rax));
        Assert.Equal((ulong)expected.Ebx, rig.Register(Rbx));
        Assert.Equal((ulong)expected.Ecx, rig.Register(Rcx));
        Assert.Equal((ulong)expected.Edx, rig.Register(Rdx));
    }

    [Fact]
    public void An_APIC_that_is_off_is_not_there()
    {
        Assert.NotEqual(0UL, Identify(GuestMode.Long64, 1, 0).Register(Rdx) & (1 << 9));
        Assert.Equal(0UL, Identify(GuestMode.Long64, 1, 0, apicBase: 0xFEE0_0100).Register(Rdx) & (1 << 9));
    }

    [Theory]
    [InlineData(GuestMode.Protected32, 0)]
    [InlineData(GuestMode.Long64, 1)]
    public void SYSCALL_is_said_to_be_there_in_64_bit_mode(GuestMode mode, ulong bit) =>
        Assert.Equal(bit, (Identify(mode, Extended, 0).Register(Rdx) >> 11) & 1);

    private static CoreRig Identify(GuestMode mode, ulong leaf, ulong subleaf, ulong apicBase = 0xFEE0_0900)
    {
        var rig = new CoreRig(mode, mode == GuestMode.Real16 ? Privilege.Kernel : Privilege.User);
        Assert.True(rig.Msrs.HostWrite(Msr.ApicBase, apicBase));
        rig.State.Registers[Rax] = leaf;
        rig.State.Registers[Rbx] = ulong.MaxValue;
        rig.State.Registers[Rcx] = subleaf;
        rig.State.Registers[Rdx] = ulong.MaxValue;
        _ = rig.Run([0x0F, 0xA2], budget: 1);
        Assert.Equal(CoreRig.Code + 2, rig.After.Rip);
        return rig;
    }

    private static CpuidResult Ask(CpuModel model, uint leaf, uint subleaf = 0) =>
        Cpuid.Of(model, leaf, subleaf, apicId: 0);

    private static string Text(CpuidResult result) => Text(result.Eax, result.Ebx, result.Ecx, result.Edx);

    private static string Text(params uint[] words) =>
        Encoding.ASCII.GetString([.. words.SelectMany(BitConverter.GetBytes)]);
}
