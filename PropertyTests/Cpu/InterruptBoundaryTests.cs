using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>Between which instructions interrupts come.</summary>
public sealed class InterruptBoundaryTests
{
    private const byte Vector = 0x1D;
    private const int NonMaskable = 2;
    private const int Debug = 1;
    private const int Rdi = 7;

    private readonly ScriptedInterrupts _interrupts = new();

    public static TheoryData<GuestMode> Modes => [GuestMode.Real16, GuestMode.Protected32, GuestMode.Long64];

    [Theory]
    [MemberData(nameof(Modes))]
    public void One_is_taken_before_the_next_instruction_when_IF_is_set(GuestMode mode)
    {
        CoreRig rig = Waiting(mode, Rflags.Interrupt, from: 2);
        _ = rig.Run([0x90, 0x90, 0x90, 0xF4]);
        AssertTaken(rig, Vector, at: 2);
        Assert.Equal((ulong)(Rflags.One | Rflags.Interrupt), rig.StackWord(2));
        Assert.Equal(Rflags.None, rig.After.Rflags & Rflags.Interrupt);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void One_waits_while_IF_is_clear_and_an_NMI_does_not(GuestMode mode)
    {
        CoreRig rig = Waiting(mode, Rflags.None, from: 0);
        _ = rig.Run([0x90, 0x90, 0xF4]);
        Assert.Equal((CoreRig.Code + 3, Vector), (rig.After.Rip, _interrupts.Waiting));

        _interrupts.HasNonMaskable = true;
        _ = rig.Run([0x90, 0x90, 0xF4]);
        AssertTaken(rig, NonMaskable, at: 0);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void STI_lets_one_instruction_pass_first_when_IF_was_clear(GuestMode mode)
    {
        CoreRig shadowed = Waiting(mode, Rflags.None, from: 0);
        _ = shadowed.Run([0xFB, 0x90, 0x90, 0xF4]);
        AssertTaken(shadowed, Vector, at: 2);

        CoreRig plain = Waiting(mode, Rflags.Interrupt, from: 1);
        _ = plain.Run([0xFB, 0x90, 0x90, 0xF4]);
        AssertTaken(plain, Vector, at: 1);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void STI_and_CLI_let_none_in_between(GuestMode mode)
    {
        CoreRig rig = Waiting(mode, Rflags.None, from: 0);
        _ = rig.Run([0xFB, 0xFA, 0x90, 0xF4]);
        Assert.Equal(CoreRig.Code + 4, rig.After.Rip);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void MOV_SS_lets_one_instruction_pass_before_an_interrupt_or_an_NMI(GuestMode mode)
    {
        foreach (bool isNonMaskable in (bool[])[false, true])
        {
            CoreRig rig = Waiting(mode, Rflags.Interrupt, from: 1);
            rig.State.Registers[RegisterFile.Rax] = rig.State.Segments[(int)SegmentRegister.Ss].Selector;
            rig.Memory.Write(CoreRig.Code, [0x8E, 0xD0, 0x90, 0x90, 0xF4]);
            rig.Core.Load(in rig.State);
            _ = rig.Core.Run(budget: 1);
            _interrupts.HasNonMaskable = isNonMaskable;
            _ = rig.Core.Run(budget: 10);
            AssertTaken(rig, isNonMaskable ? NonMaskable : Vector, at: 3);
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void One_comes_between_the_turns_of_a_repetition(GuestMode mode)
    {
        const ulong turns = 6000;
        CoreRig rig = Waiting(mode, Rflags.Interrupt, from: 1);
        rig.State.Registers[RegisterFile.Rcx] = turns;
        rig.State.Registers[Rdi] = CoreRig.Data;
        _ = rig.Run([0xF3, 0xAC, 0x90, 0xF4]);

        AssertTaken(rig, Vector, at: 0);
        Assert.InRange(rig.Register(RegisterFile.Rcx), 1UL, turns - 1);
        Assert.Equal(mode != GuestMode.Real16, (rig.StackWord(2) & (ulong)Rflags.Resume) != 0);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void An_NMI_blocks_further_ones_until_IRET(GuestMode mode)
    {
        CoreRig rig = Waiting(mode, Rflags.None, from: 0);
        _interrupts.HasNonMaskable = true;
        byte[] back = [0x90, 0x90, .. Frames.Return(mode)];
        rig.Memory.Write(CoreRig.Handlers + NonMaskable, back);
        rig.Memory.Write(CoreRig.Code, [0x90, 0x90, 0xF4]);
        rig.Core.Load(in rig.State);
        _ = rig.Core.Run(budget: 1);
        Assert.Equal((CoreRig.Handlers + NonMaskable, true), (rig.After.Rip, rig.After.NmiBlocked));

        _interrupts.HasNonMaskable = true;
        _ = rig.Core.Run(budget: 2);
        Assert.Equal((CoreRig.Handlers + NonMaskable + 2, true), (rig.After.Rip, _interrupts.HasNonMaskable));

        _ = rig.Core.Run(budget: 1);
        Assert.Equal((CoreRig.Code, false), (rig.After.Rip, rig.After.NmiBlocked));
        _ = rig.Core.Run(budget: 1);
        Assert.Equal((CoreRig.Handlers + NonMaskable, false), (rig.After.Rip, _interrupts.HasNonMaskable));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_trap_is_delivered_before_an_interrupt_that_comes_at_the_same_boundary(GuestMode mode)
    {
        CoreRig rig = Waiting(mode, Rflags.Interrupt | Rflags.Trap, from: 1);
        _interrupts.Waiting = null;
        rig.Memory.Write(CoreRig.Code, [0x90, 0x90, 0xF4]);
        rig.Core.Load(in rig.State);
        _interrupts.Waiting = Vector;
        _ = rig.Core.Run(budget: 1);

        Assert.Equal((CoreRig.Handlers + Debug, Vector), (rig.After.Rip, _interrupts.Waiting));
        Assert.Equal(CoreRig.Code + 1, rig.StackWord(0));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void An_NMI_goes_before_an_interrupt(GuestMode mode)
    {
        CoreRig rig = Waiting(mode, Rflags.Interrupt, from: 0);
        _interrupts.HasNonMaskable = true;
        _ = rig.Run([0x90, 0xF4], budget: 1);
        Assert.Equal(CoreRig.Handlers + NonMaskable, rig.After.Rip);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void HLT_leaves_and_an_interrupt_returns_behind_it(GuestMode mode)
    {
        CoreRig rig = Waiting(mode, Rflags.Interrupt, from: 2);
        Assert.Equal(CoreExitKind.Halt, rig.Run([0x90, 0xF4, 0x90, 0xF4]).Kind);
        Assert.Equal((CoreRig.Code + 2, 2L), (rig.After.Rip, rig.Core.Ticks));
        _ = rig.Core.Run(budget: 10);
        AssertTaken(rig, Vector, at: 2);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void STI_and_HLT_halt_before_what_waits_is_taken(GuestMode mode)
    {
        CoreRig rig = Waiting(mode, Rflags.None, from: 0);
        Assert.Equal(CoreExitKind.Halt, rig.Run([0xFB, 0xF4, 0x90, 0xF4]).Kind);
        Assert.Equal(CoreRig.Code + 2, rig.After.Rip);
        _ = rig.Core.Run(budget: 10);
        AssertTaken(rig, Vector, at: 2);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void One_that_a_store_to_a_device_raises_comes_behind_the_store(GuestMode mode)
    {
        var device = new RaisingDevice(_interrupts, Vector, page: 0xE000);
        var rig = new CoreRig(
            mode, Privilege.Kernel, CorePlatform.Bare with { Interrupts = _interrupts, Devices = device });
        rig.State.Rflags |= Rflags.Interrupt;
        rig.State.Registers[Rdi] = 0xE000;
        _ = rig.Run([0x90, 0xAA, 0x90, 0x90, 0xF4]);

        AssertTaken(rig, Vector, at: 2);
        Assert.Equal((1, 4L), (device.Writes, rig.Core.Ticks)); // NOP, STOS, the interrupt, HLT.
    }

    private static void AssertTaken(CoreRig rig, int vector, ulong at) =>
        Assert.Equal((vector, CoreRig.Code + at), (rig.Caught, rig.StackWord(0)));

    private CoreRig Waiting(GuestMode mode, Rflags flags, long from)
    {
        var rig = new CoreRig(mode, Privilege.Kernel, CorePlatform.Bare with { Interrupts = _interrupts });
        rig.State.Rflags = Rflags.One | flags;
        _interrupts.Waiting = Vector;
        _interrupts.From = from;
        return rig;
    }
}
