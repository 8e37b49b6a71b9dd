using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.PropertyTests.Memory;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

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

    [Fact]
    public void The_registers_of_PAE_paging_decide_again_which_code_runs_after_a_restore()
    {
        const ulong Pointers = 0x20000;
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        (ulong Slot, ulong Entry)[] tables =
        [
            (Pointers, 0x21001), (Pointers + 8, 0x22001), (0x21000, 0xE3), (0x22000, 0x24023), (0x23000, 0x25023),
            (0x24000, 0x60023), (0x25000, 0x70023),
        ];
        Array.ForEach(tables, one => rig.Memory.Write(one.Slot, one.Entry));
        rig.Memory.Write(0x60000UL, [0xB3, 0x01, 0xC3]);
        rig.Memory.Write(0x70000UL, [0xB7, 0x02, 0xC3]);

        // call edi; jecxz over the hlt; hlt; inc ecx; mov cr3, eax; back to the call
        rig.Memory.Write(CoreRig.Code, [0xFF, 0xD7, 0xE3, 0x01, 0xF4, 0x41, 0x0F, 0x22, 0xD8, 0xEB, 0xF5]);
        rig.State.Rip = CoreRig.Code;
        rig.State.Cr0 = 0x8000_0031;
        rig.State.Cr4 = ControlBits.PhysicalAddressExtension;
        rig.State.Cr3 = Pointers;
        rig.State.Registers[RegisterFile.Rax] = Pointers;
        rig.State.Registers[7] = 0x4000_0000;
        rig.Core.Load(in rig.State);
        rig.Memory.Write(Pointers + 8, 0x23001UL);
        (CoreSnapshot core, MemorySnapshot memory) = (rig.Core.TakeSnapshot(), rig.Memory.TakeSnapshot());
        Assert.Equal(CoreExitKind.Halt, rig.Core.Run(100).Kind);
        ulong first = rig.Register(RegisterFile.Rbx);

        rig.Memory.Restore(memory);
        rig.Core.Restore(core);
        Assert.Equal(CoreExitKind.Halt, rig.Core.Run(100).Kind);

        Assert.Equal(0x201UL, first);
        Assert.Equal(first, rig.Register(RegisterFile.Rbx));
    }
}
