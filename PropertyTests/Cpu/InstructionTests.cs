using Iced.Intel;
using MsrSpec.Implementation.Cpu;
using MsrSpec.Spec.Vocabulary;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class InstructionTests
{
    private readonly CoreRig rig = new(GuestMode.Long64, Privilege.Kernel);

    [Fact]
    public void Narrow_writes_keep_what_32_bit_writes_clear()
    {
        rig.State.Registers[RegisterFile.Rax] = 0x1111_1111_1111_1111;
        rig.State.Registers[RegisterFile.Rcx] = 0x1111_1111_1111_1111;
        rig.State.Registers[RegisterFile.Rdx] = 0x1111_1111_1111_1111;
        rig.State.Registers[RegisterFile.Rbx] = 0x1111_1111_1111_1111;
        _ = rig.Run(c => { c.mov(al, 2); c.mov(ch, 3); c.mov(dx, 4); c.mov(ebx, 5); c.hlt(); });

        Assert.Equal(0x1111_1111_1111_1102UL, rig.Register(RegisterFile.Rax));
        Assert.Equal(0x1111_1111_1111_0311UL, rig.Register(RegisterFile.Rcx));
        Assert.Equal(0x1111_1111_1111_0004UL, rig.Register(RegisterFile.Rdx));
        Assert.Equal(5UL, rig.Register(RegisterFile.Rbx));
    }

    [Fact]
    public void Addresses_add_base_scaled_index_and_displacement()
    {
        rig.Memory.Write(CoreRig.Data + 0x10 + (8 * 4) + 5, 0xCAFEUL);
        rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data + 0x10;
        rig.State.Registers[RegisterFile.Rcx] = 8;
        _ = rig.Run(c => { c.mov(rax, __[rbx + (rcx * 4) + 5]); c.lea(edx, __[rbx + (rcx * 8) - 1]); c.hlt(); });

        Assert.Equal(0xCAFEUL, rig.Register(RegisterFile.Rax));
        Assert.Equal(CoreRig.Data + 0x10 + 64 - 1, rig.Register(RegisterFile.Rdx));
    }

    [Fact]
    public void An_address_relative_to_RIP_counts_from_the_next_instruction()
    {
        _ = rig.Run([0x48, 0x8D, 0x05, 0x10, 0x00, 0x00, 0x00, 0xF4]);

        Assert.Equal(CoreRig.Code + 7 + 0x10, rig.Register(RegisterFile.Rax));
    }

    [Fact]
    public void A_32_bit_address_wraps_at_4_GiB()
    {
        rig.Memory.Write(CoreRig.Data, 0x77U);
        rig.State.Registers[RegisterFile.Rbx] = 0xFFFF_FFFF;
        rig.State.Registers[RegisterFile.Rcx] = CoreRig.Data + 1;
        _ = rig.Run(c => { c.mov(eax, __[ebx + ecx]); c.hlt(); });

        Assert.Equal(0x77UL, rig.Register(RegisterFile.Rax));
    }

    [Fact]
    public void MOVZX_and_high_bytes()
    {
        rig.State.Registers[RegisterFile.Rcx] = 0xFFFF_FFFF_FFFF_80FF;
        _ = rig.Run(c => { c.movzx(eax, ch); c.movzx(rdx, cx); c.hlt(); });

        Assert.Equal((0x80UL, 0x80FFUL), (rig.Register(RegisterFile.Rax), rig.Register(RegisterFile.Rdx)));
    }

    [Fact]
    public void CALL_and_RET_return_behind_the_call_and_release_the_arguments()
    {
        _ = rig.Run(c =>
        {
            Label function = c.CreateLabel();
            c.push(7);
            c.call(function);
            c.hlt();
            c.Label(ref function);
            c.mov(rax, __[rsp + 8]);
            c.ret(8);
        });

        Assert.Equal((7UL, CoreRig.StackTop), (rig.Register(RegisterFile.Rax), rig.After.Rsp));
        Assert.Equal(CoreRig.None, rig.Caught);
    }

    [Fact]
    public void PUSH_of_RSP_pushes_it_as_it_was_and_POP_into_it_ends_there()
    {
        _ = rig.Run(c => { c.push(rsp); c.pop(rax); c.push(0x1234); c.pop(rsp); c.hlt(); });

        Assert.Equal((CoreRig.StackTop, 0x1234UL), (rig.Register(RegisterFile.Rax), rig.After.Rsp));
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
        rig.Memory.Write(CoreRig.Data + 8, 0xABCDUL);
        Assert.True(rig.Msrs.HostWrite(Spec.Abi.Msr.FsBase, CoreRig.Data));
        _ = rig.Run([0x64, 0x48, 0x8B, 0x04, 0x25, 0x08, 0x00, 0x00, 0x00, 0xF4]); // mov rax, fs:[8]

        Assert.Equal(0xABCDUL, rig.Register(RegisterFile.Rax));
    }

    [Fact]
    public void An_access_that_crosses_a_page_reads_and_writes_both_pages()
    {
        rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data - 3;
        rig.State.Registers[RegisterFile.Rax] = 0x1122_3344_5566_7788;
        _ = rig.Run(c => { c.mov(__[rbx], rax); c.mov(rcx, __[rbx]); c.hlt(); });

        Assert.Equal(0x1122_3344_5566_7788UL, rig.Register(RegisterFile.Rcx));
        Assert.Equal(0x1122_3344_5566_7788UL, rig.Memory.Read<ulong>(CoreRig.Data - 3));
    }

    [Fact]
    public void An_instruction_that_crosses_a_page_is_executed()
    {
        rig.Memory.Write(CoreRig.Code + 0xFFE, [0x83, 0xC0, 0x05, 0xF4]); // add eax,5 / hlt
        rig.State.Rip = CoreRig.Code + 0xFFE;
        CoreExit exit = rig.Run([0xF4]);

        Assert.Equal((CoreExitKind.Halt, 5UL), (exit.Kind, rig.Register(RegisterFile.Rax)));
    }
}
