using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Targets;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Spec.Abi;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>The target <c>allowlist</c> passes the right decoder and reports each wrong one.</summary>
public sealed class TargetDecoderTests
{
    [Fact]
    public void The_decoder_passes_every_kind_of_argument() => Assert.Null(FirstProblem<OptimizedDecoder>());

    [Fact]
    public void What_an_earlier_input_left_behind_makes_no_difference()
    {
        AllowlistTarget<LeakOnFailure> target = new();
        Assert.NotNull(target.Run(TargetInputs.Argument(4, 1, 0)));
        Assert.Null(target.Run(TargetInputs.Argument(3, 1, 0)));
    }

    [Fact]
    public void A_read_of_one_byte_too_many_is_reported() =>
        Assert.StartsWith("the decoder reads too far", FirstProblem<ReadsOneByteMore>(), StringComparison.Ordinal);

    [Fact]
    public void A_bitmap_that_is_read_behind_an_oversize_header_is_reported() =>
        Assert.StartsWith("the decoder reads too far", FirstProblem<ReadsWhatIsTooLarge>(), StringComparison.Ordinal);

    [Fact]
    public void A_leak_is_reported() => Assert.StartsWith(
        "the wrong number of allocations", FirstProblem<LeakOnFailure>(), StringComparison.Ordinal);

    [Fact]
    public void An_allocation_before_the_size_is_checked_is_reported() => Assert.StartsWith(
        "the decoder allocates too often", FirstProblem<AllocatesFirst>(), StringComparison.Ordinal);

    [Fact]
    public void An_allocation_that_is_larger_than_the_bitmap_is_reported_though_it_is_freed() => Assert.StartsWith(
        "the decoder allocates too much", FirstProblem<AllocatesAPage>(), StringComparison.Ordinal);

    [Fact]
    public void An_end_past_the_top_that_is_accepted_is_reported() =>
        Assert.StartsWith("allowlist.add.end-past", FirstProblem<AcceptsPastTheTop>(), StringComparison.Ordinal);

    [Fact]
    public void A_bitmap_that_lacks_a_long_is_reported() =>
        Assert.StartsWith("the decoded range is not", FirstProblem<BitmapOneLongShort>(), StringComparison.Ordinal);

    [Fact]
    public void A_bit_that_is_lost_is_reported() =>
        Assert.StartsWith("the decoded range is not", FirstProblem<LosesABit>(), StringComparison.Ordinal);

    [Fact]
    public void Flags_that_are_judged_before_the_bitmap_is_read_are_reported() => Assert.StartsWith(
        "allowlist.add.unreadable-bitmap", FirstProblem<FlagsBeforeBitmap>(), StringComparison.Ordinal);

    [Fact]
    public void A_failed_allocation_that_is_called_EFAULT_is_reported() => Assert.StartsWith(
        "allowlist.add.failed-allocation", FirstProblem<OutOfMemoryIsEfault>(), StringComparison.Ordinal);

    [Fact]
    public void A_lock_that_is_kept_is_reported() =>
        Assert.StartsWith("the decoder keeps", FirstProblem<KeepsTheLock>(), StringComparison.Ordinal);

    [Fact]
    public void A_block_that_belongs_to_another_and_is_written_is_reported() => Assert.StartsWith(
        "the decoder changes or frees", FirstProblem<WritesAnothersBlock>(), StringComparison.Ordinal);

    [Fact]
    public void An_exception_is_reported() =>
        Assert.StartsWith("unhandled System.InvalidOp", FirstProblem<Throws>(), StringComparison.Ordinal);

    private static string? FirstProblem<TDecoder>()
        where TDecoder : struct, IAllowlistDecoder
    {
        AllowlistTarget<TDecoder> target = new();
        return TargetInputs.EveryKind.Select(input => InputRunner.Run(target, input))
            .FirstOrDefault(problem => problem is not null);
    }

    private static Errno? Right(VmKernel kernel, out AllowlistArgument argument) =>
        OptimizedDecoder.Decode(kernel, out argument);

    private static bool Asks(VmKernel kernel, uint flags, uint count) =>
        kernel.User.Mapped.HasHeader
        && kernel.User.Mapped.Header.Flags == flags && kernel.User.Mapped.Header.Count == count;

    private readonly struct ReadsOneByteMore : IAllowlistDecoder
    {
        public static Errno? Decode(VmKernel kernel, out AllowlistArgument argument)
        {
            Errno? errno = Right(kernel, out argument);
            _ = kernel.User.CopyFromUser(stackalloc byte[1], kernel.User.ReadExtent);
            return errno;
        }
    }

    private readonly struct ReadsWhatIsTooLarge : IAllowlistDecoder
    {
        public static Errno? Decode(VmKernel kernel, out AllowlistArgument argument)
        {
            Errno? errno = Right(kernel, out argument);
            if (kernel.User.Mapped.HasHeader && kernel.User.Mapped.Header.Count > AllowlistLayout.MaxCount)
            {
                _ = kernel.User.CopyFromUser(stackalloc byte[8], AllowlistLayout.HeaderSize);
            }

            return errno;
        }
    }

    private readonly struct LeakOnFailure : IAllowlistDecoder
    {
        public static Errno? Decode(VmKernel kernel, out AllowlistArgument argument)
        {
            if (!Asks(kernel, flags: 4, count: 1))
            {
                return Right(kernel, out argument);
            }

            argument = default;
            _ = kernel.Heap.Allocate(sizeof(ulong));
            return Errno.EINVAL;
        }
    }

    private readonly struct AllocatesFirst : IAllowlistDecoder
    {
        public static Errno? Decode(VmKernel kernel, out AllowlistArgument argument)
        {
            if (kernel.User.Mapped.HasHeader && kernel.User.Mapped.Header.Count > AllowlistLayout.MaxCount)
            {
                _ = kernel.Heap.Free(kernel.Heap.Allocate(8));
            }

            return Right(kernel, out argument);
        }
    }

    private readonly struct AllocatesAPage : IAllowlistDecoder
    {
        public static Errno? Decode(VmKernel kernel, out AllowlistArgument argument)
        {
            if (!Asks(kernel, flags: 0, count: 1))
            {
                return Right(kernel, out argument);
            }

            argument = default;
            _ = kernel.Heap.Free(kernel.Heap.Allocate(4096));
            return Errno.EINVAL;
        }
    }

    private readonly struct AcceptsPastTheTop : IAllowlistDecoder
    {
        public static Errno? Decode(VmKernel kernel, out AllowlistArgument argument)
        {
            Errno? errno = Right(kernel, out argument);
            return Asks(kernel, flags: 1, count: 2) ? null : errno;
        }
    }

    private readonly struct BitmapOneLongShort : IAllowlistDecoder
    {
        public static Errno? Decode(VmKernel kernel, out AllowlistArgument argument)
        {
            if (!Asks(kernel, flags: 2, count: 65))
            {
                return Right(kernel, out argument);
            }

            KernelPointer bitmap = kernel.Heap.Allocate(sizeof(ulong));
            _ = kernel.User.CopyFromUser(kernel.Heap.Bytes(bitmap), AllowlistLayout.HeaderSize);
            argument = new AllowlistArgument(AccessFlags.Write, kernel.User.Mapped.Header.Base, 65, bitmap);
            return null;
        }
    }

    private readonly struct LosesABit : IAllowlistDecoder
    {
        public static Errno? Decode(VmKernel kernel, out AllowlistArgument argument)
        {
            Errno? errno = Right(kernel, out argument);
            if (errno is null && argument.Count > 64)
            {
                kernel.Heap.Bytes(argument.Bitmap)[8] = 0;
            }

            return errno;
        }
    }

    private readonly struct FlagsBeforeBitmap : IAllowlistDecoder
    {
        public static Errno? Decode(VmKernel kernel, out AllowlistArgument argument)
        {
            Errno? errno = Right(kernel, out argument);
            return kernel.User.Mapped.HasHeader && kernel.User.Mapped.Header.Base == 0 && errno == Errno.EFAULT
                ? Errno.EINVAL
                : errno;
        }
    }

    private readonly struct OutOfMemoryIsEfault : IAllowlistDecoder
    {
        public static Errno? Decode(VmKernel kernel, out AllowlistArgument argument)
        {
            Errno? errno = Right(kernel, out argument);
            return errno == Errno.ENOMEM ? Errno.EFAULT : errno;
        }
    }

    private readonly struct KeepsTheLock : IAllowlistDecoder
    {
        public static Errno? Decode(VmKernel kernel, out AllowlistArgument argument)
        {
            _ = kernel.VmLock.Lock();
            return Right(kernel, out argument);
        }
    }

    private readonly struct WritesAnothersBlock : IAllowlistDecoder
    {
        public static Errno? Decode(VmKernel kernel, out AllowlistArgument argument)
        {
            Errno? errno = Right(kernel, out argument);
            if (errno is null && argument.Count == 64)
            {
                kernel.Heap.Bytes(new KernelPointer(argument.Bitmap.Address - (1 << 12)))[0]++;
            }

            return errno;
        }
    }

    private readonly struct Throws : IAllowlistDecoder
    {
        public static Errno? Decode(VmKernel kernel, out AllowlistArgument argument) =>
            throw new InvalidOperationException();
    }
}
