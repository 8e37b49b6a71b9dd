using MsrSpec.Implementation.Kernel;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Filter;

/// <summary>User memory that the pointers of an argument lead to: an area each, with its own page edge.</summary>
public sealed class UserAreaTests
{
    private const int Size = 16;
    private const int Readable = 12;

    private static readonly byte[] Bytes = [.. Enumerable.Range(1, Readable).Select(number => (byte)number)];

    [Theory]
    [InlineData(0, 4, 0)]
    [InlineData(4, 4, 0)]
    [InlineData(8, 4, 0)]
    [InlineData(8, 8, 4)]
    [InlineData(12, 4, 4)]
    public void What_lies_in_an_area_is_read_up_to_its_page_edge(int offset, int length, int missing)
    {
        VmKernel kernel = Kernel();
        byte[] target = new byte[length];
        Assert.Equal(missing, kernel.User.CopyFromUser(target, UserMemory.AreaSize + offset));
        Assert.Equal([.. Bytes.Skip(offset).Take(length - missing), .. new byte[missing]], target);
        Assert.Equal(missing > 0, kernel.User.Faulted);
        Assert.Null(kernel.Call.Oops);
    }

    [Theory]
    [InlineData(12, 4, null)]
    [InlineData(12, 5, OopsKind.ReadBehindTheArgument)]
    [InlineData(16, 1, OopsKind.ReadBehindTheArgument)]
    [InlineData(UserMemory.AreaSize, 1, OopsKind.ReadBehindTheArgument)]
    public void Behind_its_size_an_area_is_none_of_the_calls_business(int offset, int length, OopsKind? oops)
    {
        VmKernel kernel = Kernel();
        _ = kernel.User.CopyFromUser(new byte[length], UserMemory.AreaSize + offset);
        Assert.Equal(oops, kernel.Call.Oops);
    }

    private static VmKernel Kernel()
    {
        VmKernel kernel = new();
        kernel.Call.Begin(CallKind.SetFilter);
        kernel.User.Map(new UserBuffer([]), 0, [new UserArea(new UserBuffer([.. Bytes]), Size)]);
        return kernel;
    }
}
