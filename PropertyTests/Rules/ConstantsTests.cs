using MsrSpec.PropertyTests.Claims;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>The numbers of the interface, each by two ways.</summary>
public sealed class ConstantsTests
{
    private const uint EnableCapNumber = 0xA3;
    private const uint EnableCapSize = 0x68;

    [Fact]
    [Consequence(22)]
    public void The_ioctl_numbers_are_what_their_parts_encode()
    {
        Assert.Equal(0x4010AEC6u, Ioctl.AddMsrAllowlist);
        uint built = Ioctl.Write(Ioctl.KvmType, Ioctl.AddMsrAllowlistNumber, AllowlistLayout.HeaderSize);
        Assert.Equal(Ioctl.AddMsrAllowlist, built);
        Assert.Equal(Ioctl.EnableCap, Ioctl.Write(Ioctl.KvmType, EnableCapNumber, EnableCapSize));
    }

    [Fact]
    [Consequence(22)]
    public void The_words_of_the_header_follow_one_another()
    {
        Assert.Equal(0, AllowlistLayout.FlagsOffset);
        Assert.Equal(AllowlistLayout.FlagsOffset + sizeof(uint), AllowlistLayout.CountOffset);
        Assert.Equal(AllowlistLayout.CountOffset + sizeof(uint), AllowlistLayout.BaseOffset);
        Assert.Equal(AllowlistLayout.BaseOffset + sizeof(uint), AllowlistLayout.PadOffset);
        Assert.Equal(AllowlistLayout.PadOffset + sizeof(uint), AllowlistLayout.HeaderSize);
    }

    [Fact]
    [Consequence(22)]
    public void The_header_is_laid_out_little_endian()
    {
        UserBuffer buffer = UserBuffer.Allowlist(new AllowlistHeader(0x04030201, 0, 0x0C0B0A09, 0x100F0E0D), [], 16);
        Assert.Equal([1, 2, 3, 4, 0, 0, 0, 0, 9, 10, 11, 12, 13, 14, 15, 16], buffer.Bytes);
        Assert.Equal(new AllowlistHeader(0x04030201, 0, 0x0C0B0A09, 0x100F0E0D), buffer.Header);
    }

    [Fact]
    [Consequence(18, 22)]
    public void The_limits_are_those_of_the_patch()
    {
        Assert.Equal(0x600, AllowlistLayout.MaxBitmapSize);
        Assert.Equal(0x3000, AllowlistLayout.MaxCount);
        Assert.Equal(10, AllowlistLayout.Slots);
        Assert.Equal(184u, Capability.UserSpaceMsr);
        Assert.Equal(185u, Capability.AddMsrAllowlist);
        Assert.Equal(29u, (uint)ExitReason.ReadMsr);
        Assert.Equal(30u, (uint)ExitReason.WriteMsr);
    }

    [Theory]
    [InlineData(0u, 0)]
    [InlineData(1u, 8)]
    [InlineData(63u, 8)]
    [InlineData(64u, 8)]
    [InlineData(65u, 16)]
    [InlineData(0x2FFFu, 1536)]
    [InlineData(0x3000u, 1536)]
    [InlineData(0x3001u, 1544)]
    [InlineData(0xFFFFFFE0u, 536_870_912)]
    [InlineData(0xFFFFFFE1u, 536_870_912)] // where 32-bit arithmetic would give zero
    [InlineData(0xFFFFFFFFu, 536_870_912)]
    [Consequence(17)]
    public void A_bitmap_is_whole_longs_in_64_bit_arithmetic(uint count, long size) =>
        Assert.Equal(size, new AllowlistHeader(1, count, 0, 0).BitmapSize);
}
