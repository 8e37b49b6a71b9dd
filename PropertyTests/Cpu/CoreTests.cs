using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class CoreTests
{
    private readonly CoreRig _rig = new(GuestMode.Long64, Privilege.Kernel);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(1000)]
    public void The_budget_counts_instructions_exactly(long budget)
    {
        CoreExit exit = _rig.Run([0x48, 0xFF, 0xC0, 0xEB, 0xFB], budget); // inc rax / jmp

        Assert.Equal(CoreExitKind.BudgetExhausted, exit.Kind);
        Assert.Equal((ulong)((budget + 1) / 2), _rig.Register(RegisterFile.Rax));
        Assert.Equal(CoreRig.Code + (budget % 2 == 0 ? 0UL : 3UL), _rig.After.Rip);
    }

    [Fact]
    public void A_run_that_is_cut_goes_on_where_it_stopped()
    {
        _ = _rig.Run([0x48, 0xFF, 0xC0, 0x48, 0xFF, 0xC0, 0xF4], budget: 1);
        CoreExit exit = _rig.Core.Run(budget: 10);

        Assert.Equal((CoreExitKind.Halt, 2UL), (exit.Kind, _rig.Register(RegisterFile.Rax)));
    }

    [Theory]
    [InlineData(new byte[] { 0xD8, 0xC1 })]                         // fadd st, st1
    [InlineData(new byte[] { 0x0F, 0x58, 0xC1 })]                   // addps
    [InlineData(new byte[] { 0x66, 0x0F, 0xC6, 0xC1, 0x03 })]       // shufpd
    public void An_instruction_that_the_core_lacks_leaves_it_with_the_bytes(byte[] code)
    {
        CoreExit exit = _rig.Run([0x90, .. code, 0xF4]);

        Assert.Equal(CoreExitKind.Unimplemented, exit.Kind);
        Assert.Equal(new InstructionBytes(code), exit.Instruction);
        Assert.Equal(CoreRig.Code + 1, _rig.After.Rip);
    }

    [Fact]
    public void A_store_into_the_running_block_takes_effect_on_the_next_instruction()
    {
        _rig.State.Registers[RegisterFile.Rbx] = CoreRig.Code;
        _ = _rig.Run([0xC6, 0x43, 0x05, 0x42, 0xB0, 0x11, 0xF4]); // mov byte [rbx+5], 0x42 / mov al, 0x11

        Assert.Equal(0x42UL, _rig.Register(RegisterFile.Rax));
    }

    [Fact]
    public void Code_that_the_guest_has_rewritten_is_decoded_again()
    {
        _rig.State.Registers[RegisterFile.Rbx] = CoreRig.Code;
        _rig.State.Registers[RegisterFile.Rcx] = 2;
        _ = _rig.Run([0x83, 0xC0, 0x01, 0xC6, 0x43, 0x02, 0x10, 0xE2, 0xF7, 0xF4]); // add eax, 1: 1 becomes 0x10

        Assert.Equal(0x11UL, _rig.Register(RegisterFile.Rax));
    }

    [Fact]
    public void Code_that_the_host_has_rewritten_is_decoded_again()
    {
        _ = _rig.Run([0xB0, 0x11, 0xF4]);
        _rig.Memory.Write(CoreRig.Code + 1, (byte)0x22);
        _ = _rig.Run([0xB0, 0x22, 0xF4]);

        Assert.Equal(0x22UL, _rig.Register(RegisterFile.Rax));
    }

    [Fact]
    public void The_same_bytes_mean_another_thing_in_another_mode()
    {
        var real = new CoreRig(GuestMode.Real16, Privilege.Kernel);
        byte[] code = [0xB8, 0x34, 0x12, 0xF4, 0x90, 0xF4]; // mov ax, 0x1234 / hlt; mov eax, 0x90F41234 / hlt
        _ = real.Run(code);
        Assert.Equal(0x1234UL, real.Register(RegisterFile.Rax));

        _ = _rig.Run(code);
        Assert.Equal(0x90F4_1234UL, _rig.Register(RegisterFile.Rax));
    }

    [Fact]
    public void A_halted_core_goes_on_behind_HLT()
    {
        Assert.Equal(CoreExitKind.Halt, _rig.Run([0xF4, 0x90, 0xF4]).Kind);
        Assert.Equal(CoreRig.Code + 1, _rig.After.Rip);
        Assert.Equal(CoreExitKind.Halt, _rig.Core.Run(budget: 10).Kind);
        Assert.Equal(CoreRig.Code + 3, _rig.After.Rip);
    }

    [Fact]
    public void A_write_of_EFER_by_the_guest_reaches_the_paging_unit()
    {
        var core = new Core(_rig.Memory, _rig.Msrs, new DirectMsrPort(_rig.Msrs));
        _rig.SetPage(CoreRig.Data, 1 | (1UL << 63));
        _rig.Memory.Write(CoreRig.Code, [0x0F, 0x30, 0x8A, 0x03, 0xF4]); // wrmsr / mov al, [rbx] / hlt
        _rig.State.Registers[RegisterFile.Rcx] = Msr.Efer;
        _rig.State.Registers[RegisterFile.Rax] = (ulong)(_rig.Msrs.Efer | EferBits.NoExecuteEnable);
        _rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data;
        core.Load(in _rig.State);

        Assert.Equal(CoreExitKind.Halt, core.Run(budget: 10).Kind);
        Assert.Equal(CoreRig.Code + 5, core.Current.Rip); // without NXE the page's bit 63 is reserved: #PF
    }

    [Theory]
    [InlineData(14, CoreRig.None)]
    [InlineData(15, 13)]
    [InlineData(16, 13)]
    public void An_instruction_of_more_than_15_bytes_is_GP(int prefixes, int caught)
    {
        _ = _rig.Run([.. Enumerable.Repeat((byte)0x66, prefixes), 0x90, 0xF4]);

        Assert.Equal(caught, _rig.Caught);
    }

    [Theory]
    [InlineData(12, 6)]
    [InlineData(13, 13)]
    public void A_LOCK_prefix_is_UD_up_to_15_bytes(int prefixes, int caught)
    {
        _ = _rig.Run([0xF0, .. Enumerable.Repeat((byte)0x66, prefixes), 0x0F, 0x32]);

        Assert.Equal(caught, _rig.Caught);
    }

    [Fact]
    public void A_completion_whose_fault_meets_a_task_gate_does_not_execute_the_access_again()
    {
        var guest = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        guest.Memory.Write(CoreRig.Idt32 + (13 * 8), 0x0000_8500_0038_0000UL);
        guest.Port.Answer = MsrAccessResult.Exit;
        _ = guest.Run([0x0F, 0x32]);
        guest.Core.CompleteMsrExit(error: 1, data: 0);

        Assert.Equal(CoreExitKind.Unimplemented, guest.Core.Run(budget: 10).Kind);
        Assert.Equal(1, guest.Port.Reads);
    }
}
