using MsrSpec.Implementation.Memory;
using Xunit;

namespace MsrSpec.PropertyTests.Memory;

public sealed class SnapshotTests
{
    private const int Pages = 300;
    private const int Size = Pages * GuestMemory.PageSize;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_tree_of_snapshots_gives_back_what_was_there(int seed)
    {
        var dice = new Dice((ulong)seed);
        var memory = new GuestMemory(Size);
        var linear = new LinearMemory(memory, devices: null);
        var model = new byte[Size];
        var actual = new byte[Size];
        List<(MemorySnapshot Taken, byte[] Model)> snapshots = [];
        for (int step = 0; step < 600; step++)
        {
            switch (dice.Below(12))
            {
                case 0 when snapshots.Count < 25:
                    snapshots.Add((memory.TakeSnapshot(), [.. model]));
                    break;
                case 1 when snapshots.Count > 0:
                    (MemorySnapshot taken, byte[] then) = snapshots[dice.Below(snapshots.Count)];
                    memory.Restore(taken);
                    then.CopyTo(model, 0);
                    memory.Read(0, actual);
                    Assert.True(actual.AsSpan().SequenceEqual(model));
                    break;
                default:
                    Write(memory, linear, model, dice);
                    break;
            }
        }

        memory.Read(0, actual);
        Assert.True(actual.AsSpan().SequenceEqual(model));
    }

    [Fact]
    public void A_snapshot_of_one_memory_fills_another_of_its_size()
    {
        var first = new GuestMemory(Size);
        var second = new GuestMemory(Size);
        first.Write(0x1234, 0x55UL);
        second.Write(0x5000, 0x66UL);
        second.Restore(first.TakeSnapshot());

        Assert.Equal((0x55UL, 0UL), (second.Read<ulong>(0x1234), second.Read<ulong>(0x5000)));
    }

    [Fact]
    public void What_has_not_changed_is_shared()
    {
        var memory = new GuestMemory(Size);
        memory.Write(0, 1UL);
        memory.Write((ulong)(Size - 8), 1UL);
        MemorySnapshot first = memory.TakeSnapshot();
        memory.Write(0x1000, 1UL);
        memory.Write((ulong)(Size - 8), 1UL);
        MemorySnapshot second = memory.TakeSnapshot();

        Assert.Same(first.Page(0), second.Page(0));
        Assert.NotSame(first.Chunk(0), second.Chunk(0));
        Assert.Same(first.Chunk(second.ChunkCount - 1), second.Chunk(second.ChunkCount - 1));
        Assert.Same(second, memory.TakeSnapshot());
    }

    [Fact]
    public void Decoded_code_dies_when_its_page_comes_back_changed()
    {
        var memory = new GuestMemory(Size);
        memory.Write(0x1000, 0x90UL);
        memory.Write(0x2000, 0x90UL);
        MemorySnapshot taken = memory.TakeSnapshot();
        memory.Write(0x1000, 0x91UL);
        uint changed = memory.MarkCode(0x1000, 1);
        uint kept = memory.MarkCode(0x2000, 1);
        memory.Restore(taken);

        Assert.NotEqual(changed, memory.StampOf(0x1000));
        Assert.Equal(kept, memory.StampOf(0x2000));
    }

    [Fact]
    public void Translations_die_when_the_tables_come_back_changed()
    {
        var rig = new LinearMemoryRig();
        rig.Ram.Write(LinearMemoryRig.Data, 1UL);
        rig.Ram.Write(0x2_0000, 2UL);
        rig.Use();
        MemorySnapshot taken = rig.Ram.TakeSnapshot();
        rig.Map(LinearMemoryRig.Data, 0x2_0000 | LinearMemoryRig.AllRights);
        Assert.Equal(2UL, rig.Read(LinearMemoryRig.Data));
        rig.Ram.Restore(taken);

        Assert.Equal(1UL, rig.Read(LinearMemoryRig.Data));
    }

    private static void Write(GuestMemory memory, LinearMemory linear, byte[] model, Dice dice)
    {
        ulong address = ((ulong)dice.Below(dice.OneIn(4) ? Pages : 5) << 12) + (ulong)dice.Below(0xFFC);
        uint value = dice.OneIn(3) ? 0 : (uint)dice.Next();
        switch (dice.Below(3))
        {
            case 0:
                memory.Write(address, value);
                break;
            case 1:
                memory.View<uint>(address & 0x1FFC) = value;
                address &= 0x1FFC;
                break;
            default:
                Assert.True(linear.TryWrite(address, value));
                break;
        }

        BitConverter.TryWriteBytes(model.AsSpan((int)address), value);
    }
}
