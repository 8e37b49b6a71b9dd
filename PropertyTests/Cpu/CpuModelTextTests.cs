using MsrSpec.Implementation.Emulator.Cpu.Features;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class CpuModelTextTests
{
    [Theory]
    [InlineData("default", 10)]
    [InlineData("kvm", 32)]
    [InlineData("minimal", 10)]
    [InlineData("default,banks=0", 0)]
    [InlineData("kvm,banks=7,banks=8", 8)]
    public void A_name_and_a_number_of_banks(string text, int banks) =>
        Assert.Equal(banks, Parse(text).MachineCheckBanks);

    [Fact]
    public void The_minimal_processor_has_long_mode_and_little_else()
    {
        CpuModel model = Parse("minimal");

        Assert.True(model.Has(CpuFeatures.LongMode | CpuFeatures.Syscall | CpuFeatures.NoExecute | CpuFeatures.Apic));
        Assert.Equal(CpuFeatures.None, model.Features & (CpuFeatures.X2Apic | CpuFeatures.Smap | CpuFeatures.Smep
            | CpuFeatures.Umip | CpuFeatures.Rdtscp));
    }

    [Fact]
    public void Features_come_and_go_from_left_to_right()
    {
        Assert.False(Parse("default,-smep").Has(CpuFeatures.Smep));
        Assert.True(Parse("default,-smep,+smep").Has(CpuFeatures.Smep));
        Assert.Equal(Parse("default") with { MachineCheckBanks = 3 }, Parse("kvm,-x2apic,banks=3,+x2apic"));
    }

    [Fact]
    public void A_feature_brings_what_it_needs_and_takes_along_what_needs_it()
    {
        Assert.True(Parse("minimal,-apic,+x2apic").Has(CpuFeatures.Apic | CpuFeatures.X2Apic));
        Assert.Equal(
            CpuFeatures.None,
            Parse("default,-apic").Features & (CpuFeatures.X2Apic | CpuFeatures.TscDeadline | CpuFeatures.Apic));
        Assert.Equal(
            CpuFeatures.None, Parse("default,-pae").Features & (CpuFeatures.LongMode | CpuFeatures.Syscall));
    }

    [Theory]
    [InlineData("", "1: there is no processor ''; there are default, kvm, minimal")]
    [InlineData("Default", "1: there is no processor 'Default'; there are default, kvm, minimal")]
    [InlineData("default,", "9: '' is none of +feature, -feature and banks=N")]
    [InlineData("kvm,smep", "5: 'smep' is none of +feature, -feature and banks=N")]
    [InlineData("kvm,-smep,+avx", "11: there is no feature 'avx'")]
    [InlineData("kvm,+", "5: there is no feature ''")]
    [InlineData("kvm,banks=33", "5: '33' is no number of banks from 0 to 32")]
    [InlineData("kvm,banks=-1", "5: '-1' is no number of banks from 0 to 32")]
    [InlineData("kvm,banks=", "5: '' is no number of banks from 0 to 32")]
    public void An_error_says_what_and_where(string text, string message)
    {
        Assert.False(CpuModelText.TryParse(text, out CpuModel? model, out string? error));
        Assert.Equal((null, message), (model, error));
    }

    private static CpuModel Parse(string text)
    {
        Assert.True(CpuModelText.TryParse(text, out CpuModel? model, out string? error), error);
        return model;
    }
}
