using MsrSpec.Checker.Sampling;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Filter;
using MsrSpec.Implementation.Machines;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.Registry;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Filter;

/// <summary>The optimized filter does what Linux 6.1 does.</summary>
public sealed class OptimizedFilterTests
{
    private const long Sequences = 5_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Against_the_model_of_Linux_6_1_it_shows_no_difference(ulong seed)
    {
        RandomReport report = Check(MachineRegistry.FilterDirect.Create, seed, Sequences);
        Assert.Empty(report.Findings);
        Assert.True(report.Commands > Sequences);
    }

    [Fact]
    public void So_it_does_where_its_accesses_run_as_machine_code() =>
        Assert.Empty(Check(MachineRegistry.Filter.Create, 3, Sequences / 5).Findings);

    [Fact]
    public void It_reads_no_byte_twice_and_none_that_is_not_its_business()
    {
        VmKernel kernel = new();
        OptimizedFilter filter = new(kernel, FilterVersion.Linux61);
        FilterStruct argument = new();
        Assert.True(argument.TryWrite(Slot(72, 16)));
        Assert.True(argument.TryWrite(Slot(0, 0)));
        argument.Map(kernel.User, FilterLayout.DefaultDeny, CallerBits.Compat, FilterLayout.CompatSize);
        kernel.Call.Begin(CallKind.SetFilter);
        Assert.Equal(Outcome.Success, filter.Ioctl(Ioctl.SetMsrFilterCompat));
        kernel.Call.End();
        Assert.Null(kernel.Call.Oops);
        Assert.Equal(2, kernel.Heap.Live);

        argument.Clear();
        Assert.True(argument.TryWrite(Slot(72, 9)));
        argument.Map(kernel.User, FilterLayout.DefaultDeny, CallerBits.Native, FilterLayout.NativeSize);
        kernel.Call.Begin(CallKind.SetFilter);
        Assert.Equal(Outcome.Error(Errno.EFAULT), filter.Ioctl(Ioctl.SetMsrFilter));
        kernel.Call.End();
        Assert.Equal(2, kernel.Heap.Live);
    }

    [Theory]
    [InlineData(0x2FFFu, true)]
    [InlineData(0x3000u, true)]
    [InlineData(0x3001u, false)]
    [InlineData(uint.MaxValue, false)]
    [Consequence(18)]
    public void A_range_of_0x3000_registers_is_the_largest(uint count, bool isTaken)
    {
        IMachine machine = MachineRegistry.FilterDirect.Create();
        machine.Reset();
        _ = machine.Step(new Command.WriteFilterSlot(Slot(count, FilterLayout.MaxBitmapSize)));
        Assert.Equal(
            isTaken ? Outcome.Success : Outcome.Error(Errno.EINVAL),
            machine.Step(new Command.SetFilter(0, CallerBits.Native, FilterLayout.NativeSize)));
    }

    [Fact]
    public void A_change_of_an_argument_waits_for_a_call_that_adds_a_range()
    {
        VmKernel kernel = new();
        kernel.User.ChangeNext(new ArgumentChange(ArgumentWord.Flags, 1, 2));
        new FilterStruct().Map(kernel.User, 0, CallerBits.Native, FilterLayout.NativeSize);
        _ = kernel.User.CopyFromUser(new byte[FilterLayout.NativeSize], 0);
        kernel.User.Map(new UserBuffer([.. new byte[AllowlistLayout.HeaderSize]]));
        _ = kernel.User.CopyFromUser(new byte[AllowlistLayout.HeaderSize], 0);
        Assert.Equal(2u, kernel.User.Mapped.Header.Flags);
    }

    private static FilterSlot Slot(uint count, int readable) =>
        new((uint)AccessFlags.Read, count, 0x10, new UserBuffer([.. new byte[readable]]));

    private static RandomReport Check(Func<IMachine> subject, ulong seed, long sequences, params string[] required) =>
        new RandomCheck(new RandomOptions(seed, sequences, SequenceGenerator.DefaultMaxLength, required)
        {
            Target = Interface.Filter,
        }).Run(new ModelMachine(Dialect.Linux61.Readings), subject);
}
