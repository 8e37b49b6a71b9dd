using MsrSpec.Implementation.Kernel;
using MsrSpec.PropertyTests.House;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Allowlist;

/// <summary>What a heap takes for its own, what it hands out again, and the pointers that are none.</summary>
public sealed class KernelHeapTests
{
    private const int LargestErrno = 4095;

    private readonly KernelHeap _heap = new(new RunningCall());

    [Theory]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(2L)]
    [InlineData(8L)]
    [InlineData(0xFFFL)]
    [InlineData(-1L)]
    [InlineData(-0x1000L)]
    public void Only_the_first_byte_of_an_allocation_that_was_made_can_be_freed(long offset)
    {
        KernelPointer first = _heap.Allocate(8);
        KernelPointer last = _heap.Allocate(8);
        KernelPointer freed = new(unchecked((offset < 0 ? first : last).Address + (ulong)offset));
        bool isStart = offset == 0;
        Assert.Equal(isStart ? null : OopsKind.FreeOfNonAllocation, _heap.Free(freed));
        Assert.Equal(isStart ? 1 : 2, _heap.Live);
    }

    [Fact]
    public void The_address_that_the_next_allocation_will_have_cannot_be_freed()
    {
        KernelPointer first = _heap.Allocate(8);
        KernelPointer second = _heap.Allocate(8);
        KernelPointer next = new(second.Address + (second.Address - first.Address));
        Assert.Equal(OopsKind.FreeOfNonAllocation, _heap.Free(next));
        Assert.Equal(next, _heap.Allocate(8));
    }

    [Fact]
    public void No_allocation_outlives_a_reset()
    {
        KernelPointer[] before = [_heap.Allocate(8), _heap.Allocate(7)];
        _heap.Reset();
        Assert.Equal((0, 0, 0), (_heap.Live, _heap.Allocations, _heap.AllocatedBytes));
        Assert.All(before, address => Assert.Equal(OopsKind.FreeOfNonAllocation, _heap.Free(address)));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(24)]
    [InlineData(4096)]
    public void Memory_of_whole_longs_that_was_freed_serves_again(int size)
    {
        Assert.Equal(0, AllocatedBytes.LeastOf(() =>
        {
            Assert.Null(_heap.Free(_heap.Allocate(size)));
            _heap.Reset();
        }));
    }

    [Fact]
    public void Memory_that_was_not_freed_serves_again_after_a_reset()
    {
        Assert.Equal(0, AllocatedBytes.LeastOf(() =>
        {
            _ = _heap.Allocate(8);
            _heap.Reset();
        }));
    }

    [Fact]
    public void Every_allocation_has_the_size_that_was_asked_for_and_is_zero_whatever_was_freed_before()
    {
        for (int first = 1; first <= 33; first++)
        {
            for (int second = 1; second <= 33; second++)
            {
                KernelPointer freed = _heap.Allocate(first);
                _heap.Bytes(freed).Fill(byte.MaxValue);
                Assert.Null(_heap.Free(freed));
                Assert.Equal(new byte[second], _heap.Bytes(_heap.Allocate(second)).ToArray());
            }
        }
    }

    [Fact]
    public void Two_live_allocations_share_no_byte()
    {
        Assert.Null(_heap.Free(_heap.Allocate(8)));
        KernelPointer one = _heap.Allocate(8);
        KernelPointer two = _heap.Allocate(8);
        _heap.Bytes(one).Fill(byte.MaxValue);
        Assert.Equal(new byte[8], _heap.Bytes(two).ToArray());
    }

    [Fact]
    public void Zero_bytes_are_at_the_address_that_Linux_gives_them() =>
        Assert.Equal(new KernelPointer(16), _heap.Allocate(0));

    [Fact]
    public void An_error_pointer_holds_any_errno_that_there_is()
    {
        for (int errno = 1; errno <= LargestErrno; errno++)
        {
            KernelPointer pointer = KernelPointer.FromError(errno);
            Assert.Equal((true, errno), (pointer.IsError, pointer.Error));
        }
    }

    [Fact]
    public void An_address_below_the_error_pointers_is_none() =>
        Assert.False(KernelPointer.FromError(LargestErrno + 1).IsError);
}
