using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Spec.Vocabulary;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class DataMovementTests
{
    private const ulong Area = 0x2_0000;
    private const int PageFault = 14;

    private readonly CoreRig _rig = new(GuestMode.Long64, Privilege.Kernel);

    [Fact]
    public void SETcc_writes_one_byte_of_register_or_memory()
    {
        _rig.Memory.Write(Area, 0xFFFFU);
        _rig.State.Rflags = Rflags.One | Rflags.Carry;
        _rig.State.Registers[RegisterFile.Rax] = 0xFFFF;
        _rig.State.Registers[RegisterFile.Rbx] = Area;
        _ = _rig.Run(c => { c.setb(ah); c.setae(__byte_ptr[rbx]); c.hlt(); });

        Assert.Equal((0x01FFUL, 0xFF00U), (_rig.Register(RegisterFile.Rax), _rig.Memory.Read<uint>(Area)));
    }

    [Fact]
    public void CMOVcc_that_does_not_move_still_reads_and_clears_the_upper_half()
    {
        _rig.State.Registers[RegisterFile.Rax] = ulong.MaxValue;
        _rig.State.Registers[RegisterFile.Rcx] = 7;
        _rig.State.Registers[RegisterFile.Rdx] = 5;
        _ = _rig.Run(c => { c.cmovb(eax, ecx); c.cmovae(rdx, rcx); c.hlt(); });
        Assert.Equal((0xFFFF_FFFFUL, 7UL), (_rig.Register(RegisterFile.Rax), _rig.Register(RegisterFile.Rdx)));

        _rig.SetPage(Area, 0);
        _rig.State.Registers[RegisterFile.Rbx] = Area;
        _ = _rig.Run(c => { c.cmovb(eax, __dword_ptr[rbx]); c.hlt(); });
        Assert.Equal(PageFault, _rig.Caught);
    }

    [Fact]
    public void Sign_extensions_fill_with_the_sign()
    {
        _rig.State.Registers[RegisterFile.Rcx] = 0x8080_8080;
        _ = _rig.Run(c => { c.movsx(eax, ch); c.movsx(rdx, cx); c.movsxd(rbx, ecx); c.movsx(si, cl); c.hlt(); });

        Assert.Equal((0xFFFF_FF80UL, 0xFFFF_FFFF_FFFF_8080UL),
            (_rig.Register(RegisterFile.Rax), _rig.Register(RegisterFile.Rdx)));
        Assert.Equal((0xFFFF_FFFF_8080_8080UL, 0xFF80UL), (_rig.Register(RegisterFile.Rbx), _rig.Register(6)));
    }

    [Fact]
    public void The_accumulator_widens_in_place_and_into_its_upper_half()
    {
        _rig.State.Registers[RegisterFile.Rax] = 0x1111_1111_1111_1180;
        _ = _rig.Run(c => { c.cbw(); c.cwd(); c.hlt(); });
        Assert.Equal((0x1111_1111_1111_FF80UL, 0xFFFFUL),
            (_rig.Register(RegisterFile.Rax), _rig.Register(RegisterFile.Rdx)));

        _rig.State.Registers[RegisterFile.Rax] = 0x1111_1111_1111_8000;
        _ = _rig.Run(c => { c.cwde(); c.cdq(); c.hlt(); });
        Assert.Equal((0xFFFF_8000UL, 0xFFFF_FFFFUL),
            (_rig.Register(RegisterFile.Rax), _rig.Register(RegisterFile.Rdx)));

        _rig.State.Registers[RegisterFile.Rax] = 0x8000_0000;
        _ = _rig.Run(c => { c.cdqe(); c.cqo(); c.hlt(); });
        Assert.Equal((0xFFFF_FFFF_8000_0000UL, ulong.MaxValue),
            (_rig.Register(RegisterFile.Rax), _rig.Register(RegisterFile.Rdx)));
    }

    [Fact]
    public void BSWAP_and_MOVBE_reverse_bytes()
    {
        _rig.Memory.Write(Area, 0x1122U);
        _rig.State.Registers[RegisterFile.Rax] = 0x1122_3344_5566_7788;
        _rig.State.Registers[RegisterFile.Rcx] = 0x1122_3344_5566_7788;
        _rig.State.Registers[RegisterFile.Rbx] = Area;
        _ = _rig.Run(c => { c.bswap(rax); c.bswap(ecx); c.movbe(dx, __word_ptr[rbx]); c.hlt(); });

        Assert.Equal((0x8877_6655_4433_2211UL, 0x8877_6655UL, 0x2211UL),
            (_rig.Register(RegisterFile.Rax), _rig.Register(RegisterFile.Rcx), _rig.Register(RegisterFile.Rdx)));
    }

    [Fact]
    public void XLAT_adds_AL_without_a_sign_and_takes_an_override()
    {
        Assert.True(_rig.Msrs.HostWrite(Spec.Abi.Msr.GsBase, Area));
        _rig.Memory.Write(Area + 0x10 + 0xF0, (byte)0x42);
        _rig.State.Registers[RegisterFile.Rbx] = 0x10;
        _rig.State.Registers[RegisterFile.Rax] = 0xFFFF_FFF0;
        _ = _rig.Run([0x65, 0xD7, 0xF4]);

        Assert.Equal(0xFFFF_FF42UL, _rig.Register(RegisterFile.Rax));
    }

    [Fact]
    public void MOV_takes_an_offset_of_the_address_size()
    {
        _rig.Memory.Write(Area, 0x5566_7788U);
        _ = _rig.Run([0xA1, 0, 0, 2, 0, 0, 0, 0, 0, 0x67, 0xA2, 1, 0, 2, 0, 0xF4]);
        Assert.Equal((0x5566_7788UL, 0x5566_8888U), (_rig.Register(RegisterFile.Rax), _rig.Memory.Read<uint>(Area)));

        var real = new CoreRig(GuestMode.Real16, Privilege.Kernel);
        real.Memory.Write(0x9000, (ushort)0xBEEF);
        _ = real.Run([0xA1, 0x00, 0x90, 0xF4]);
        Assert.Equal(0xBEEFUL, real.Register(RegisterFile.Rax));
    }

    [Theory]
    [InlineData(0xE1, 3, Rflags.Zero, 0)]      // LOOPE: runs out
    [InlineData(0xE1, 3, Rflags.None, 2)]      // LOOPE: stops at once
    [InlineData(0xE0, 3, Rflags.None, 0)]      // LOOPNE: runs out
    [InlineData(0xE0, 3, Rflags.Zero, 2)]      // LOOPNE: stops at once
    public void Loops_with_a_condition_count_first(byte opcode, ulong count, Rflags flags, ulong left)
    {
        _rig.State.Rflags = Rflags.One | flags;
        _rig.State.Registers[RegisterFile.Rcx] = count;
        _ = _rig.Run([opcode, 0xFE, 0xF4]);

        Assert.Equal((left, CoreRig.None), (_rig.Register(RegisterFile.Rcx), _rig.Caught));
    }

    [Fact]
    public void A_jump_on_ECX_looks_at_no_more_of_RCX()
    {
        _rig.State.Registers[RegisterFile.Rcx] = 1UL << 32;
        _ = _rig.Run([0xE3, 0x04, 0x67, 0xE3, 0x01, 0xF4, 0xF4]);

        Assert.Equal(CoreRig.Code + 7, _rig.After.Rip);
    }
}
