using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Spec.Vocabulary;
using Xunit;
using static Iced.Intel.AssemblerRegisters;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class ExceptionTests
{
    private const uint ResumeFlag = 0x10000;

    public static TheoryData<GuestMode, Privilege> ProtectedModes => new()
    {
        { GuestMode.Protected32, Privilege.Kernel }, { GuestMode.Protected32, Privilege.User },
        { GuestMode.Long64, Privilege.Kernel }, { GuestMode.Long64, Privilege.User },
    };

    [Fact]
    public void Real_mode_pushes_FLAGS_CS_and_IP_and_never_an_error_code()
    {
        var rig = new CoreRig(GuestMode.Real16, Privilege.Kernel);
        rig.State.Rflags = Rflags.One | Rflags.Interrupt | Rflags.Carry;
        _ = rig.Run(c => { c.mov(eax, __dword_ptr[0xFFFE]); c.hlt(); });

        Assert.Equal(13, rig.Caught);
        Assert.Equal(CoreRig.StackTop - 6, rig.After.Rsp);
        Assert.Equal((CoreRig.Code, 0UL, 0x203UL), (rig.StackWord(0), rig.StackWord(1), rig.StackWord(2)));
        Assert.Equal(Rflags.None, rig.After.Rflags & Rflags.Interrupt);
    }

    [Theory]
    [MemberData(nameof(ProtectedModes))]
    public void A_fault_with_an_error_code_pushes_it_below_RIP_CS_and_the_flags_with_RF(
        GuestMode mode, Privilege privilege)
    {
        var rig = new CoreRig(mode, privilege);
        int depth = privilege == Privilege.User || mode == GuestMode.Long64 ? 6 : 4;
        ulong top = privilege == Privilege.User ? CoreRig.KernelStackTop : CoreRig.StackTop;
        ushort codeSelector = rig.State.SegmentOf(SegmentRegister.Cs).Selector;
        rig.State.PrivilegeLevel = (int)privilege;
        _ = rig.Run(privilege == Privilege.User ? [0xF4] : [0x0F, 0x32]); // hlt; rdmsr that the port refuses

        if (privilege == Privilege.Kernel)
        {
            rig.Port.Answer = Implementation.Emulator.Cpu.Msr.MsrAccessResult.Fault;
            _ = rig.Run([0x0F, 0x32]);
        }

        Assert.Equal(13, rig.Caught);
        Assert.Equal(top - (ulong)(depth * rig.WordSize), rig.After.Rsp);
        Assert.Equal((0UL, CoreRig.Code), (rig.StackWord(0), rig.StackWord(1)));
        Assert.Equal((codeSelector, ResumeFlag | 2), (rig.StackWord(2), rig.StackWord(3)));
        Assert.Equal(0, rig.After.PrivilegeLevel);
    }

    [Theory]
    [MemberData(nameof(ProtectedModes))]
    public void UD2_pushes_no_error_code(GuestMode mode, Privilege privilege)
    {
        var rig = new CoreRig(mode, privilege);
        _ = rig.Run([0x0F, 0x0B]);

        Assert.Equal((6, CoreRig.Code), (rig.Caught, rig.StackWord(0)));
    }

    [Theory]
    [MemberData(nameof(ProtectedModes))]
    public void A_user_stack_is_left_for_that_of_the_TSS_and_is_in_the_frame(GuestMode mode, Privilege privilege)
    {
        var rig = new CoreRig(mode, privilege);
        ushort stackSelector = rig.State.SegmentOf(SegmentRegister.Ss).Selector;
        _ = rig.Run([0x0F, 0x0B]);

        if (privilege == Privilege.User)
        {
            ulong words = (CoreRig.KernelStackTop - rig.After.Rsp) / (ulong)rig.WordSize;
            Assert.Equal((5UL, CoreRig.StackTop, stackSelector), (words, rig.StackWord(3), rig.StackWord(4)));
        }
    }

    [Fact]
    public void Long_mode_aligns_the_stack_before_it_pushes()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Rsp = CoreRig.StackTop + 9;
        _ = rig.Run([0x0F, 0x0B]);

        Assert.Equal(CoreRig.StackTop - 40, rig.After.Rsp);
        Assert.Equal(CoreRig.StackTop + 9, rig.StackWord(3));
    }

    [Theory]
    [InlineData(GuestMode.Real16)]
    [InlineData(GuestMode.Protected32)]
    [InlineData(GuestMode.Long64)]
    public void INT3_and_INT_return_behind_the_instruction_without_RF(GuestMode mode)
    {
        var rig = new CoreRig(mode, Privilege.Kernel);
        _ = rig.Run([0xCC]);
        Assert.Equal((3, CoreRig.Code + 1, 2UL), (rig.Caught, rig.StackWord(0), rig.StackWord(2)));

        _ = rig.Run([0xCD, 0x11]);
        Assert.Equal((0x11, CoreRig.Code + 2), (rig.Caught, rig.StackWord(0)));
    }

    [Fact]
    public void A_software_interrupt_through_a_kernel_gate_is_GP_in_user_mode()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.User);
        _ = rig.Run([0xCD, 0x11]);

        Assert.Equal((13, (0x11UL << 3) | 2), (rig.Caught, rig.StackWord(0)));
        Assert.Equal(CoreRig.Code, rig.StackWord(1));
    }

    [Theory]
    [InlineData(GuestMode.Real16)]
    [InlineData(GuestMode.Protected32)]
    [InlineData(GuestMode.Long64)]
    public void A_fault_without_an_IDT_shuts_the_core_down_until_a_state_is_loaded(GuestMode mode)
    {
        var rig = new CoreRig(mode, Privilege.Kernel);
        rig.State.Idtr = new DescriptorTable(0, 0);

        Assert.Equal(CoreExitKind.Shutdown, rig.Run([0x0F, 0x0B]).Kind);
        Assert.Equal(CoreRig.Code, rig.After.Rip);
        Assert.Equal(CoreExitKind.Shutdown, rig.Core.Run(budget: 10).Kind);
        Assert.Equal(CoreExitKind.Halt, rig.Run([0xF4]).Kind);
    }

    [Theory]
    [InlineData(GuestMode.Protected32, CoreRig.Idt32, 8)]
    [InlineData(GuestMode.Long64, CoreRig.Idt64, 16)]
    public void A_GP_whose_gate_is_absent_is_a_double_fault_with_error_code_0(GuestMode mode, ulong idt, uint size)
    {
        var rig = new CoreRig(mode, Privilege.Kernel);
        rig.Port.Answer = Implementation.Emulator.Cpu.Msr.MsrAccessResult.Fault;
        rig.Memory.Write(idt + (13 * size), 0UL);
        _ = rig.Run([0x0F, 0x32]);

        Assert.Equal((8, 0UL, CoreRig.Code), (rig.Caught, rig.StackWord(0), rig.StackWord(1)));
    }

    [Fact]
    public void A_UD_whose_gate_is_not_present_is_NP_that_names_the_gate()
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        rig.Memory.Write(CoreRig.Idt32 + (6 * 8), 0x0000_0E00_0008_0600UL);
        _ = rig.Run([0x0F, 0x0B]);

        Assert.Equal((11, (6UL << 3) | 3), (rig.Caught, rig.StackWord(0)));
    }

    [Theory]
    [InlineData(GuestMode.Real16, Privilege.Kernel)]
    [InlineData(GuestMode.Protected32, Privilege.Kernel)]
    [InlineData(GuestMode.Protected32, Privilege.User)]
    [InlineData(GuestMode.Long64, Privilege.Kernel)]
    [InlineData(GuestMode.Long64, Privilege.User)]
    public void IRET_goes_back_to_where_the_interrupt_came_from(GuestMode mode, Privilege privilege)
    {
        var rig = new CoreRig(mode, privilege);
        byte[] iret = mode == GuestMode.Long64 ? [0x48, 0xCF] : [0xCF];
        rig.Memory.Write(CoreRig.Handlers + 6, iret);
        rig.Memory.Write(CoreRig.Code, [0x0F, 0x0B]);
        rig.State.Rflags = Rflags.One | Rflags.Interrupt | Rflags.Overflow;
        CoreExit exit = rig.Run([0x0F, 0x0B], budget: 2); // ud2, iret

        Assert.Equal((CoreExitKind.BudgetExhausted, CoreRig.Code), (exit.Kind, rig.After.Rip));
        Assert.Equal((CoreRig.StackTop, rig.State.PrivilegeLevel), (rig.After.Rsp, rig.After.PrivilegeLevel));
        Rflags resume = mode == GuestMode.Real16 ? Rflags.None : Rflags.Resume;
        Assert.Equal(Rflags.One | Rflags.Interrupt | Rflags.Overflow | resume, rig.After.Rflags);
        Assert.Equal(rig.State.SegmentOf(SegmentRegister.Ss), rig.After.SegmentOf(SegmentRegister.Ss));
        Assert.Equal(rig.State.SegmentOf(SegmentRegister.Cs), rig.After.SegmentOf(SegmentRegister.Cs));
    }

    [Theory]
    [MemberData(nameof(ProtectedModes))]
    public void CLI_STI_and_HLT_are_privileged(GuestMode mode, Privilege privilege)
    {
        foreach (byte opcode in (byte[])[0xFA, 0xFB, 0xF4])
        {
            var rig = new CoreRig(mode, privilege);
            _ = rig.Run([opcode, 0xF4]);

            Assert.Equal(privilege == Privilege.User ? 13 : CoreRig.None, rig.Caught);
        }
    }

    [Fact]
    public void A_non_canonical_address_is_GP_and_on_the_stack_SS()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Registers[RegisterFile.Rbx] = 0x0000_8000_0000_0000;
        _ = rig.Run(c => c.mov(rax, __[rbx]));
        Assert.Equal(13, rig.Caught);

        rig.State.Registers[5] = 0x0000_8000_0000_0000;
        _ = rig.Run(c => c.mov(rax, __[rbp]));
        Assert.Equal(12, rig.Caught);
    }

    [Fact]
    public void An_offset_beyond_the_limit_is_GP_and_a_jump_there_too()
    {
        var rig = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        Segment data = rig.State.SegmentOf(SegmentRegister.Ds);
        rig.State.Segments[(int)SegmentRegister.Ds] = data with { Limit = 0xFFFF };
        _ = rig.Run(c => c.mov(eax, __[0xFFFD]));
        Assert.Equal((13, CoreRig.Code), (rig.Caught, rig.StackWord(1)));

        Segment code = rig.State.SegmentOf(SegmentRegister.Cs);
        rig.State.Segments[(int)SegmentRegister.Cs] = code with { Limit = 0xFFFF };
        _ = rig.Run([0xE9, 0x00, 0x00, 0x10, 0x00]);
        Assert.Equal((13, CoreRig.Code), (rig.Caught, rig.StackWord(1)));
    }

    [Fact]
    public void With_TF_each_instruction_ends_in_DB_behind_it()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Rflags = Rflags.One | Rflags.Trap;
        _ = rig.Run([0x90, 0x90]);

        Assert.Equal((1, CoreRig.Code + 1), (rig.Caught, rig.StackWord(0)));
        Assert.Equal((ulong)(Rflags.One | Rflags.Trap), rig.StackWord(2));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 13)]
    public void With_TF_a_completed_access_ends_in_DB_and_a_failed_one_only_in_GP(byte error, int vector)
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        rig.State.Rflags = Rflags.One | Rflags.Trap;
        rig.Port.Answer = Implementation.Emulator.Cpu.Msr.MsrAccessResult.Exit;
        _ = rig.Run([0x0F, 0x32]);
        rig.Core.CompleteMsrExit(error, data: 0);
        _ = rig.Core.Run(budget: 1);

        Assert.Equal(vector, rig.Caught);
        Assert.Equal(CoreRig.Code + (error == 0 ? 2UL : 0), rig.StackWord(error == 0 ? 0 : 1));
    }
}
