using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Ports;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class PortTests
{
    private const int Protection = 13;
    private const int Rdi = 7;
    private const int Rsi = 6;
    private const ulong Ones = ulong.MaxValue;
    private const ulong Map = CoreRig.Tss + 0x68;

    private readonly ScriptedPorts _ports = new();

    [Theory]
    [InlineData(new byte[] { 0xE4, 0x81 }, 0x81, 1, 0xFFFF_FFFF_FFFF_FF84)]
    [InlineData(new byte[] { 0x66, 0xE5, 0x81 }, 0x81, 2, 0xFFFF_FFFF_FFFF_8384)]
    [InlineData(new byte[] { 0xE5, 0x81 }, 0x81, 4, 0x8182_8384)]
    [InlineData(new byte[] { 0xEC }, 0xF123, 1, 0xFFFF_FFFF_FFFF_FF84)]
    [InlineData(new byte[] { 0x66, 0xED }, 0xF123, 2, 0xFFFF_FFFF_FFFF_8384)]
    [InlineData(new byte[] { 0x48, 0xED }, 0xF123, 4, 0x8182_8384)]
    public void IN_reads_a_port_into_a_part_of_RAX(byte[] code, ushort port, int size, ulong rax)
    {
        CoreRig rig = Rig(GuestMode.Long64, Privilege.Kernel);
        _ = rig.Run([.. code, 0xF4]);

        Assert.Equal([(port, size)], _ports.Asked);
        Assert.Equal(rax, rig.Register(RegisterFile.Rax));
    }

    [Theory]
    [InlineData(new byte[] { 0xE6, 0x81 }, 0x81, 1)]
    [InlineData(new byte[] { 0x66, 0xE7, 0x81 }, 0x81, 2)]
    [InlineData(new byte[] { 0xE7, 0x81 }, 0x81, 4)]
    [InlineData(new byte[] { 0xEE }, 0xF123, 1)]
    [InlineData(new byte[] { 0x66, 0xEF }, 0xF123, 2)]
    [InlineData(new byte[] { 0xEF }, 0xF123, 4)]
    public void OUT_writes_a_part_of_RAX_to_a_port(byte[] code, ushort port, int size)
    {
        CoreRig rig = Rig(GuestMode.Protected32, Privilege.Kernel);
        _ = rig.Run([.. code, 0xF4]);

        Assert.Equal([(port, size, uint.MaxValue >> (32 - (8 * size)))], _ports.Written);
    }

    [Fact]
    public void A_device_that_asks_to_stop_is_left_for_behind_the_instruction()
    {
        CoreRig rig = Rig(GuestMode.Long64, Privilege.Kernel);
        _ports.Answer = PortAccessResult.Stop;
        CoreExit exit = rig.Run([0xE4, 0x10, 0xF4]);

        Assert.Equal((CoreExitKind.Device, CoreRig.Code + 2), (exit.Kind, rig.After.Rip));
        Assert.Equal(0x84UL, rig.Register(RegisterFile.Rax) & 0xFF);
        Assert.Equal(CoreExitKind.Halt, rig.Core.Run(1).Kind);
    }

    [Theory]
    [InlineData(GuestMode.Protected32, 3, true)]
    [InlineData(GuestMode.Protected32, 2, false)]
    [InlineData(GuestMode.Long64, 3, true)]
    [InlineData(GuestMode.Long64, 0, false)]
    public void Level_3_needs_IOPL_3_where_the_task_has_no_map(GuestMode mode, int level, bool permitted)
    {
        CoreRig rig = Rig(mode, Privilege.User);
        rig.State.Rflags |= (Rflags)(level << 12);
        foreach (byte[] code in (byte[][])[[0xE4, 1], [0xE6, 1], [0xEC], [0xEE], [0x6C], [0x6E]])
        {
            AssertPermitted(rig, code, permitted);
        }
    }

    // Port, size, bits of the map from port 0, and whether the access is permitted.
    [Theory]
    [InlineData(0, 1, 0x0000, true)]
    [InlineData(0, 1, 0xFFFE, true)]
    [InlineData(0, 1, 0x0001, false)]
    [InlineData(7, 1, 0x0080, false)]
    [InlineData(7, 2, 0x0100, false)]
    [InlineData(7, 2, 0xFE7F, true)]
    [InlineData(6, 4, 0x0200, false)]
    [InlineData(6, 4, 0xFC3F, true)]
    public void The_map_of_the_task_says_which_ports_level_3_may_access(
        ushort port, int size, ushort bits, bool permitted)
    {
        foreach (GuestMode mode in (GuestMode[])[GuestMode.Protected32, GuestMode.Long64])
        {
            CoreRig rig = RigWithMap(mode, limit: 0x69);
            rig.Memory.Write(Map, bits);
            rig.State.Registers[RegisterFile.Rdx] = port;
            AssertPermitted(rig, CodeOf(size), permitted);
        }
    }

    // The map begins at 0x68, so that port 8 needs the bytes at 0x69 and 0x6A.
    [Theory]
    [InlineData(0, 0x69, true)]
    [InlineData(0, 0x68, false)]
    [InlineData(8, 0x6A, true)]
    [InlineData(8, 0x69, false)]
    [InlineData(0xFFFF, 0x2067, false)]
    [InlineData(0xFFFF, 0x2068, true)]
    public void Both_bytes_of_the_map_must_lie_within_the_limit(ushort port, uint limit, bool permitted)
    {
        CoreRig rig = RigWithMap(GuestMode.Protected32, limit);
        rig.Memory.Write(Map, new byte[0x2001]);
        rig.State.Registers[RegisterFile.Rdx] = port;
        Assert.Equal(permitted, IsPermitted(rig));
    }

    [Theory]
    [InlineData(0x66, 0x8B)]
    [InlineData(0xFF, 0x83)]
    [InlineData(0xFF, 0x0B)]
    public void A_task_that_is_short_or_of_16_bits_or_absent_permits_nothing(uint limit, int attributes)
    {
        CoreRig rig = RigWithMap(GuestMode.Protected32, limit);
        Segment task = rig.State.SegmentOf(SegmentRegister.Tr);
        rig.State.Segments[(int)SegmentRegister.Tr] = task with { Attributes = (SegmentAttributes)attributes };

        Assert.False(IsPermitted(rig));
    }

    [Fact]
    public void Virtual_8086_mode_goes_by_the_map_whatever_IOPL_says()
    {
        CoreRig rig = RigWithMap(GuestMode.Protected32, limit: 0x69);
        rig.State.Rflags |= Rflags.Virtual8086 | Rflags.IoPrivilege;
        Assert.True(IsPermitted(rig));
        rig.Memory.Write(Map, (byte)1);
        Assert.False(IsPermitted(rig));
    }

    [Theory]
    [InlineData(new byte[] { 0x6C }, 1, 0x84UL)]
    [InlineData(new byte[] { 0x66, 0x6D }, 2, 0x8384UL)]
    [InlineData(new byte[] { 0x6D }, 4, 0x8182_8384UL)]
    public void INS_stores_what_the_port_gives_and_moves_on(byte[] code, int size, ulong stored)
    {
        CoreRig rig = Rig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Registers[Rdi] = CoreRig.Data;
        _ = rig.Run([.. code, 0xF4]);

        Assert.Equal([((ushort)0xF123, size)], _ports.Asked);
        Assert.Equal((stored, CoreRig.Data + (ulong)size), (rig.Memory.Read<ulong>(CoreRig.Data), rig.Register(Rdi)));
    }

    [Fact]
    public void REP_INS_goes_down_with_DF_and_counts_RCX()
    {
        CoreRig rig = Rig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Registers[Rdi] = CoreRig.Data + 2;
        rig.State.Registers[RegisterFile.Rcx] = 3;
        rig.State.Rflags |= Rflags.Direction;
        _ = rig.Run([0xF3, 0x6C, 0xF4]);

        Assert.Equal(0x84_85_86U, rig.Memory.Read<uint>(CoreRig.Data));
        Assert.Equal((0UL, CoreRig.Data - 1), (rig.Register(RegisterFile.Rcx), rig.Register(Rdi)));
    }

    [Fact]
    public void REP_OUTS_writes_from_the_segment_named_and_counts_by_the_address_size()
    {
        CoreRig rig = Rig(GuestMode.Long64, Privilege.Kernel);
        Assert.True(rig.Msrs.HostWrite(Spec.Abi.Msr.FsBase, 0x1000));
        rig.Memory.Write(CoreRig.Data, 0x4433_2211U);
        rig.State.Registers[Rsi] = 0xFFFF_FFFF_0000_0000 | (CoreRig.Data - 0x1000);
        rig.State.Registers[RegisterFile.Rcx] = 0xFFFF_FFFF_0000_0002;
        _ = rig.Run([0x64, 0x67, 0xF3, 0x66, 0x6F, 0xF4]);

        Assert.Equal([((ushort)0xF123, 2, 0x2211U), ((ushort)0xF123, 2, 0x4433U)], _ports.Written);
        Assert.Equal((0UL, CoreRig.Data - 0x1000 + 4), (rig.Register(RegisterFile.Rcx), rig.Register(Rsi)));
    }

    [Fact]
    public void A_count_of_zero_touches_nothing()
    {
        CoreRig rig = Rig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Registers[RegisterFile.Rcx] = 0xFFFF_FFFF_0000_0000;
        _ = rig.Run([0x67, 0xF3, 0x6C, 0xF4]);

        Assert.Empty(_ports.Asked);
        Assert.Equal((CoreRig.None, 0xFFFF_FFFF_0000_0000), (rig.Caught, rig.Register(RegisterFile.Rcx)));
    }

    [Fact]
    public void A_long_repetition_comes_up_for_air_at_the_instruction()
    {
        CoreRig rig = Rig(GuestMode.Real16, Privilege.Kernel);
        rig.State.Registers[Rsi] = 0;
        rig.State.Registers[RegisterFile.Rcx] = 10_000;
        _ = rig.Run([0xF3, 0x6E, 0xF4], budget: 2);

        Assert.Equal((10_000UL - 8192, CoreRig.Code), (rig.Register(RegisterFile.Rcx), rig.After.Rip));
        Assert.Equal(CoreExitKind.Halt, rig.Core.Run(10).Kind);
        Assert.Equal(10_000, _ports.Written.Count);
    }

    [Fact]
    public void With_TF_every_item_is_followed_by_a_debug_trap_at_the_instruction()
    {
        CoreRig rig = Rig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Registers[Rsi] = CoreRig.Data;
        rig.State.Registers[RegisterFile.Rcx] = 2;
        rig.State.Rflags |= Rflags.Trap;
        _ = rig.Run([0xF3, 0x6E, 0xF4]);

        Assert.Equal((1, CoreRig.Code), (rig.Caught, rig.StackWord(0)));
        Assert.Equal((1UL, 1), (rig.Register(RegisterFile.Rcx), _ports.Written.Count));
    }

    [Fact]
    public void A_device_stops_a_repetition_at_the_instruction_until_it_is_done()
    {
        CoreRig rig = Rig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Registers[Rsi] = CoreRig.Data;
        rig.State.Registers[RegisterFile.Rcx] = 2;
        _ports.Answer = PortAccessResult.Stop;

        Assert.Equal(CoreExitKind.Device, rig.Run([0xF3, 0x6E, 0xF4]).Kind);
        Assert.Equal((CoreRig.Code, 1UL), (rig.After.Rip, rig.Register(RegisterFile.Rcx)));
        Assert.Equal(CoreExitKind.Device, rig.Core.Run(10).Kind);
        Assert.Equal((CoreRig.Code + 2, 0UL), (rig.After.Rip, rig.Register(RegisterFile.Rcx)));
    }

    [Fact]
    public void A_fault_leaves_the_items_before_it_done_and_reads_no_port_for_its_own()
    {
        CoreRig rig = Rig(GuestMode.Long64, Privilege.Kernel);
        rig.SetPage(CoreRig.Data + 0x2000, 0);
        rig.State.Registers[Rdi] = CoreRig.Data + 0x1FFE;
        rig.State.Registers[RegisterFile.Rcx] = 5;
        _ = rig.Run([0xF3, 0x6C, 0xF4]);

        Assert.Equal((14, 2UL, CoreRig.Code), (rig.Caught, rig.StackWord(0), rig.StackWord(1)));
        Assert.Equal((2, 3UL), (_ports.Asked.Count, rig.Register(RegisterFile.Rcx)));
        Assert.Equal((CoreRig.Data + 0x2000, CoreRig.Data + 0x2000), (rig.Register(Rdi), rig.After.Cr2));
    }

    private static byte[] CodeOf(int size) => size == 1 ? [0xEC] : size == 2 ? [0x66, 0xED] : [0xED];

    private CoreRig Rig(GuestMode mode, Privilege privilege)
    {
        var rig = new CoreRig(mode, privilege, CorePlatform.Bare with { Ports = _ports });
        rig.State.Registers[RegisterFile.Rax] = Ones;
        rig.State.Registers[RegisterFile.Rdx] = 0xF123;
        rig.State.Registers[Rdi] = CoreRig.Data;
        rig.State.Registers[Rsi] = CoreRig.Data;
        rig.Memory.Write(CoreRig.Tss + 0x66, ushort.MaxValue);
        return rig;
    }

    /// <summary>A task whose map begins where the task's own fields end.</summary>
    private CoreRig RigWithMap(GuestMode mode, uint limit)
    {
        CoreRig rig = Rig(mode, Privilege.User);
        rig.Memory.Write(CoreRig.Tss + 0x66, (ushort)0x68);
        rig.State.Registers[RegisterFile.Rdx] = 0;
        Segment task = rig.State.SegmentOf(SegmentRegister.Tr);
        rig.State.Segments[(int)SegmentRegister.Tr] = task with { Limit = limit };
        return rig;
    }

    private bool IsPermitted(CoreRig rig)
    {
        int before = _ports.Asked.Count;
        _ = rig.Run([0xEC, 0x90], budget: 1);
        return _ports.Asked.Count != before;
    }

    private void AssertPermitted(CoreRig rig, byte[] code, bool permitted)
    {
        int before = _ports.Asked.Count + _ports.Written.Count;
        _ = rig.Run([.. code, 0x90], budget: 1);
        Assert.Equal(permitted, _ports.Asked.Count + _ports.Written.Count != before);
        Assert.Equal(permitted ? CoreRig.Code + (ulong)code.Length : CoreRig.Handlers + Protection, rig.After.Rip);
        if (!permitted)
        {
            Assert.Equal((0UL, CoreRig.Code), (rig.StackWord(0), rig.StackWord(1)));
        }
    }
}
