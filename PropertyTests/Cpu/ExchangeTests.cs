using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Spec.Vocabulary;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class ExchangeTests
{
    private const ulong Area = 0x2_0000;
    private const ulong ReadOnly = 5;
    private const int PageFault = 14, GeneralProtection = 13, InvalidOpcode = 6;

    private readonly CoreRig _rig = new(GuestMode.Long64, Privilege.Kernel);

    [Theory]
    [InlineData(5, 9UL, 0xFFFF_FFFF_0000_0005UL)]
    [InlineData(4, 4UL, 4UL)]
    public void CMPXCHG_stores_the_source_or_loads_the_accumulator(int found, ulong stored, ulong accumulator)
    {
        _rig.Memory.Write(Area, found);
        _rig.State.Registers[RegisterFile.Rax] = 0xFFFF_FFFF_0000_0005;
        _rig.State.Registers[RegisterFile.Rbx] = Area;
        _rig.State.Registers[RegisterFile.Rcx] = 9;
        _ = _rig.Run(c => { c.@lock.cmpxchg(__dword_ptr[rbx], ecx); c.hlt(); });

        Assert.Equal((stored, accumulator), (_rig.Memory.Read<uint>(Area), _rig.Register(RegisterFile.Rax)));
        Assert.Equal(found == 5, (_rig.After.Rflags & Rflags.Zero) != 0);
    }

    [Fact]
    public void CMPXCHG_that_finds_something_else_still_needs_to_write()
    {
        _rig.SetPage(Area, ReadOnly);
        _rig.State.Cr0 |= ControlBits.WriteProtect;
        _rig.State.Registers[RegisterFile.Rax] = 5;
        _rig.State.Registers[RegisterFile.Rbx] = Area;
        _ = _rig.Run(c => { c.cmpxchg(__dword_ptr[rbx], ecx); c.hlt(); });

        Assert.Equal((PageFault, 5UL), (_rig.Caught, _rig.Register(RegisterFile.Rax)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CMPXCHG16B_compares_both_halves_and_changes_ZF_alone(bool isEqual)
    {
        _rig.Memory.Write(Area, new UInt128(isEqual ? 2UL : 3UL, 1));
        _rig.State.Registers[RegisterFile.Rax] = 1;
        _rig.State.Registers[RegisterFile.Rdx] = 2;
        _rig.State.Registers[RegisterFile.Rbx] = 7;
        _rig.State.Registers[RegisterFile.Rcx] = 8;
        _rig.State.Registers[7] = Area;
        _rig.State.Rflags = Rflags.One | Rflags.Carry | Rflags.Sign | Rflags.Parity;
        _ = _rig.Run(c => { c.cmpxchg16b(__xmmword_ptr[rdi]); c.hlt(); });

        Assert.Equal(isEqual ? new UInt128(8, 7) : new UInt128(3, 1), _rig.Memory.Read<UInt128>(Area));
        Assert.Equal((1UL, isEqual ? 2UL : 3UL), (_rig.Register(RegisterFile.Rax), _rig.Register(RegisterFile.Rdx)));
        Rflags expected = Rflags.Carry | Rflags.Sign | Rflags.Parity | (isEqual ? Rflags.Zero : Rflags.None);
        Assert.Equal(expected, _rig.After.Rflags & Rflags.Arithmetic);
    }

    [Fact]
    public void CMPXCHG16B_off_its_alignment_is_GP_and_CMPXCHG8B_has_none()
    {
        _rig.State.Registers[7] = Area + 8;
        _ = _rig.Run(c => { c.cmpxchg8b(__qword_ptr[rdi]); c.hlt(); });
        Assert.Equal(CoreRig.None, _rig.Caught);

        _ = _rig.Run(c => { c.cmpxchg16b(__xmmword_ptr[rdi]); c.hlt(); });
        Assert.Equal(GeneralProtection, _rig.Caught);
    }

    [Fact]
    public void XADD_of_a_register_to_itself_doubles_it_and_with_memory_exchanges()
    {
        _rig.Memory.Write(Area, 40U);
        _rig.State.Registers[RegisterFile.Rax] = 21;
        _rig.State.Registers[RegisterFile.Rbx] = Area;
        _rig.State.Registers[RegisterFile.Rcx] = 2;
        _ = _rig.Run(c => { c.xadd(eax, eax); c.xadd(__dword_ptr[rbx], ecx); c.hlt(); });

        Assert.Equal((42UL, 40UL), (_rig.Register(RegisterFile.Rax), _rig.Register(RegisterFile.Rcx)));
        Assert.Equal(42U, _rig.Memory.Read<uint>(Area));
    }

    [Fact]
    public void XADD_whose_address_is_the_register_that_it_changes_writes_where_it_read()
    {
        _rig.Memory.Write(Area, 1UL);
        _rig.State.Registers[RegisterFile.Rbx] = Area;
        _ = _rig.Run(c => { c.xadd(__qword_ptr[rbx], rbx); c.hlt(); });

        Assert.Equal((Area + 1, 1UL), (_rig.Memory.Read<ulong>(Area), _rig.Register(RegisterFile.Rbx)));
    }

    [Fact]
    public void XCHG_swaps_high_bytes_and_memory()
    {
        _rig.Memory.Write(Area, (byte)0x99);
        _rig.State.Registers[RegisterFile.Rax] = 0x1234;
        _rig.State.Registers[RegisterFile.Rbx] = Area;
        _ = _rig.Run(c => { c.xchg(al, ah); c.xchg(__byte_ptr[rbx], ah); c.hlt(); });

        Assert.Equal((0x9912UL, 0x34), (_rig.Register(RegisterFile.Rax), _rig.Memory.Read<byte>(Area)));
    }

    [Theory]
    [InlineData(new byte[] { 0xF0, 0x89, 0x03 })]       // lock mov [rbx], eax
    [InlineData(new byte[] { 0xF0, 0x0F, 0xB1, 0xC8 })] // lock cmpxchg eax, ecx
    [InlineData(new byte[] { 0xF0, 0x0F, 0xA3, 0x03 })] // lock bt [rbx], eax
    [InlineData(new byte[] { 0xF0, 0x90 })]             // lock nop
    [InlineData(new byte[] { 0x0F, 0xFF, 0x03 })]       // ud0
    [InlineData(new byte[] { 0x0F, 0xB9, 0x03 })]       // ud1
    public void LOCK_where_it_does_not_belong_and_the_undefined_opcodes_are_UD(byte[] code)
    {
        _rig.State.Registers[RegisterFile.Rbx] = Area;
        _ = _rig.Run([.. code, 0xF4]);

        Assert.Equal(InvalidOpcode, _rig.Caught);
    }
}
