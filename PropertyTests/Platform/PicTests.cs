using MsrSpec.Implementation.Emulator.Platform.Devices;
using Xunit;

namespace MsrSpec.PropertyTests.Platform;

public sealed class PicTests
{
    private const ushort Data = Pic.Primary + 1;
    private const ushort SecondData = Pic.Secondary + 1;
    private const byte End = 0x20;

    private readonly PicPair _pics = new();

    [Theory]
    [InlineData(0x11, 4)]
    [InlineData(0x13, 3)]
    [InlineData(0x10, 3)]
    [InlineData(0x12, 2)]
    public void A_pic_takes_as_many_words_as_the_first_one_says(int first, int words)
    {
        Pic pic = new();
        _ = pic.Write(Pic.Primary, 1, (uint)first);
        for (int word = 2; word <= words; word++)
        {
            _ = pic.Write(Pic.Primary + 1, 1, 0x20);
        }

        Assert.Equal((0x20, 0), (pic.State.VectorBase, (int)pic.State.InitializationWord));
        _ = pic.Write(Pic.Primary + 1, 1, 0xFB);
        Assert.Equal(0xFBU, pic.Read(Pic.Primary + 1, 1));
    }

    [Fact]
    public void The_pair_starts_with_the_vectors_of_a_BIOS()
    {
        Assert.False(_pics.HasRequest);
        Raise(3, 9);
        Assert.Equal((0x71, 0x0B), (Take(), TakeBehindEnd()));
    }

    [Fact]
    public void The_lower_line_comes_first_and_holds_back_the_higher_ones_until_it_ends()
    {
        Raise(5, 3);
        Assert.Equal(0x0B, Take());
        Assert.False(_pics.HasRequest);
        Raise(1);
        Assert.Equal(0x09, Take());
        Write(Pic.Primary, End);
        Assert.False(_pics.HasRequest);
        Assert.Equal(0x0D, TakeBehindEnd());
    }

    [Fact]
    public void The_first_lines_of_the_second_controller_come_where_the_cascade_is()
    {
        Raise(3, 15, 8);
        Assert.Equal(0x70, Take());
        Write(Pic.Primary, End);
        Assert.Equal(0x0B, Take());
        Write(Pic.Primary, End);
        Assert.False(_pics.HasRequest);
        Write(Pic.Secondary, End);
        Assert.Equal(0x77, Take());
    }

    [Fact]
    public void An_edge_asks_once_and_still_asks_when_the_line_has_fallen()
    {
        Raise(4);
        _pics.SetLine(4, isHigh: false);
        Assert.Equal(0x0C, Take());
        Write(Pic.Primary, End);
        Raise(4);
        Raise(4);
        Assert.Equal(0x0C, Take());
        Write(Pic.Primary, End);
        Raise(4);
        Assert.False(_pics.HasRequest);
    }

    [Fact]
    public void A_level_asks_as_long_as_it_is_high()
    {
        Initialize(Pic.Primary, first: 0x19, fourth: 1);
        Raise(4);
        Assert.Equal(0x24, Take());
        Write(Pic.Primary, End);
        Assert.True(_pics.HasRequest);
        _pics.SetLine(4, isHigh: false);
        Assert.False(_pics.HasRequest);
    }

    [Fact]
    public void A_masked_line_waits_and_its_request_is_seen()
    {
        Write(Data, 0x10);
        Raise(4);
        Assert.False(_pics.HasRequest);
        Assert.Equal(0x10U, _pics.Read(Pic.Primary, 1));
        Write(Data, 0);
        Assert.Equal(0x0C, Take());
        Write(Pic.Primary, 0x0B);
        Assert.Equal(0x10U, _pics.Read(Pic.Primary, 1));
        Write(Pic.Primary, 0x0A);
        Assert.Equal(0U, _pics.Read(Pic.Primary, 1));
    }

    [Fact]
    public void What_is_gone_when_it_is_taken_is_spurious_and_not_in_service()
    {
        Raise(12);
        Write(SecondData, 0x10);
        Assert.Equal(0x77, _pics.Acknowledge());
        Assert.Equal((0x04, 0x00), (_pics.Primary.InService, _pics.Secondary.InService));
        Write(Pic.Primary, End);
        Assert.Equal(0x0F, _pics.Acknowledge());
        Assert.Equal(0, _pics.Primary.InService);
    }

    [Fact]
    public void Special_mask_mode_lets_a_masked_handler_be_interrupted_by_what_comes_after_it()
    {
        Raise(3, 5);
        Assert.Equal(0x0B, Take());
        Write(Data, 0x08);
        Assert.False(_pics.HasRequest);
        Write(Pic.Primary, 0x68);
        Assert.Equal(0x0D, Take());
        Write(Pic.Primary, 0x48);
        Assert.False(_pics.Primary.IsSpecialMask);
    }

    [Fact]
    public void A_specific_end_ends_the_line_that_it_names()
    {
        Raise(5);
        _ = Take();
        Raise(3);
        _ = Take();
        Write(Pic.Primary, 0x65);
        Assert.Equal(0x08, _pics.Primary.InService);
    }

    [Theory]
    [InlineData(0xA0)]
    [InlineData(0xE3)]
    [InlineData(0xC3)]
    public void The_line_that_ends_with_a_rotation_comes_last(byte command)
    {
        Raise(3);
        _ = Take();
        Write(Pic.Primary, command);
        Write(Pic.Primary, End);
        _pics.SetLine(3, isHigh: false);
        Raise(3, 7);
        Assert.Equal((0x0F, 0x0B), (Take(), TakeBehindEnd()));
    }

    [Fact]
    public void An_interrupt_that_ends_by_itself_is_never_in_service_and_may_rotate()
    {
        Initialize(Pic.Primary, first: 0x11, fourth: 3);
        Write(Pic.Primary, 0x80);
        Raise(3);
        Assert.Equal(0x23, Take());
        _pics.SetLine(3, isHigh: false);
        Raise(3, 7);
        Assert.Equal((0x27, 0x23), (Take(), Take()));
        Assert.Equal(0, _pics.Primary.InService);
    }

    [Fact]
    public void A_fully_nested_cascade_lets_a_higher_line_of_the_second_controller_through()
    {
        Initialize(Pic.Primary, first: 0x11, fourth: 0x11);
        Raise(12);
        Assert.Equal(0x74, Take());
        Raise(9);
        Assert.Equal(0x71, Take());
    }

    [Fact]
    public void Initialization_forgets_all_but_the_levels_of_the_lines()
    {
        Raise(3);
        _ = Take();
        Initialize(Pic.Primary, first: 0x11, fourth: 1);
        Assert.Equal((0, 0x20), (_pics.Primary.InService, (int)_pics.Primary.VectorBase));
        Raise(3);
        Assert.False(_pics.HasRequest);
        _pics.SetLine(3, isHigh: false);
        Raise(3);
        Assert.Equal(0x23, Take());
    }

    [Fact]
    public void Nothing_is_connected_to_the_cascade_or_beyond_the_last_line()
    {
        PicState before = _pics.Primary;
        Raise(2, 16, 23);
        Assert.Equal(before, _pics.Primary);
    }

    private void Initialize(ushort port, byte first, byte fourth)
    {
        Write(port, first);
        Write((ushort)(port + 1), 0x20);
        Write((ushort)(port + 1), 0x04);
        Write((ushort)(port + 1), fourth);
    }

    private void Raise(params ReadOnlySpan<int> lines)
    {
        foreach (int line in lines)
        {
            _pics.SetLine(line, isHigh: true);
        }
    }

    private int Take()
    {
        Assert.True(_pics.HasRequest);
        return _pics.Acknowledge();
    }

    private int TakeBehindEnd()
    {
        Write(Pic.Primary, End);
        return Take();
    }

    private void Write(ushort port, byte value) => _ = _pics.Write(port, 1, value);
}
