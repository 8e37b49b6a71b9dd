using MsrSpec.Implementation.Emulator.Platform.Apic;
using Xunit;

namespace MsrSpec.PropertyTests.Platform;

public sealed class LocalApicTests
{
    private const ulong Page = 0xFEE0_0000;

    private readonly ManualProcessor _processor = new();
    private readonly LocalApic _apic;
    private readonly ApicPage _page;
    private readonly ApicMsrs _msrs;

    public LocalApicTests()
    {
        _apic = new LocalApic(_processor);
        _page = new ApicPage(_apic, _processor);
        _msrs = new ApicMsrs(_apic);
    }

    [Fact]
    public void The_page_follows_the_base_register()
    {
        Assert.True(_page.Claims(Page + 0x20));
        Assert.Equal(0x50014UL, Read(0x30));
        _processor.ApicBase = ManualProcessor.Enabled + 0x1000;
        Assert.False(_page.Claims(Page));
        Assert.True(_page.Claims(Page + 0x1000));
        _processor.ApicBase = ManualProcessor.Extended;
        Assert.False(_page.Claims(Page));
        Assert.Equal(uint.MaxValue, Read(0x30));
        _processor.ApicBase = 0xFEE0_0100;
        Assert.False(_page.Claims(Page));
    }

    [Fact]
    public void A_disabled_one_forgets()
    {
        Write(0xF0, 0x1FF);
        _processor.ApicBase = 0xFEE0_0100;
        Assert.False(_apic.HasInterrupt(0));
        Assert.False(_page.Claims(Page));
        _processor.ApicBase = ManualProcessor.Enabled;
        Assert.Equal(0xFFUL, Read(0xF0));
    }

    [Fact]
    public void The_highest_comes_first_and_holds_back_its_class()
    {
        Write(0xF0, 0x1FF);
        Write(0x300, 0x40041);
        Write(0x300, 0x40052);
        Write(0x300, 0x40051);
        Assert.True(_apic.HasInterrupt(0));
        Assert.Equal(0x52, _apic.TakeInterrupt());
        Assert.False(_apic.HasInterrupt(0));
        Assert.Equal(0x50UL, Read(0xA0));
        Write(0xB0, 0);
        Assert.Equal(0x51, _apic.TakeInterrupt());
        Write(0xB0, 0);
        Assert.Equal(0x41, _apic.TakeInterrupt());
    }

    [Fact]
    public void What_task_priority_holds_back_is_spurious_when_taken()
    {
        Write(0xF0, 0x1F7);
        Write(0x300, 0x40041);
        Write(0x80, 0x4F);
        Assert.Equal(4, _processor.TaskPriorityClass);
        Assert.False(_apic.HasInterrupt(0));
        Assert.Equal(0xF7, _apic.TakeInterrupt());
        _processor.TaskPriorityClass = 3;
        Assert.Equal(0x3FUL, Read(0x80));
        Assert.True(_apic.HasInterrupt(0));
    }

    [Theory]
    [InlineData(0UL, 0x40044U, true)]
    [InlineData(0UL, 0x80044U, true)]
    [InlineData(0UL, 0xC0044U, false)]
    [InlineData(0UL, 0x44U, true)]
    [InlineData(0x0100_0000UL, 0x44U, false)]
    [InlineData(0xFF00_0000UL, 0x44U, true)]
    [InlineData(0x0200_0000UL, 0x844U, true)]
    [InlineData(0x0100_0000UL, 0x844U, false)]
    public void Only_what_is_meant_for_it_arrives(ulong high, uint low, bool arrives)
    {
        Write(0xF0, 0x1FF);
        Write(0xD0, 0x0200_0000);
        Write(0x310, high);
        Write(0x300, low);
        Assert.Equal(0UL, Read(0x300) & 0x1000);
        Assert.Equal(arrives, _apic.HasInterrupt(0));
    }

    [Fact]
    public void A_low_vector_is_an_error_and_an_nmi_is_no_interrupt()
    {
        Write(0xF0, 0x1FF);
        Write(0x300, 0x40005);
        Assert.Equal(0UL, Read(0x280));
        Write(0x280, 0);
        Assert.Equal(0x60UL, Read(0x280));
        Write(0x300, 0x40400);
        Assert.True(_apic.HasNonMaskable);
        _apic.TakeNonMaskable();
        Assert.False(_apic.HasNonMaskable);
        Assert.False(_apic.HasInterrupt(0));
    }

    [Fact]
    public void The_timer_fires_once_or_time_and_again()
    {
        Write(0xF0, 0x1FF);
        Write(0x3E0, 0x3);
        Write(0x320, 0x60);
        Write(0x380, 100);
        Assert.Equal(1600L, _apic.NextTimerInterrupt);
        _processor.Ticks = 800;
        Assert.Equal(50UL, Read(0x390));
        Assert.False(_apic.HasInterrupt(1599));
        Assert.True(_apic.HasInterrupt(1600));
        Assert.Equal(0x60, _apic.TakeInterrupt());
        Assert.Null(_apic.NextTimerInterrupt);
        Write(0xB0, 0);

        Write(0x320, 0x2_0061);
        Write(0x3E0, 0xB);
        Write(0x380, 1000);
        Assert.True(_apic.HasInterrupt(1800 + 2500));
        Assert.Equal(800L + 4000, _apic.NextTimerInterrupt);
    }

    [Fact]
    public void A_new_divisor_keeps_what_is_left()
    {
        Write(0x3E0, 0xB);
        Write(0x380, 100);
        _processor.Ticks = 40;
        Write(0x3E0, 0x0);
        Assert.Equal(60UL, Read(0x390));
        _processor.Ticks = 40 + 100;
        Assert.Equal(10UL, Read(0x390));
    }

    [Fact]
    public void A_deadline_is_a_time_stamp()
    {
        _processor.TimeStampOffset = 1_000_000;
        Write(0xF0, 0x1FF);
        Write(0x320, 0x4_0062);
        Assert.True(_msrs.TryWrite(0x6E0, 1_000_500));
        Assert.Equal(500L, _apic.NextTimerInterrupt);
        Assert.True(_msrs.TryRead(0x6E0, out ulong deadline));
        Assert.Equal(1_000_500UL, deadline);
        _processor.Ticks = 500;
        Assert.True(_apic.HasInterrupt(500));
        Assert.True(_msrs.TryRead(0x6E0, out deadline));
        Assert.Equal(0UL, deadline);
    }

    [Fact]
    public void Outside_of_extended_mode_no_register_is_an_msr()
    {
        for (uint index = ApicMsrs.First; index <= ApicMsrs.Last; index++)
        {
            Assert.False(_msrs.TryRead(index, out _));
            Assert.False(_msrs.TryWrite(index, 0));
        }
    }

    [Theory]
    [InlineData(0x802U, true, false)]
    [InlineData(0x803U, true, false)]
    [InlineData(0x808U, true, true)]
    [InlineData(0x80AU, true, false)]
    [InlineData(0x80BU, false, true)]
    [InlineData(0x80DU, true, false)]
    [InlineData(0x80EU, false, false)]
    [InlineData(0x80FU, true, true)]
    [InlineData(0x810U, true, false)]
    [InlineData(0x827U, true, false)]
    [InlineData(0x828U, true, true)]
    [InlineData(0x82FU, false, false)]
    [InlineData(0x830U, true, true)]
    [InlineData(0x831U, false, false)]
    [InlineData(0x832U, true, true)]
    [InlineData(0x837U, true, true)]
    [InlineData(0x838U, true, true)]
    [InlineData(0x839U, true, false)]
    [InlineData(0x83EU, true, true)]
    [InlineData(0x83FU, false, true)]
    [InlineData(0x840U, false, false)]
    public void In_extended_mode_each_register_has_its_rights(uint index, bool readable, bool writable)
    {
        _processor.ApicBase = ManualProcessor.Extended;
        Assert.Equal(readable, _msrs.TryRead(index, out _));
        Assert.Equal(writable, _msrs.TryWrite(index, 0));
        if (index != 0x830)
        {
            Assert.False(_msrs.TryWrite(index, 1UL << 32));
        }
    }

    [Fact]
    public void In_extended_mode_commands_are_one_write()
    {
        Write(0xF0, 0x1FF);
        _processor.ApicBase = ManualProcessor.Extended;
        Assert.True(_msrs.TryRead(0x80D, out ulong logical));
        Assert.Equal(1UL, logical);
        Assert.True(_msrs.TryWrite(0x830, 0x0000_0000_0000_0045));
        Assert.Equal(0x45, _apic.TakeInterrupt());
        Assert.False(_msrs.TryWrite(0x80B, 1));
        Assert.True(_msrs.TryWrite(0x80B, 0));
        Assert.True(_msrs.TryWrite(0x83F, 0x46));
        Assert.Equal(0x46, _apic.TakeInterrupt());
    }

    [Fact]
    public void What_it_holds_is_a_value()
    {
        Write(0xF0, 0x1FF);
        LocalApicState before = _apic.State;
        Write(0x300, 0x40041);
        Assert.True(_apic.HasInterrupt(0));
        _apic.State = before;
        Assert.False(_apic.HasInterrupt(0));
    }

    private uint Read(int register) => (uint)_page.Read(Page + (ulong)register, 4);

    private void Write(int register, ulong value) => _page.Write(Page + (ulong)register, 4, value);
}
