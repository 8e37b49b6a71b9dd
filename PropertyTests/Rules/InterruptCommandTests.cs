using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Spec.Abi;
using Xunit;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>Which interrupt commands are fast, in the specification and in the emulated processor.</summary>
public sealed class InterruptCommandTests
{
    private const ulong Enabled = 0xFEE0_0800;
    private const ulong X2Apic = 0xFEE0_0C00;

    /// <summary>The bits that one may set in a command that is fast: vector, busy, level and trigger.</summary>
    private const ulong Free = 0xD0FF;

    public static TheoryData<ulong> ForOneProcessor { get; } =
        [0, 0x41, 0x4041, 0xD0FF, 0x1_0000_0000, 0xFFFF_FFFE_0000_00FF, 0x7FFF_FFFF_0000_0000];

    /// <summary>Every other bit alone, and the destination that is everybody.</summary>
    public static TheoryData<ulong> Others { get; } =
    [
        .. Enumerable.Range(0, 32).Select(bit => 1UL << bit).Where(bit => (bit & Free) == 0), 0xFFFF_FFFF_0000_0000,
        0xFFFF_FFFF_0000_0041,
    ];

    [Theory]
    [MemberData(nameof(ForOneProcessor))]
    public void A_fixed_interrupt_for_one_processor_is_fast(ulong command)
    {
        Assert.True(new Spec.Abi.InterruptCommand(command).IsFast);
        Assert.True(In(X2Apic).DeliversToOne(command));
        Assert.False(In(Enabled).DeliversToOne(command));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Any_other_delivery_destination_or_reserved_bit_is_not(ulong command)
    {
        Assert.False(new Spec.Abi.InterruptCommand(command).IsFast);
        Assert.False(In(X2Apic).DeliversToOne(command));
    }

    [Fact]
    public void What_is_reserved_is_refused_and_busy_is_dropped()
    {
        MsrFile file = In(X2Apic);
        for (int bit = 0; bit < 64; bit++)
        {
            bool isReserved = bit is 13 or 16 or 17 or (>= 20 and <= 31);
            Assert.Equal(!isReserved, (Spec.Abi.InterruptCommand.Known >> bit & 1) != 0);
            Assert.Equal(!isReserved, file.GuestWrite(Msr.X2ApicIcr, 1UL << bit));
        }

        Assert.True(file.GuestWrite(Msr.X2ApicIcr, 0x1041));
        Assert.True(file.GuestRead(Msr.X2ApicIcr, out ulong stored));
        Assert.Equal(0x41UL, stored);
    }

    private static MsrFile In(ulong mode)
    {
        MsrFile file = new(0);
        Assert.True(file.HostWrite(Msr.ApicBase, mode));
        return file;
    }
}
