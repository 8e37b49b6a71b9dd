using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Spec.Vocabulary;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class BitTests
{
    private const ulong Area = 0x2_0000;

    private readonly CoreRig _rig = new(GuestMode.Long64, Privilege.Kernel);

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(1000)]
    [InlineData(-1)]
    [InlineData(-32)]
    [InlineData(-1001)]
    public void A_bit_offset_in_a_register_reaches_up_and_down_from_the_operand(int offset)
    {
        _rig.State.Registers[RegisterFile.Rbx] = Area;
        _rig.State.Registers[RegisterFile.Rcx] = (uint)offset;
        _ = _rig.Run(c => { c.bts(__dword_ptr[rbx], ecx); c.hlt(); });

        ulong address = (ulong)((long)Area + (offset >> 3));
        Assert.Equal(1 << (offset & 7), _rig.Memory.Read<byte>(address));
        Assert.Equal(Rflags.None, _rig.After.Rflags & Rflags.Carry);

        _ = _rig.Run(c => { c.btc(__dword_ptr[rbx], ecx); c.hlt(); });
        Assert.Equal(0, _rig.Memory.Read<byte>(address));
        Assert.Equal(Rflags.Carry, _rig.After.Rflags & Rflags.Carry);
    }

    [Fact]
    public void A_bit_offset_in_an_immediate_or_for_a_register_is_taken_within_the_operand()
    {
        _rig.State.Registers[RegisterFile.Rax] = 0x8000_0000_0000_0000;
        _rig.State.Registers[RegisterFile.Rcx] = 127;
        _ = _rig.Run(c => { c.btr(rax, rcx); c.hlt(); });
        Assert.Equal(0UL, _rig.Register(RegisterFile.Rax));
        Assert.Equal(Rflags.Carry, _rig.After.Rflags & Rflags.Carry);

        _rig.State.Registers[RegisterFile.Rbx] = Area;
        _ = _rig.Run(c => { c.bts(__word_ptr[rbx], 0x21); c.hlt(); });
        Assert.Equal(2, _rig.Memory.Read<ushort>(Area));
    }

    [Fact]
    public void A_scan_of_zero_leaves_the_whole_target()
    {
        _rig.State.Registers[RegisterFile.Rax] = 0x1234_5678_9ABC_DEF0;
        _ = _rig.Run(c => { c.bsf(eax, ecx); c.bsr(eax, ecx); c.hlt(); });

        Assert.Equal(0x1234_5678_9ABC_DEF0UL, _rig.Register(RegisterFile.Rax));
        Assert.Equal(Rflags.Zero, _rig.After.Rflags & Rflags.Zero);
    }

    [Fact]
    public void Scans_and_counts_find_the_bits()
    {
        _rig.State.Registers[RegisterFile.Rcx] = 0x0070_0000;
        _ = _rig.Run(c => { c.bsf(rax, rcx); c.bsr(edx, ecx); c.popcnt(bx, cx); c.lzcnt(esi, ecx); c.hlt(); });

        Assert.Equal((20UL, 22UL), (_rig.Register(RegisterFile.Rax), _rig.Register(RegisterFile.Rdx)));
        Assert.Equal((0UL, 9UL), (_rig.Register(RegisterFile.Rbx), _rig.Register(6)));
    }

    [Fact]
    public void The_encoding_of_TZCNT_is_BSF_and_that_of_LZCNT_is_BSR_on_a_processor_without_it()
    {
        var model = new CpuModel(CpuModel.Default.Features & ~CpuFeatures.LeadingZeroCount, 0);
        var guest = new CoreRig(GuestMode.Long64, Privilege.Kernel, model);
        guest.State.Registers[RegisterFile.Rcx] = 8;
        guest.State.Registers[RegisterFile.Rax] = 77;
        guest.State.Registers[RegisterFile.Rbx] = 0;
        _ = guest.Run([0xF3, 0x0F, 0xBC, 0xC3, 0xF3, 0x0F, 0xBD, 0xD1, 0xF4]); // eax <- ebx; edx <- ecx

        Assert.Equal((77UL, 3UL), (guest.Register(RegisterFile.Rax), guest.Register(RegisterFile.Rdx)));
    }
}
