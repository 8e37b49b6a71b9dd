using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>Breakpoints on execution, and RF, which holds them off.</summary>
public sealed class BreakpointTests
{
    private const int Debug = 1;
    private const ulong Causes = 0xE00F;
    private const int Number = 2;
    private const int Rdi = 7;

    public static TheoryData<GuestMode> Modes => [GuestMode.Real16, GuestMode.Protected32, GuestMode.Long64];

    public static TheoryData<GuestMode> WideModes => [GuestMode.Protected32, GuestMode.Long64];

    [Theory]
    [MemberData(nameof(Modes))]
    public void One_comes_before_its_instruction_and_leaves_RF_clear_in_the_frame(GuestMode mode)
    {
        CoreRig rig = Rig(mode, at: 1);
        rig.State.Debug[DebugRegisters.Status] = DebugRegisters.StatusFixed | 1;
        _ = rig.Run([0x90, 0xB0, 0x11, 0xF4]);

        AssertHit(rig, at: 1);
        Assert.Equal((ulong)Rflags.One, rig.StackWord(2));
        Assert.Equal(0UL, rig.Register(RegisterFile.Rax));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void One_that_is_not_enabled_or_for_something_else_does_not_come(GuestMode mode)
    {
        foreach (ulong control in (ulong[])[0, 1UL << 24 | 0x30, 2UL << 24 | 0x30, 3UL << 24 | 0x30, 0xCF])
        {
            CoreRig rig = Rig(mode, at: 1);
            rig.State.Debug[DebugRegisters.Control] = control;
            _ = rig.Run([0x90, 0x90, 0xF4]);
            Assert.Equal(CoreRig.Code + 3, rig.After.Rip);
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void MOV_SS_holds_one_off(GuestMode mode)
    {
        CoreRig rig = Rig(mode, at: 2);
        rig.State.Registers[RegisterFile.Rax] = rig.State.Segments[(int)SegmentRegister.Ss].Selector;
        _ = rig.Run([0x8E, 0xD0, 0x90, 0xF4]);
        Assert.Equal(CoreRig.Code + 4, rig.After.Rip);
    }

    [Theory]
    [MemberData(nameof(WideModes))]
    public void IRET_with_RF_holds_one_off_once(GuestMode mode)
    {
        CoreRig rig = Rig(mode, at: 0x10);
        Frames.Put(rig, CoreRig.Code + 0x10, (ulong)(Rflags.One | Rflags.Resume));
        byte[] code = new byte[0x20];
        Frames.Return(mode).CopyTo(code, 0);
        new byte[] { 0x90, 0xEB, 0xFD }.CopyTo(code, 0x10); // NOP, and back to it.
        _ = rig.Run(code);

        AssertHit(rig, at: 0x10);
        Assert.Equal((ulong)Rflags.One, rig.StackWord(2));
        Assert.Equal(5, rig.Core.Ticks); // IRET, NOP, JMP, the breakpoint, HLT.
    }

    [Theory]
    [MemberData(nameof(WideModes))]
    public void RF_is_clear_behind_an_instruction_and_in_the_frame_of_INT_but_set_in_that_of_a_fault(GuestMode mode)
    {
        Assert.Equal(Rflags.None, AfterWithResume(mode, [0x90]).After.Rflags & Rflags.Resume);
        Assert.Equal((ulong)Rflags.One, AfterWithResume(mode, [0xCD, 0x05]).StackWord(2));
        Assert.Equal((ulong)(Rflags.One | Rflags.Resume), AfterWithResume(mode, [0x0F, 0x0B]).StackWord(2));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void One_at_a_repetition_comes_once(GuestMode mode)
    {
        CoreRig rig = Rig(mode, at: 0);
        rig.State.Rflags |= Rflags.Resume;
        rig.State.Registers[RegisterFile.Rcx] = 3;
        rig.State.Registers[Rdi] = CoreRig.Data;
        _ = rig.Run([0xF3, 0xAA, 0xF4]);
        Assert.Equal((CoreRig.Code + 3, 0UL), (rig.After.Rip, rig.Register(RegisterFile.Rcx)));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void An_MSR_access_that_user_space_lets_be_executed_again_is_still_behind_RF_and_MOV_SS(GuestMode mode)
    {
        CoreRig resumed = Rig(mode, at: 0);
        resumed.State.Rflags |= Rflags.Resume;
        resumed.Port.Answer = MsrAccessResult.Exit;
        _ = resumed.Run([0x0F, 0x32, 0xF4]);
        resumed.Port.Answer = MsrAccessResult.Done;
        _ = resumed.Core.Run(budget: 10);
        Assert.Equal(CoreRig.Code + 3, resumed.After.Rip);

        CoreRig shadowed = Rig(mode, at: 2);
        shadowed.State.Registers[RegisterFile.Rax] = shadowed.State.Segments[(int)SegmentRegister.Ss].Selector;
        shadowed.Port.Answer = MsrAccessResult.Exit;
        _ = shadowed.Run([0x8E, 0xD0, 0x0F, 0x32, 0xF4]);
        shadowed.Port.Answer = MsrAccessResult.Done;
        _ = shadowed.Core.Run(budget: 10);
        Assert.Equal(CoreRig.Code + 5, shadowed.After.Rip);
    }

    private static CoreRig AfterWithResume(GuestMode mode, byte[] code)
    {
        var rig = new CoreRig(mode, Privilege.Kernel);
        rig.State.Rflags |= Rflags.Resume;
        _ = rig.Run(code, budget: 1);
        return rig;
    }

    private static void AssertHit(CoreRig rig, ulong at)
    {
        Assert.Equal((Debug, CoreRig.Code + at), (rig.Caught, rig.StackWord(0)));
        Assert.Equal(1UL << Number, rig.After.Debug[DebugRegisters.Status] & Causes);
    }

    private static CoreRig Rig(GuestMode mode, ulong at)
    {
        var rig = new CoreRig(mode, Privilege.Kernel);
        rig.State.Debug[Number] = CoreRig.Code + at;
        rig.State.Debug[DebugRegisters.Control] = 1UL << (2 * Number);
        return rig;
    }
}
