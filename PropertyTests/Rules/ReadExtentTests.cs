using CsCheck;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Implementation.Kernel.Posted;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>How far the two implementations look into user memory, and when they allocate.</summary>
public sealed class ReadExtentTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Consequence(17)]
    public void Exactly_the_header_and_whole_longs_are_read(bool posted) =>
        Gens.Count.Select(Gen.UInt[0, 5]).Sample((count, flags) =>
        {
            VmKernel kernel = Ask(posted, new AllowlistHeader(flags, count, 0, 0));
            return kernel.User.ReadExtent == 16 + (8 * (int)((count + 63) / 64)) && !kernel.User.Faulted;
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Consequence(15, 18)]
    public void Of_an_oversize_bitmap_nothing_is_read_and_nothing_is_allocated(bool posted) =>
        Gen.UInt[AllowlistLayout.MaxCount + 1, uint.MaxValue].Sample(count =>
        {
            VmKernel kernel = Ask(posted, new AllowlistHeader(1, count, 0, 0));
            bool failureStillArmed = kernel.Heap.Allocate(1) == KernelPointer.Null;
            return kernel.User.ReadExtent == AllowlistLayout.HeaderSize && failureStillArmed && kernel.Heap.Live == 0;
        });

    [Fact]
    [Consequence(23)]
    public void The_decoder_leaves_no_allocation_behind_when_it_fails() =>
        TraceText.TraceGens.Buffer.Sample(buffer =>
        {
            VmKernel kernel = new();
            kernel.User.Map(buffer);
            Errno? errno = AllowlistDecoder.Decode(kernel.User, kernel.Heap, out _);
            return kernel.Heap.Live == (errno is null ? 1 : 0);
        });

    /// <summary>Asks with plenty of readable memory; for an oversize bitmap the next allocation would fail.</summary>
    private static VmKernel Ask(bool posted, AllowlistHeader header)
    {
        VmKernel kernel = new();
        kernel.User.Map(UserBuffer.Allowlist(header, [], 0x1000));
        if (header.Count > AllowlistLayout.MaxCount)
        {
            kernel.Heap.FailNext();
        }

        IAllowlist list = posted ? new PostedAllowlist(kernel) : new OptimizedAllowlist(kernel);
        _ = list.Add();
        return kernel;
    }
}
