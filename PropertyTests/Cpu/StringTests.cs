using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class StringTests
{
    private const ulong From = 0x2_0000;
    private const ulong To = 0x4_0000;
    private const int Rsi = 6, Rdi = 7;
    private const int PageFault = 14, SingleStep = 1;

    private readonly CoreRig _rig = new(GuestMode.Long64, Privilege.Kernel);

    [Theory]
    [InlineData(0xA4, 1)]
    [InlineData(0xA5, 4)]
    public void REP_MOVS_copies_forwards_and_backwards(byte opcode, int size)
    {
        foreach (bool isDown in (bool[])[false, true])
        {
            for (int i = 0; i < 0x100; i++)
            {
                _rig.Memory.Write(From + (ulong)i, (byte)(i + 1));
                _rig.Memory.Write(To + (ulong)i, (byte)0);
            }

            int start = isDown ? 0x80 : 0x40, step = isDown ? -size : size;
            Point(From + (ulong)start, To + (ulong)start, count: 5);
            _rig.State.Rflags = Rflags.One | (isDown ? Rflags.Direction : Rflags.None);
            _ = _rig.Run([0xF3, opcode, 0xF4]);

            Assert.Equal(Pointers(From + (ulong)(start + (5 * step)), To + (ulong)(start + (5 * step)), 0), Pointers());
            for (int turn = 0; turn < 5; turn++)
            {
                ulong place = (ulong)(start + (turn * step));
                Assert.Equal((byte)(place + 1), _rig.Memory.Read<byte>(To + place));
            }
        }
    }

    [Fact]
    public void A_page_fault_in_the_middle_leaves_the_registers_at_its_turn_and_the_instruction_restarts()
    {
        _rig.SetPage(To + 0x1000, 0);
        Point(From, To + 0xFF0, count: 0x20);
        _rig.Memory.Write(From + 0x1F, (byte)0x77);
        _ = _rig.Run([0xF3, 0xA4, 0xF4]);
        Assert.Equal((PageFault, CoreRig.Code), (_rig.Caught, _rig.StackWord(1)));
        Assert.Equal(Pointers(From + 0x10, To + 0x1000, 0x10), Pointers());

        _rig.SetPage(To + 0x1000, 7);
        _rig.State.Registers = _rig.After.Registers;
        _rig.State.Rip = CoreRig.Code;
        _ = _rig.Run([0xF3, 0xA4, 0xF4]);
        Assert.Equal(CoreRig.None, _rig.Caught);
        Assert.Equal(0x77, _rig.Memory.Read<byte>(To + 0x100F));
    }

    [Fact]
    public void A_comparison_that_faults_in_the_middle_leaves_the_flags_as_they_were()
    {
        _rig.SetPage(To + 0x1000, 0);
        _rig.State.Rflags = Rflags.One | Rflags.Carry | Rflags.Overflow;
        Point(From, To + 0xFFE, count: 9);
        _ = _rig.Run([0xF3, 0xA6, 0xF4]);

        Assert.Equal(PageFault, _rig.Caught);
        Assert.Equal(Pointers(From + 2, To + 0x1000, 7), Pointers());
        Assert.Equal(Rflags.Carry | Rflags.Overflow, _rig.After.Rflags & Rflags.Arithmetic);
    }

    [Fact]
    public void A_repetition_of_none_changes_nothing_and_touches_no_memory()
    {
        _rig.State.Rflags = Rflags.One | Rflags.Carry;
        Point(ulong.MaxValue, ulong.MaxValue, count: 0);
        _ = _rig.Run([0xF3, 0xA6, 0xF4]);

        Assert.Equal(CoreRig.None, _rig.Caught);
        Assert.Equal(Rflags.Carry, _rig.After.Rflags & Rflags.Arithmetic);
    }

    [Fact]
    public void SCAS_stops_behind_what_it_looks_for_and_CMPS_behind_the_difference()
    {
        _rig.Memory.Write(To + 5, (byte)9);
        _rig.State.Registers[RegisterFile.Rax] = 9;
        Point(0, To, count: 100);
        _ = _rig.Run([0xF2, 0xAE, 0xF4]); // repne scasb
        Assert.Equal(Pointers(0, To + 6, 94), Pointers());
        Assert.Equal(Rflags.Zero, _rig.After.Rflags & Rflags.Zero);

        Point(From, To, count: 100);
        _ = _rig.Run([0xF3, 0xA6, 0xF4]); // repe cmpsb: 0 against 9
        Assert.Equal(Pointers(From + 6, To + 6, 94), Pointers());
        Assert.Equal(Rflags.Carry, _rig.After.Rflags & (Rflags.Carry | Rflags.Zero));
    }

    [Fact]
    public void A_long_repetition_returns_to_the_run_loop_and_ends_all_the_same()
    {
        _rig.State.Registers[RegisterFile.Rax] = 0xEE;
        Point(0, To, count: 0x8000);
        CoreExit exit = _rig.Run([0xF3, 0xAA, 0xF4], budget: 2);
        Assert.Equal(CoreExitKind.BudgetExhausted, exit.Kind);
        Assert.Equal(CoreRig.Code, _rig.After.Rip);
        Assert.InRange(_rig.Register(RegisterFile.Rcx), 1UL, 0x7FFFUL);

        Assert.Equal(CoreExitKind.Halt, _rig.Core.Run(1000).Kind);
        Assert.Equal(Pointers(0, To + 0x8000, 0), Pointers());
        Assert.Equal(0xEE, _rig.Memory.Read<byte>(To + 0x7FFF));
    }

    [Fact]
    public void Single_step_traps_after_each_turn()
    {
        _rig.State.Rflags = Rflags.One | Rflags.Trap;
        Point(0, To, count: 3);
        _ = _rig.Run([0xF3, 0xAA, 0xF4]);

        Assert.Equal((SingleStep, CoreRig.Code), (_rig.Caught, _rig.StackWord(0)));
        Assert.Equal(2UL, _rig.Register(RegisterFile.Rcx));
    }

    [Fact]
    public void A_segment_override_is_for_the_source_alone()
    {
        Assert.True(_rig.Msrs.HostWrite(Spec.Abi.Msr.FsBase, From));
        _rig.Memory.Write(From + 8, 0xCAFE_F00D_1234_5678UL);
        Point(8, To, count: 0);
        _ = _rig.Run([0x64, 0x48, 0xA5, 0xF4]); // movsq fs:

        Assert.Equal(0xCAFE_F00D_1234_5678UL, _rig.Memory.Read<ulong>(To));
    }

    [Fact]
    public void Addresses_of_16_bits_wrap_and_keep_the_upper_halves_of_their_registers()
    {
        var guest = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        guest.Memory.Write(0xFFFF, (byte)0x5A);
        guest.State.Registers[Rsi] = 0xABCD_FFFF;
        guest.State.Registers[Rdi] = 0xABCD_9000;
        guest.State.Registers[RegisterFile.Rcx] = 0xABCD_0001;
        _ = guest.Run([0x67, 0xF3, 0xA4, 0xF4]);

        Assert.Equal(0x5A, guest.Memory.Read<byte>(0x9000));
        Assert.Equal((0xABCD_0000UL, 0xABCD_9001UL), (guest.Register(Rsi), guest.Register(Rdi)));
        Assert.Equal(0xABCD_0000UL, guest.Register(RegisterFile.Rcx));
    }

    [Fact]
    public void Addresses_of_32_bits_clear_the_upper_halves_of_their_registers()
    {
        Point(0xFFFF_FFFF_0000_0000 | From, 0xFFFF_FFFF_0000_0000 | To, count: 0xFFFF_FFFF_0000_0002);
        _ = _rig.Run([0x67, 0xF3, 0xA4, 0xF4]);

        Assert.Equal(Pointers(From + 2, To + 2, 0), Pointers());
    }

    [Fact]
    public void A_store_needs_ES_to_be_writable()
    {
        var guest = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        guest.State.Segments[(int)SegmentRegister.Es] =
            guest.State.Segments[(int)SegmentRegister.Es] with { Limit = (uint)To };
        guest.State.Registers[Rdi] = To - 1;
        guest.State.Registers[RegisterFile.Rcx] = 9;
        _ = guest.Run([0xF3, 0xAA, 0xF4]);

        Assert.Equal(13, guest.Caught);
        Assert.Equal((To + 1, 7UL), (guest.Register(Rdi), guest.Register(RegisterFile.Rcx)));
    }

    [Fact]
    public void LODS_loads_the_width_of_its_accumulator()
    {
        _rig.Memory.Write(From, 0x8877_6655_4433_2211UL);
        _rig.State.Registers[RegisterFile.Rax] = ulong.MaxValue;
        Point(From, 0, count: 0);
        _ = _rig.Run([0xAC, 0xF4]);
        Assert.Equal(0xFFFF_FFFF_FFFF_FF11UL, _rig.Register(RegisterFile.Rax));

        _ = _rig.Run([0xAD, 0xF4]);
        Assert.Equal(0x4433_2211UL, _rig.Register(RegisterFile.Rax));
    }

    private void Point(ulong source, ulong destination, ulong count)
    {
        _rig.State.Registers[Rsi] = source;
        _rig.State.Registers[Rdi] = destination;
        _rig.State.Registers[RegisterFile.Rcx] = count;
    }

    private (ulong Source, ulong Destination, ulong Count) Pointers() =>
        (_rig.Register(Rsi), _rig.Register(Rdi), _rig.Register(RegisterFile.Rcx));

    private static (ulong Source, ulong Destination, ulong Count) Pointers(
        ulong source, ulong destination, ulong count) => (source, destination, count);
}
