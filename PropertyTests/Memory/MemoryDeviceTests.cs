using MsrSpec.Implementation.Emulator.Memory;
using Xunit;
using static MsrSpec.PropertyTests.Memory.LinearMemoryRig;

namespace MsrSpec.PropertyTests.Memory;

public sealed class MemoryDeviceTests
{
    private const ulong Claimed = 0x2_0000;
    private const ulong Outside = 0xFEE0_0000;

    private readonly RecordingDevice _device = new(Claimed);
    private readonly LinearMemoryRig _rig;

    public MemoryDeviceTests() => _rig = new LinearMemoryRig(_device);

    [Theory]
    [InlineData(Claimed + 2)]
    [InlineData(Outside + 2)]
    public void A_page_without_RAM_and_a_claimed_one_are_the_devices(ulong physical)
    {
        _rig.Map(Data, (physical & ~0xFFFUL) | AllRights);
        _rig.Use();
        Assert.Equal(0x2222_2222_2222_2222UL, _rig.Read(Data + 2));
        Assert.Equal(TranslationStatus.Done, _rig.StatusOfWrite(Data + 2, (ushort)0xABCD));
        Assert.True(_rig.Linear.TryReadForWrite(Data + 2, out byte _));

        Assert.Equal([$"read {physical:X} 8", $"write {physical:X} 2 ABCD", $"read {physical:X} 1"], _device.Log);
        Assert.Equal(0UL, _rig.Ram.Read<ulong>(Claimed));
    }

    [Fact]
    public void An_access_that_crosses_a_page_reaches_the_device_in_pieces()
    {
        _rig.Map(Data, Claimed | AllRights);
        _rig.Ram.Write(Data + 0x1000, 0xAAUL);
        _rig.Use();
        Assert.Equal(0xAA_DDDD_DDUL << 16 >> 16, _rig.Read(Data + 0xFFD) & 0xFFFF_FFFF);
        Assert.Equal(TranslationStatus.Done, _rig.StatusOfWrite(Data + 0xFFE, 0x1122_3344U));

        Assert.Equal([$"read {Claimed + 0xFFD:X} 3", $"write {Claimed + 0xFFE:X} 2 3344"], _device.Log);
        Assert.Equal(0x1122, _rig.Ram.Read<ushort>(Data + 0x1000));
    }

    [Fact]
    public void A_value_of_sixteen_bytes_is_two_pieces()
    {
        _rig.Map(Data, Outside | AllRights);
        _rig.Use();
        Assert.True(_rig.Linear.TryRead(Data, out UInt128 _));

        Assert.Equal([$"read {Outside:X} 8", $"read {Outside + 8:X} 8"], _device.Log);
    }

    [Fact]
    public void No_instruction_is_fetched_from_a_device()
    {
        _rig.Map(Data, Claimed | AllRights);
        _rig.Use();
        Assert.False(_rig.Linear.TryFetch(Data, out _));
        Assert.Equal(TranslationStatus.NoMemory, _rig.Linear.Refusal);
        Assert.Empty(_device.Log);
    }

    [Fact]
    public void Without_devices_there_is_nothing_outside_of_RAM()
    {
        var bare = new LinearMemoryRig();
        bare.Map(Data, Outside | AllRights);
        bare.Use();

        Assert.Equal(TranslationStatus.NoMemory, bare.StatusOfRead(Data));
        Assert.Equal(TranslationStatus.NoMemory, bare.StatusOfWrite(Data, 1UL));
    }
}
