using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>What the CPU model does not say is hidden.</summary>
public sealed class FeatureTests
{
    private const int InvalidOpcode = 6;

    public static TheoryData<string, CpuFeatures> Gated { get; } = new()
    {
        { "F30FB8C3", CpuFeatures.PopulationCount },
        { "0F44C3", CpuFeatures.ConditionalMove },
        { "0FC70B", CpuFeatures.CompareExchange8 },
        { "480FC70B", CpuFeatures.CompareExchange16 },
        { "0F38F003", CpuFeatures.MoveBigEndian },
        { "0FAE3B", CpuFeatures.CacheLineFlush },
        { "0FAEF8", CpuFeatures.Sse },
        { "0FAEF0", CpuFeatures.Sse2 },
        { "0FC303", CpuFeatures.Sse2 },
        { "DBE3", CpuFeatures.Fpu },
        { "0F77", CpuFeatures.Mmx },
        { "0F6E03", CpuFeatures.Mmx },
        { "0FAE03", CpuFeatures.FxSave },
        { "9F", CpuFeatures.LahfSahf64 },
    };

    [Theory]
    [MemberData(nameof(Gated))]
    public void An_instruction_of_a_feature_that_is_hidden_is_UD(string hex, CpuFeatures feature)
    {
        byte[] code = [.. Convert.FromHexString(hex), 0xF4];
        Assert.Equal(CoreRig.None, Catch(code, CpuModel.Default));
        Assert.Equal(InvalidOpcode, Catch(code, new CpuModel(CpuModel.Default.Features & ~feature, 0)));
    }

    [Theory]
    [InlineData("660F380003")]   // pshufb
    [InlineData("C5F857C0")]     // vxorps
    [InlineData("0F0FC1BF")]     // pavgusb
    [InlineData("F30FC7F8")]     // rdpid
    [InlineData("0F01D0")]       // xgetbv
    [InlineData("660FAE3B")]     // clflushopt
    public void What_the_core_never_has_is_UD(string hex) =>
        Assert.Equal(InvalidOpcode, Catch([.. Convert.FromHexString(hex), 0xF4], CpuModel.Default));

    [Theory]
    [InlineData("0F1F840000000000")]
    [InlineData("660F1F440000")]
    [InlineData("F390")]
    [InlineData("0F18C8")]
    [InlineData("0F0D0B")]
    [InlineData("F30F1EFA")]
    [InlineData("F3480F1EC8")]   // rdsspq
    public void Hints_do_nothing(string hex) =>
        Assert.Equal(CoreRig.None, Catch([.. Convert.FromHexString(hex), 0xF4], CpuModel.Default));

    private static int Catch(byte[] code, CpuModel model)
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel, model);
        rig.State.Cr4 |= ControlBits.FxSave;
        rig.State.Registers[RegisterFile.Rbx] = 0x2_0000;
        Assert.Equal(CoreExitKind.Halt, rig.Run(code).Kind);
        return rig.Caught;
    }
}
