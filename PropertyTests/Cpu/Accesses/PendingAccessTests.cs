using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Interrupts;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu.Accesses;

/// <summary>An access that waits for user space: what it leaves, what keeps it, and what ends it.</summary>
public sealed class PendingAccessTests
{
    private const ulong Data = 0x1122_3344_5566_7788;

    [Theory]
    [InlineData(InterruptShadow.None)]
    [InlineData(InterruptShadow.Sti)]
    [InlineData(InterruptShadow.MovSs)]
    public void An_exit_changes_nothing_but_the_time(InterruptShadow shadow)
    {
        CoreRig rig = Rig();
        rig.State.Shadow = shadow;
        rig.State.HeldBreakpoints = (byte)(shadow == InterruptShadow.MovSs ? 1 : 0);
        rig.State.Rflags |= Rflags.Resume | Rflags.Trap;
        Leave(rig);

        Assert.Equal((1L, true), (rig.Core.Ticks, rig.Core.HasPendingMsrAccess));
        Assert.Equal((shadow, rig.State.HeldBreakpoints), (rig.After.Shadow, rig.After.HeldBreakpoints));
        Assert.Equal(rig.State.Rflags, rig.After.Rflags);
        Assert.Equal(rig.State.Registers[..], rig.After.Registers[..]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_completion_takes_no_time_of_its_own_and_ends_the_shadow(byte error)
    {
        CoreRig rig = Rig();
        rig.State.Shadow = InterruptShadow.Sti;
        Leave(rig);
        rig.Core.CompleteMsrExit(error, Data);

        Assert.Equal((1L, InterruptShadow.None), (rig.Core.Ticks, rig.After.Shadow));
        _ = rig.Core.Run(budget: 1);
        Assert.Equal(2, rig.Core.Ticks);
    }

    [Fact]
    public void A_snapshot_keeps_it_and_another_without_one_ends_it()
    {
        CoreRig rig = Rig();
        rig.Memory.Write(CoreRig.Code, [0x66, 0x0F, 0x32, 0xF4]);
        rig.Core.Load(in rig.State);
        CoreSnapshot without = rig.Core.TakeSnapshot();
        rig.Port.Answer = MsrAccessResult.Exit;
        Assert.Equal(CoreExitKind.MsrRead, rig.Core.Run(budget: 10).Kind);
        CoreSnapshot with = rig.Core.TakeSnapshot();
        rig.Core.Restore(without);
        Assert.False(rig.Core.HasPendingMsrAccess);
        Assert.Throws<InvalidOperationException>(() => rig.Core.CompleteMsrExit(error: 0, Data));

        CoreRig other = Rig();
        other.Core.Restore(with);
        other.Core.CompleteMsrExit(error: 0, Data);
        Assert.Equal((CoreRig.Code + 3, 0x5566_7788UL), (other.After.Rip, other.Register(RegisterFile.Rax)));
        Assert.False(other.Core.HasPendingMsrAccess);
    }

    [Fact]
    public void A_time_stamp_that_the_host_writes_for_it_counts_from_it_wherever_it_is_restored()
    {
        (CoreRig first, CoreRig second) = (Rig(), Rig());
        first.Msrs.KeepTime();
        second.Msrs.KeepTime();
        Leave(first);
        CoreSnapshot waiting = first.Core.TakeSnapshot();
        Leave(second);
        _ = second.Core.Run(budget: 1);
        second.Core.Restore(waiting);
        foreach (CoreRig rig in (CoreRig[])[first, second])
        {
            Assert.True(rig.Msrs.HostWrite(Msr.Tsc, 1000));
            Assert.Equal(1000UL, rig.Msrs.TimeStampAt(0));
        }
    }

    [Fact]
    public void Whether_EFER_LME_may_change_is_kept_over_a_snapshot()
    {
        const ulong Directory = 0x2_0000;
        var paging = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        paging.Memory.Write(Directory, 0xE7U); // one page of 4 MiB
        paging.State.Cr0 |= ControlBits.Paging;
        paging.State.Cr3 = Directory;
        paging.State.Cr4 |= ControlBits.PageSizeExtensions;
        var other = new CoreRig(GuestMode.Protected32, Privilege.Kernel);
        Leave(paging);
        Leave(other);
        Assert.True(other.Msrs.GuestWrite(Msr.Efer, (ulong)EferBits.LongModeEnable));
        other.Core.Restore(paging.Core.TakeSnapshot());
        Assert.False(other.Msrs.GuestWrite(Msr.Efer, (ulong)EferBits.LongModeEnable));
    }

    [Fact]
    public void An_event_that_is_injected_ends_it_and_the_return_executes_the_access_again()
    {
        CoreRig rig = Rig();
        rig.Memory.Write(CoreRig.Handlers + 2, Frames.Return(GuestMode.Long64));
        Leave(rig);
        Assert.True(rig.Core.Inject(CpuEvent.NonMaskable));

        Assert.False(rig.Core.HasPendingMsrAccess);
        Assert.Throws<InvalidOperationException>(() => rig.Core.CompleteMsrExit(error: 0, Data));
        Assert.Equal((CoreExitKind.MsrRead, 2), (rig.Core.Run(budget: 10).Kind, rig.Port.Reads));
        Assert.Equal(CoreRig.Code, rig.After.Rip);
    }

    [Fact]
    public void A_run_a_new_state_and_forgetting_it_each_end_it()
    {
        Action<CoreRig>[] ends =
        [
            rig => rig.Core.ForgetMsrExit(),
            rig => rig.Core.Load(in rig.State),
            rig =>
            {
                rig.Port.Answer = MsrAccessResult.Done;
                _ = rig.Core.Run(budget: 1);
            },
        ];
        foreach (Action<CoreRig> end in ends)
        {
            CoreRig rig = Rig();
            Leave(rig);
            end(rig);
            Assert.False(rig.Core.HasPendingMsrAccess);
            Assert.Throws<InvalidOperationException>(() => rig.Core.CompleteMsrExit(error: 0, Data));
        }
    }

    private static CoreRig Rig() => new(GuestMode.Long64, Privilege.Kernel);

    private static void Leave(CoreRig rig)
    {
        rig.Port.Answer = MsrAccessResult.Exit;
        Assert.Equal(CoreExitKind.MsrRead, rig.Run([0x0F, 0x32, 0xF4]).Kind);
    }
}
