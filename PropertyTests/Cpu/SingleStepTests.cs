using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Cpu.Ports;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>Where the trap of TF comes, and where it does not. The first trap halts the core in its handler.</summary>
public sealed class SingleStepTests
{
    private const int Debug = 1;
    private const ulong SingleStep = 1UL << 14;
    private const ulong Stepping = (ulong)(Rflags.One | Rflags.Trap);
    private const int Rdi = 7;

    public static TheoryData<GuestMode> Modes => [GuestMode.Real16, GuestMode.Protected32, GuestMode.Long64];

    [Theory]
    [MemberData(nameof(Modes))]
    public void It_comes_behind_an_instruction(GuestMode mode) => AssertTraps(mode, [0x90, 0x90], behind: 1);

    [Theory]
    [MemberData(nameof(Modes))]
    public void It_comes_where_a_jump_goes(GuestMode mode) => AssertTraps(mode, [0xEB, 0x02, 0x90, 0x90], behind: 4);

    [Theory]
    [MemberData(nameof(Modes))]
    public void It_comes_at_a_repetition_while_that_has_turns_left(GuestMode mode)
    {
        CoreRig rig = AssertTraps(mode, [0xF3, 0xAA, 0x90], behind: 0, count: 3);
        Assert.Equal(2UL, rig.Register(RegisterFile.Rcx));
        Assert.Equal(CoreRig.Data + 1, rig.Register(Rdi));
        bool showsResume = mode != GuestMode.Real16;
        Assert.Equal(showsResume, (rig.StackWord(2) & (ulong)Rflags.Resume) != 0);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void It_comes_behind_a_repetition_with_its_last_turn(GuestMode mode)
    {
        CoreRig rig = AssertTraps(mode, [0xF3, 0xAA, 0x90], behind: 2, count: 1);
        Assert.Equal(Stepping, rig.StackWord(2));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void It_does_not_come_behind_a_fault(GuestMode mode) =>
        AssertNone(mode, [0x0F, 0x0B], vector: 6, resume: true);

    [Theory]
    [MemberData(nameof(Modes))]
    public void It_does_not_come_behind_INT(GuestMode mode) =>
        AssertNone(mode, [0xCD, 0x05], vector: 5, resume: false);

    [Theory]
    [MemberData(nameof(Modes))]
    public void It_comes_behind_the_instruction_that_follows_POPF(GuestMode mode)
    {
        CoreRig rig = Rig(mode);
        rig.State.Rflags = Rflags.One;
        rig.Memory.Write(CoreRig.StackTop, Stepping);
        _ = rig.Run([0x9D, 0x90, 0x90]);
        AssertTrapped(rig, behind: 2);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void It_comes_behind_the_instruction_that_follows_IRET(GuestMode mode)
    {
        CoreRig rig = Rig(mode);
        rig.State.Rflags = Rflags.One;
        Frames.Put(rig, CoreRig.Code + 0x10, Stepping);
        byte[] code = new byte[0x20];
        Array.Fill(code, (byte)0x90);
        Frames.Return(mode).CopyTo(code, 0);
        _ = rig.Run(code);
        AssertTrapped(rig, behind: 0x11);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void It_comes_behind_the_instruction_that_follows_MOV_SS(GuestMode mode)
    {
        CoreRig rig = Rig(mode);
        rig.State.Registers[RegisterFile.Rax] = rig.State.Segments[(int)SegmentRegister.Ss].Selector;
        _ = rig.Run([0x8E, 0xD0, 0x90, 0x90]);
        AssertTrapped(rig, behind: 3);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void It_wakes_from_HLT(GuestMode mode) => AssertTraps(mode, [0xF4, 0x90], behind: 1);

    [Theory]
    [MemberData(nameof(Modes))]
    public void It_comes_behind_RDMSR(GuestMode mode) => AssertTraps(mode, [0x0F, 0x32, 0x90], behind: 2);

    [Theory]
    [MemberData(nameof(Modes))]
    public void It_comes_behind_RDMSR_that_user_space_completes(GuestMode mode)
    {
        CoreRig rig = Rig(mode);
        rig.Port.Answer = MsrAccessResult.Exit;
        Assert.Equal(CoreExitKind.MsrRead, rig.Run([0x0F, 0x32, 0x90]).Kind);
        Assert.Equal(CoreRig.Code, rig.After.Rip);
        rig.Core.CompleteMsrExit(error: 0, data: 5);
        _ = rig.Core.Run(budget: 10);
        AssertTrapped(rig, behind: 2);
        Assert.Equal(5UL, rig.Register(RegisterFile.Rax));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void It_does_not_come_behind_RDMSR_that_user_space_refuses(GuestMode mode)
    {
        CoreRig rig = Rig(mode);
        rig.Port.Answer = MsrAccessResult.Exit;
        _ = rig.Run([0x0F, 0x32, 0x90]);
        rig.Core.CompleteMsrExit(error: 1, data: 5);
        _ = rig.Core.Run(budget: 10);
        Assert.Equal((13, 0UL), (rig.Caught, rig.After.Debug[DebugRegisters.Status] & SingleStep));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void It_comes_behind_OUT_that_a_device_leaves_for(GuestMode mode)
    {
        var ports = new ScriptedPorts { Answer = PortAccessResult.Stop };
        CoreRig rig = Rig(mode, CorePlatform.Bare with { Ports = ports });
        Assert.Equal(CoreExitKind.Device, rig.Run([0xE6, 0x80, 0x90]).Kind);
        _ = rig.Core.Run(budget: 10);
        AssertTrapped(rig, behind: 2);
    }

    private static CoreRig AssertTraps(GuestMode mode, byte[] code, ulong behind, ulong count = 0)
    {
        CoreRig rig = Rig(mode);
        rig.State.Registers[RegisterFile.Rcx] = count;
        rig.State.Registers[Rdi] = CoreRig.Data;
        _ = rig.Run(code);
        AssertTrapped(rig, behind);
        return rig;
    }

    private static void AssertTrapped(CoreRig rig, ulong behind)
    {
        Assert.Equal((Debug, CoreRig.Code + behind), (rig.Caught, rig.StackWord(0)));
        Assert.Equal(SingleStep, rig.After.Debug[DebugRegisters.Status] & 0xE00F);
        Assert.Equal(Rflags.None, rig.After.Rflags & (Rflags.Trap | Rflags.Resume));
    }

    private static void AssertNone(GuestMode mode, byte[] code, int vector, bool resume)
    {
        CoreRig rig = Rig(mode);
        _ = rig.Run(code);
        Assert.Equal((vector, 0UL), (rig.Caught, rig.After.Debug[DebugRegisters.Status] & SingleStep));
        bool showsResume = resume && mode != GuestMode.Real16;
        Assert.Equal(Stepping | (showsResume ? (ulong)Rflags.Resume : 0), rig.StackWord(2));
    }

    private static CoreRig Rig(GuestMode mode, CorePlatform? platform = null)
    {
        var rig = new CoreRig(mode, Privilege.Kernel, platform);
        rig.State.Rflags = (Rflags)Stepping;
        return rig;
    }
}
