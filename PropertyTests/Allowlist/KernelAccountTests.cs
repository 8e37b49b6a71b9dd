using MsrSpec.Implementation.Kernel;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Allowlist;

/// <summary>What a kernel with one thread accounts for, since it never meets a race.</summary>
public sealed class KernelAccountTests
{
    private readonly VmKernel _kernel = new();
    private readonly Guarded<string> _guarded;

    public KernelAccountTests()
    {
        _guarded = new(_kernel.VmLock, "old");
        _kernel.Call.Begin(CallKind.AddAllowlist);
    }

    [Fact]
    public void A_call_that_does_all_in_its_place_has_nothing_to_answer_for()
    {
        _kernel.User.Map(new UserBuffer([.. new byte[8]]));
        _ = _kernel.User.CopyFromUser(stackalloc byte[4], 4);
        _ = _kernel.User.CopyFromUser(stackalloc byte[0], 5);
        _ = _kernel.User.CopyFromUser(stackalloc byte[4], 0);
        KernelPointer memory = _kernel.Heap.Allocate(8);
        Assert.True(_kernel.VmLock.Lock());
        _guarded.Value += " and new";
        Assert.Null(_kernel.VmLock.Unlock());
        Assert.Null(_kernel.Heap.Free(memory));
        _kernel.Call.End();
        Assert.Equal("old and new", _guarded.Published);
        Assert.Null(_kernel.Call.Oops);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_call_that_adds_a_range_does_not_look_at_what_readers_see_without_the_lock(bool late)
    {
        LockAndUnlock(late);
        Assert.Equal("old", _guarded.Published);
        Assert.Equal(OopsKind.UnlockedJudgement, _kernel.Call.Oops);
    }

    [Fact]
    public void Under_the_lock_it_may_and_whoever_adds_none_always()
    {
        Assert.True(_kernel.VmLock.Lock());
        _ = _guarded.Published;
        Assert.Null(_kernel.VmLock.Unlock());
        foreach (CallKind kind in new[] { CallKind.Other, CallKind.DestroyVm })
        {
            _kernel.Call.End();
            _kernel.Call.Begin(kind);
            _ = _guarded.Published;
        }

        Assert.Null(_kernel.Call.Oops);
    }

    [Theory]
    [InlineData(CallKind.AddAllowlist)]
    [InlineData(CallKind.DestroyVm)]
    [InlineData(CallKind.Other)]
    public void What_a_lock_guards_begins_anew_only_while_nothing_runs(CallKind kind)
    {
        _kernel.Call.Begin(kind);
        _guarded.Reset("anew");
        Assert.Equal(OopsKind.UnlockedChange, _kernel.Call.Oops);
    }

    [Theory]
    [InlineData(CallKind.AddAllowlist, null)]
    [InlineData(CallKind.DestroyVm, null)]
    [InlineData(CallKind.Other, OopsKind.LockOutsideACall)]
    public void Two_calls_take_the_lock_and_no_other(CallKind kind, OopsKind? expected)
    {
        _kernel.Call.Begin(kind);
        LockAndUnlock();
        _kernel.Call.End();
        Assert.Equal(expected, _kernel.Call.Oops);
    }

    [Theory]
    [InlineData(CallKind.AddAllowlist, null)]
    [InlineData(CallKind.DestroyVm, OopsKind.UnlockedChange)]
    [InlineData(CallKind.Other, null)]
    public void The_end_of_a_VM_asks_for_its_lock(CallKind kind, OopsKind? expected)
    {
        _kernel.Call.Begin(kind);
        _kernel.Call.End();
        Assert.Equal(expected, _kernel.Call.Oops);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_lock_guards_is_judged_under_it(bool late)
    {
        LockAndUnlock(late);
        Assert.Equal("old", _guarded.Value);
        Assert.Equal(OopsKind.UnlockedJudgement, _kernel.Call.Oops);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_lock_guards_changes_under_it(bool late)
    {
        LockAndUnlock(late);
        _guarded.Value = "new";
        Assert.Equal(OopsKind.UnlockedChange, _kernel.Call.Oops);
    }

    [Fact]
    public void A_lock_that_an_earlier_call_kept_is_not_held_by_the_next_one()
    {
        Assert.True(_kernel.VmLock.Lock());
        _kernel.Call.End();
        _kernel.Call.Begin(CallKind.AddAllowlist);
        _guarded.Value = "new";
        Assert.Equal(OopsKind.UnlockedChange, _kernel.Call.Oops);
        Assert.False(_kernel.VmLock.Lock());
    }

    [Fact]
    public void A_call_takes_the_lock_once_and_the_next_one_may_again()
    {
        LockAndUnlock();
        _kernel.Call.End();
        _kernel.Call.Begin(CallKind.AddAllowlist);
        LockAndUnlock();
        Assert.Null(_kernel.Call.Oops);
        LockAndUnlock();
        Assert.Equal(OopsKind.LockTakenAgain, _kernel.Call.Oops);
    }

    [Fact]
    public void What_is_no_call_takes_no_lock()
    {
        _kernel.Call.End();
        LockAndUnlock();
        Assert.Equal(OopsKind.LockOutsideACall, _kernel.Call.Oops);
    }

    [Fact]
    public void A_lock_that_is_free_cannot_be_released()
    {
        LockAndUnlock();
        Assert.Equal(OopsKind.UnlockOfFreeMutex, _kernel.VmLock.Unlock());
        Assert.Equal(OopsKind.UnlockOfFreeMutex, _kernel.Call.Oops);
    }

    [Fact]
    public void Nothing_is_allocated_under_the_lock()
    {
        Assert.True(_kernel.VmLock.Lock());
        Assert.Equal(KernelPointer.ZeroSize, _kernel.Heap.Allocate(0));
        Assert.Null(_kernel.Call.Oops);
        _ = _kernel.Heap.Allocate(1);
        Assert.Equal(OopsKind.AllocationUnderLock, _kernel.Call.Oops);
    }

    [Fact]
    public void User_memory_is_not_read_under_the_lock()
    {
        Assert.True(_kernel.VmLock.Lock());
        _ = _kernel.User.CopyFromUser(stackalloc byte[1], 0);
        Assert.Equal(OopsKind.UserCopyUnderLock, _kernel.Call.Oops);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 2)]
    [InlineData(7, 1)]
    [InlineData(7, 9)]
    [InlineData(15, 1)]
    public void No_byte_of_user_memory_is_read_twice(int offset, int length)
    {
        _kernel.User.Map(UserBuffer.Allowlist(new AllowlistHeader(0, 64, 0, 0), [], 24));
        _ = _kernel.User.CopyFromUser(stackalloc byte[8], 8);
        _ = _kernel.User.CopyFromUser(stackalloc byte[8], 0);
        Assert.Null(_kernel.Call.Oops);
        _ = _kernel.User.CopyFromUser(new byte[length], offset);
        Assert.Equal(OopsKind.SecondRead, _kernel.Call.Oops);
    }

    /// <summary>An argument of 100 MSRs has 16 bytes and two longs; of one without a header nobody knows.</summary>
    [Theory]
    [InlineData(32, 16, 16, false)]
    [InlineData(32, 24, 9, true)]
    [InlineData(40, 24, 9, true)]
    [InlineData(40, 32, 1, true)]
    [InlineData(40, 32, 0, false)]
    [InlineData(12, 0, 17, false)]
    public void Nothing_behind_the_argument_is_read_whether_it_can_be_or_not(
        int readable, int offset, int length, bool isBehind)
    {
        _kernel.User.Map(UserBuffer.Allowlist(new AllowlistHeader(1, 100, 0, 0), new byte[24], readable));
        _ = _kernel.User.CopyFromUser(new byte[length], offset);
        Assert.Equal(isBehind ? OopsKind.ReadBehindTheArgument : null, _kernel.Call.Oops);
    }

    [Fact]
    public void The_first_thing_that_went_wrong_counts_and_the_next_call_begins_anew()
    {
        _guarded.Value = "new";
        _ = _kernel.VmLock.Unlock();
        Assert.Equal(OopsKind.UnlockedChange, _kernel.Call.Oops);
        _kernel.Call.Begin(CallKind.AddAllowlist);
        Assert.Null(_kernel.Call.Oops);
    }

    private void LockAndUnlock(bool doIt = true)
    {
        if (doIt)
        {
            Assert.True(_kernel.VmLock.Lock());
            Assert.Null(_kernel.VmLock.Unlock());
        }
    }
}
