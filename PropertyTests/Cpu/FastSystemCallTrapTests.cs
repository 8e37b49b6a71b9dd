using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>Single step over the fast system calls: which TF counts, that before or that behind them.</summary>
public sealed class FastSystemCallTrapTests
{
    private const int Debug = 1;
    private const int GeneralProtection = 13;
    private const int R11 = 11;
    private const ulong SingleStep = 1UL << 14;
    private const ulong Target = CoreRig.Data;
    private const Rflags Stepping = Rflags.One | Rflags.Trap;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Behind_SYSCALL_a_single_step_comes_unless_the_mask_has_cleared_TF(bool isMasked)
    {
        CoreRig rig = Rig();
        rig.State.Rflags = Stepping;
        Assert.True(rig.Msrs.HostWrite(Msr.SyscallMask, isMasked ? (ulong)Rflags.Trap : 0));
        rig.Memory.Write(Target, [0x90, 0xF4]);
        _ = rig.Run([0x0F, 0x05]);

        if (isMasked)
        {
            Assert.Equal((CoreRig.None, Target + 2), (rig.Caught, rig.After.Rip));
        }
        else
        {
            AssertTrapped(rig);
        }
    }

    [Theory]
    [InlineData(false, 1000)]
    [InlineData(false, 1)]
    [InlineData(true, 1000)]
    [InlineData(true, 1)]
    public void SYSRET_that_loads_TF_traps_where_it_goes(bool stepsBefore, long budget)
    {
        CoreRig rig = Rig();
        rig.State.Registers[RegisterFile.Rcx] = Target;
        rig.State.Registers[R11] = (ulong)Stepping;
        rig.State.Rflags = stepsBefore ? Stepping : Rflags.One;
        byte[] code = stepsBefore ? [0x48, 0x0F, 0x07] : [0x90, 0x90, 0x48, 0x0F, 0x07];
        CoreExit exit = rig.Run(code, budget);
        while (exit.Kind == CoreExitKind.BudgetExhausted)
        {
            exit = rig.Core.Run(budget);
        }

        AssertTrapped(rig);
        Assert.Equal((ulong)Stepping, rig.StackWord(2));
        Assert.Equal(stepsBefore ? 2 : 4, rig.Core.Ticks); // the last is the HLT of the handler
    }

    [Fact]
    public void SYSRET_that_clears_TF_does_not_trap()
    {
        CoreRig rig = Rig();
        rig.State.Registers[RegisterFile.Rcx] = Target;
        rig.State.Registers[R11] = (ulong)Rflags.One;
        rig.State.Rflags = Stepping;
        rig.Memory.Write(Target, [0x90, 0xF4]);
        _ = rig.Run([0x48, 0x0F, 0x07]);

        Assert.Equal((GeneralProtection, Target + 1), (rig.Caught, rig.StackWord(1)));
    }

    [Theory]
    [InlineData(new byte[] { 0x0F, 0x34 })]
    [InlineData(new byte[] { 0x48, 0x0F, 0x35 })]
    public void SYSENTER_and_SYSEXIT_trap_where_they_go(byte[] code)
    {
        CoreRig rig = Rig();
        rig.State.Registers[RegisterFile.Rcx] = CoreRig.StackTop;
        rig.State.Registers[RegisterFile.Rdx] = Target;
        rig.State.Rflags = Stepping;
        _ = rig.Run(code);
        AssertTrapped(rig);
    }

    private static void AssertTrapped(CoreRig rig)
    {
        Assert.Equal((Debug, Target), (rig.Caught, rig.StackWord(0)));
        Assert.Equal(SingleStep, rig.After.Debug[DebugRegisters.Status] & 0xE00F);
    }

    private static CoreRig Rig()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.Kernel);
        ulong efer = (ulong)rig.Msrs.Efer | (ulong)EferBits.SyscallEnable;
        Assert.True(rig.Msrs.HostWrite(Msr.Efer, efer));
        Assert.True(rig.Msrs.HostWrite(Msr.Star, 0x0023_0028_0000_0000));
        Assert.True(rig.Msrs.HostWrite(Msr.Lstar, Target));
        Assert.True(rig.Msrs.HostWrite(Msr.SysenterCs, 0x28));
        Assert.True(rig.Msrs.HostWrite(Msr.SysenterEip, Target));
        Assert.True(rig.Msrs.HostWrite(Msr.SysenterEsp, CoreRig.StackTop));
        return rig;
    }
}
