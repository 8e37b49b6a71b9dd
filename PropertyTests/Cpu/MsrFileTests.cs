using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class MsrFileTests
{
    private const ulong Ones = ulong.MaxValue;
    private const ulong LowestHigh = 0xFFFF_8000_0000_0000;
    private const ulong HighestLow = 0x0000_7FFF_FFFF_FFFF;

    private readonly MsrFile _file = new(vcpu: 0);

    // Values that both the guest and the host may write, and ones that neither may.
    public static TheoryData<uint, ulong[], ulong[]> Rows => new()
    {
        { Msr.Tsc,              [0, 5, Ones], [] },
        { Msr.TscAdjust,        [0, Ones], [] },
        { Msr.TscDeadline,      [0, Ones], [] },
        { Msr.Star,             [0, Ones], [] },
        { Msr.SysenterCs,       [0, Ones], [] },
        { Msr.McgStatus,        [0, Ones], [] },
        { Msr.SysenterEsp,      [0, HighestLow, LowestHigh, Ones], [HighestLow + 1, LowestHigh - 1, 1UL << 63] },
        { Msr.SysenterEip,      [HighestLow, LowestHigh], [HighestLow + 1, LowestHigh - 1] },
        { Msr.Lstar,            [HighestLow, LowestHigh], [HighestLow + 1, LowestHigh - 1] },
        { Msr.Cstar,            [HighestLow, LowestHigh], [HighestLow + 1, LowestHigh - 1] },
        { Msr.FsBase,           [HighestLow, LowestHigh], [HighestLow + 1, LowestHigh - 1] },
        { Msr.GsBase,           [HighestLow, LowestHigh], [HighestLow + 1, LowestHigh - 1] },
        { Msr.KernelGsBase,     [HighestLow, LowestHigh], [HighestLow + 1, LowestHigh - 1] },
        { Msr.SyscallMask,      [0, uint.MaxValue], [1UL << 32, Ones] },
        { Msr.TscAux,           [0, uint.MaxValue], [1UL << 32, Ones] },
        { Msr.MtrrCap,          [], [0, 0x508, Ones] },
        { Msr.McgCap,           [], [0, 0x10A, Ones] },
        { Msr.ApicBase,         [0, 0xFF_FFFF_F900, 0x100], [0x200, 0x400, 0x1, 1UL << 40] },
        { Msr.SpecCtrl,         [0, 7], [8, Ones] },
        { Msr.Xss,              [0], [1, Ones] },
        { Msr.McgCtl,           [0, Ones], [1, Ones - 1] },
        { Msr.Mc0Ctl,           [0, Ones], [1, Ones - 1] },
        { Msr.Mc0Ctl + 2,       [0, Ones], [] },
        { Msr.Mc0Ctl + 3,       [0, Ones], [] },
        { Msr.Mc0Ctl + (4 * 9), [0, Ones], [1] },
        { Msr.Pat,              [0, 0x0706050401000706], [2, 3, 8, 0x0200_0000_0000_0000, 0x8000] },
        { Msr.MtrrDefType,      [0, 0xC06, 0xC05], [2, 3, 7, 0x106, 0x1000, Ones] },
        { Msr.MtrrFix64K00000,  [0, 0x0605040100010406], [2, 3, 7, 0x0700_0000_0000_0000] },
        { Msr.MtrrFix16K80000,  [0x0606060606060606], [0x0600_0200_0000_0000] },
        { Msr.MtrrFix16KA0000,  [0x0606060606060606], [7] },
        { Msr.MtrrFix4KC0000,   [0x0101010101010101], [7] },
        { Msr.MtrrFix4KC0000 + 7, [0x0404040404040404], [7] },
        { Msr.MtrrPhysBase0,    [0, 0xFF_FFFF_F006], [0x100, 0x800, 1UL << 40, 2, 7] },
        { Msr.MtrrPhysBase0 + 1,  [0, 0xFF_FFFF_F800], [1, 0x400, 1UL << 40] },
        { Msr.MtrrPhysBase0 + 14, [6], [7] },
        { Msr.MtrrPhysBase0 + 15, [0x800], [0x400] },
        { Msr.Efer,             [0, 1, 0x800, 0x801], [2, 1UL << 12, Ones] },
    };

    public static TheoryData<uint, ulong> Resets => new()
    {
        { Msr.Tsc, 0 }, { Msr.TscDeadline, 0 }, { Msr.PlatformId, 0 }, { Msr.FeatureControl, 1 },
        { Msr.UcodeRev, 0x1_0000_0000 }, { Msr.MtrrCap, 0x508 }, { Msr.McgCap, 0x10A }, { Msr.MiscEnable, 0x1801 },
        { Msr.Pat, 0x0007040600070406 }, { Msr.MtrrDefType, 0 }, { Msr.Efer, 0 }, { Msr.McgCtl, 0 },
        { Msr.Mc0Ctl, 0 }, { Msr.MtrrPhysBase0, 0 }, { Msr.ApicBase, 0xFEE00900 },
    };

    public static TheoryData<uint> AbsentIndices =>
    [
        0, 0x11, Msr.X2ApicFirst, Msr.X2ApicFirst + 2, Msr.X2ApicLast, Msr.MtrrPhysBase0 + 16, 0x257, 0x25A, 0x267,
        0x270, Msr.Mc0Ctl - 1, Msr.Mc0Ctl + 40, 0xFFF, 0x1000, 0xBFFFFFFF, 0xC0000000, 0xC0000104, 0xC0000200,
        uint.MaxValue,
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_register_takes_what_its_row_allows_and_a_refused_write_changes_nothing(
        uint index, ulong[] accepted, ulong[] refused)
    {
        foreach (Func<uint, ulong, bool> write in (Func<uint, ulong, bool>[])[_file.GuestWrite, _file.HostWrite])
        {
            foreach (ulong value in accepted)
            {
                Assert.True(write(index, value));
                Assert.Equal(value, Read(index));
            }

            ulong before = Read(index);
            foreach (ulong value in refused)
            {
                Assert.False(write(index, value));
                Assert.Equal(before, Read(index));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Resets))]
    public void A_reset_puts_back_the_first_value(uint index, ulong value)
    {
        Assert.Equal(value, Read(index));
        _ = _file.HostWrite(index, 0);
        _ = _file.HostWrite(index, 0x100);
        _file.Reset();

        Assert.Equal(value, Read(index));
    }

    [Fact]
    public void Only_vCPU_0_is_the_boot_processor()
    {
        Assert.True(new MsrFile(vcpu: 1).GuestRead(Msr.ApicBase, out ulong value));
        Assert.Equal(0xFEE00800UL, value);
    }

    [Theory]
    [MemberData(nameof(AbsentIndices))]
    public void What_does_not_exist_is_refused_to_everybody(uint index)
    {
        Assert.False(_file.GuestRead(index, out _) || _file.HostRead(index, out _));
        Assert.False(_file.GuestWrite(index, 0) || _file.HostWrite(index, 0));
    }

    [Theory]
    [InlineData(Msr.PredCmd)]
    [InlineData(Msr.FlushCmd)]
    public void A_command_is_written_and_never_read(uint index)
    {
        Assert.True(_file.GuestWrite(index, 1) && _file.HostWrite(index, 0));
        Assert.False(_file.GuestWrite(index, 2) || _file.HostWrite(index, 2));
        Assert.False(_file.GuestRead(index, out _) || _file.HostRead(index, out _));
    }

    [Theory]
    [InlineData(Msr.PlatformId, false, 0)]
    [InlineData(Msr.FeatureControl, false, 1)]
    [InlineData(Msr.UcodeRev, true, 0x1_0000_0000)]
    public void Firmware_registers_belong_to_the_host(uint index, bool guestAccepted, ulong reset)
    {
        Assert.Equal(guestAccepted, _file.GuestWrite(index, 0x55));
        Assert.Equal(reset, Read(index));
        Assert.True(_file.HostWrite(index, Ones));
        Assert.Equal(Ones, Read(index));
    }

    [Fact]
    public void A_machine_check_status_is_cleared_by_the_guest_and_set_by_the_host()
    {
        const uint Status = Msr.Mc0Ctl + 1;
        Assert.True(_file.HostWrite(Status, Ones));
        Assert.False(_file.GuestWrite(Status, 1));
        Assert.Equal(Ones, Read(Status));
        Assert.True(_file.GuestWrite(Status, 0));
        Assert.Equal(0UL, Read(Status));
    }

    [Fact]
    public void The_guest_cannot_change_the_fixed_bits_of_MISC_ENABLE()
    {
        Assert.True(_file.GuestWrite(Msr.MiscEnable, Ones));
        Assert.Equal(Ones & ~0x80UL, Read(Msr.MiscEnable));
        Assert.True(_file.GuestWrite(Msr.MiscEnable, 0));
        Assert.Equal(0x1800UL, Read(Msr.MiscEnable));
        Assert.True(_file.HostWrite(Msr.MiscEnable, 0));
        Assert.Equal(0UL, Read(Msr.MiscEnable));
    }

    [Fact]
    public void Modes_set_and_clear_LME_and_LMA_and_keep_the_rest_of_EFER()
    {
        Assert.True(_file.HostWrite(Msr.Efer, 0x801));
        _file.EnterMode(GuestMode.Long64);
        Assert.Equal(0xD01UL, Read(Msr.Efer));
        _file.EnterMode(GuestMode.Protected32);
        Assert.Equal(0x801UL, Read(Msr.Efer));
        _file.EnterMode(GuestMode.Long64);
        _file.EnterMode(GuestMode.Real16);
        Assert.Equal(0x801UL, Read(Msr.Efer));
    }

    [Fact]
    public void LMA_is_never_written_and_LME_not_by_a_guest_in_long_mode()
    {
        Assert.True(_file.GuestWrite(Msr.Efer, 0x500));
        Assert.Equal(0x100UL, Read(Msr.Efer));
        _file.EnterMode(GuestMode.Long64);
        Assert.False(_file.GuestWrite(Msr.Efer, 0x401));
        Assert.True(_file.GuestWrite(Msr.Efer, 0x101));
        Assert.Equal(0x501UL, Read(Msr.Efer));
        Assert.True(_file.HostWrite(Msr.Efer, 1));
        Assert.Equal(0x401UL, Read(Msr.Efer));
    }

    private ulong Read(uint index)
    {
        Assert.True(_file.GuestRead(index, out ulong guest));
        Assert.True(_file.HostRead(index, out ulong host));
        Assert.Equal(guest, host);
        return guest;
    }
}
