using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Spec.Vocabulary;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class InstructionTests
{
    private readonly CoreRig _rig = new(GuestMode.Long64, Privilege.Kernel);

    [Fact]
    public void Narrow_writes_keep_what_32_bit_writes_clear()
    {
        _rig.State.Registers[RegisterFile.Rax] = 0x1111_1111_1111_1111;
        _rig.State.Registers[RegisterFile.Rcx] = 0x1111_1111_1111_1111;
        _rig.State.Registers[RegisterFile.Rdx] = 0x1111_1111_1111_1111;
        _rig.State.Registers[RegisterFile.Rbx] = 0x1111_1111_1111_1111;
        _ = _rig.Run(c => { c.mov(al, 2); c.mov(ch, 3); c.mov(dx, 4); c.mov(ebx, 5); c.hlt(); });

        Assert.Equal(0x1111_1111_1111_1102UL, _rig.Register(RegisterFile.Rax));
        Assert.Equal(0x1111_1111_1111_0311UL, _rig.Register(RegisterFile.Rcx));
        Assert.Equal(0x1111_1111_1111_0004UL, _rig.Register(RegisterFile.Rdx));
        Assert.Equal(5UL, _rig.Register(RegisterFile.Rbx));
    }

    [Fact]
    public void Addresses_add_base_scaled_index_and_displacement()
    {
        _rig.Memory.Write(CoreRig.Data + 0x10 + (8 * 4) + 5, 0xCAFEUL);
        _rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data + 0x10;
        _rig.State.Registers[RegisterFile.Rcx] = 8;
        _ = _rig.Run(c => { c.mov(rax, __[rbx + (rcx * 4) + 5]); c.lea(edx, __[rbx + (rcx * 8) - 1]); c.hlt(); });

        Assert.Equal(0xCAFEUL, _rig.Register(RegisterFile.Rax));
        Assert.Equal(CoreRig.Data + 0x10 + 64 - 1, _rig.Register(RegisterFile.Rdx));
    }

    [Fact]
    public void An_address_relative_to_RIP_counts_from_the_next_instruction()
    {
        _ = _rig.Run([0x48, 0x8D, 0x05, 0x10, 0x00, 0x00, 0x00, 0xF4]);

        Assert.Equal(CoreRig.Code + 7 + 0x10, _rig.Register(RegisterFile.Rax));
    }

    [Fact]
    public void A_32_bit_address_wraps_at_4_GiB()
    {
        _rig.Memory.Write(CoreRig.Data, 0x77U);
        _rig.State.Registers[RegisterFile.Rbx] = 0xFFFF_FFFF;
        _rig.State.Registers[RegisterFile.Rcx] = CoreRig.Data + 1;
        _ = _rig.Run(c => { c.mov(eax, __[ebx + ecx]); c.hlt(); });

        Assert.Equal(0x77UL, _rig.Register(RegisterFile.Rax));
    }

    [Fact]
    public void MOVZX_and_high_bytes()
    {
        _rig.State.Registers[RegisterFile.Rcx] = 0xFFFF_FFFF_FFFF_80FF;
        _ = _rig.Run(c => { c.movzx(eax, ch); c.movzx(rdx, cx); c.hlt(); });

        Assert.Equal((0x80UL, 0x80FFUL), (_rig.Register(RegisterFile.Rax), _rig.Register(RegisterFile.Rdx)));
    }

    [Fact]
    public void CALL_and_RET_return_behind_the_call_and_release_the_arguments()
    {
        _ = _rig.Run(c =>
        {
            Label function = c.CreateLabel();
            c.push(7);
            c.call(function);
            c.hlt();
            c.Label(ref function);
            c.mov(rax, __[rsp + 8]);
            c.ret(8);
        });

        Assert.Equal((7UL, CoreRig.StackTop), (_rig.Register(RegisterFile.Rax), _rig.After.Rsp));
        Assert.Equal(CoreRig.None, _rig.Caught);
    }

    [Fact]
    public void PUSH_of_RSP_pushes_it_as_it_was_and_POP_into_it_ends_there()
    {
        _ = _rig.Run(c => { c.push(rsp); c.pop(rax); c.push(0x1234); c.pop(rsp); c.hlt(); });

        Assert.Equal((CoreRig.StackTop, 0x1234UL), (_rig.Register(RegisterFile.Rax), _rig.After.Rsp));
    }

    [Theory]
    [InlineData(GuestMode.Real16)]
    [InlineData(GuestMode.Protected32)]
    [InlineData(GuestMode.Long64)]
    public void LOOP_counts_down_to_zero_in_every_mode(GuestMode mode)
    {
        var guest = new CoreRig(mode, Privilege.Kernel);
        guest.State.Registers[RegisterFile.Rcx] = 10;
        CoreExit exit = guest.Run([0x80, 0xC0, 0x03, 0xE2, 0xFB, 0xF4]); // add al,3 / loop / hlt

        Assert.Equal(CoreExitKind.Halt, exit.Kind);
        Assert.Equal((30UL, 0UL), (guest.Register(RegisterFile.Rax), guest.Register(RegisterFile.Rcx)));
    }

    [Fact]
    public void The_base_of_FS_is_the_one_in_the_MSR_file()
    {
        _rig.Memory.Write(CoreRig.Data + 8, 0xABCDUL);
        Assert.True(_rig.Msrs.HostWrite(Spec.Abi.Msr.FsBase, CoreRig.Data));
        _ = _rig.Run([0x64, 0x48, 0x8B, 0x04, 0x25, 0x08, 0x00, 0x00, 0x00, 0xF4]); // mov rax, fs:[8]

        Assert.Equal(0xABCDUL, _rig.Register(RegisterFile.Rax));
    }

    [Fact]
    public void An_access_that_crosses_a_page_reads_and_writes_both_pages()
    {
        _rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data - 3;
        _rig.State.Registers[RegisterFile.Rax] = 0x1122_3344_5566_7788;
        _ = _rig.Run(c => { c.mov(__[rbx], rax); c.mov(rcx, __[rbx]); c.hlt(); });

        Assert.Equal(0x1122_3344_5566_7788UL, _rig.Register(RegisterFile.Rcx));
        Assert.Equal(0x1122_3344_5566_7788UL, _rig.Memory.Read<ulong>(CoreRig.Data - 3));
    }

    [Fact]
    public void An_instruction_that_crosses_a_page_is_executed()
    {
        _rig.Memory.Write(CoreRig.Code + 0xFFE, [0x83, 0xC0, 0x05, 0xF4]); // add eax,5 / hlt
        _rig.State.Rip = CoreRig.Code + 0xFFE;
        CoreExit exit = _rig.Run([0xF4]);

        Assert.Equal((CoreExitKind.Halt, 5UL), (exit.Kind, _rig.Register(RegisterFile.Rax)));
    }
}
