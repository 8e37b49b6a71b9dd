using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.PropertyTests.House;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Allowlist;

/// <summary>What becomes of the arrays of tables that nobody reads any more.</summary>
public sealed class NodePoolTests
{
    private const int NodeSize = 1024;
    private const int Kept = 16;

    private readonly NodePool _pool = new();

    [Theory]
    [InlineData(1, 4)]
    [InlineData(4, 4)]
    [InlineData(5, 8)]
    [InlineData(8, 8)]
    [InlineData(9, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    [InlineData(33, 64)]
    [InlineData(64, 64)]
    public void An_array_has_the_least_of_five_sizes_that_is_enough_and_serves_again(int nodes, int granted)
    {
        byte[] array = Rent(nodes);
        Assert.Equal(granted * NodeSize, array.Length);
        Assert.False(array.AsSpan(0, NodeSize).ContainsAnyExcept((byte)0));
        _pool.Return(array, NodeSize);
        Assert.Same(array, Rent(nodes));
        Assert.NotSame(array, Rent(nodes));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(65)]
    [InlineData(128)]
    public void An_array_of_no_such_size_serves_once(int nodes)
    {
        byte[] array = new byte[nodes * NodeSize];
        _pool.Return(array, NodeSize);
        Assert.NotSame(array, Rent(nodes));
    }

    [Fact]
    public void More_nodes_than_the_largest_size_has_get_as_much_as_they_need() =>
        Assert.Equal(65 * NodeSize, Rent(65).Length);

    [Fact]
    public void Of_each_size_sixteen_arrays_are_kept()
    {
        byte[][] arrays = [.. Enumerable.Range(0, Kept + 1).Select(_ => Rent(4))];
        foreach (byte[] array in arrays)
        {
            _pool.Return(array, NodeSize);
        }

        HashSet<byte[]> again = [.. Enumerable.Range(0, Kept + 1).Select(_ => Rent(4))];
        Assert.Equal(Kept, arrays.Count(again.Contains));
    }

    [Fact]
    public void What_every_VM_starts_with_is_never_given_away()
    {
        DecisionTable.AllowAll.Retire(_pool);
        DecisionTable.DenyAll.Retire(_pool);
        DecisionTable[] tables = [.. Enumerable.Range(0, 3).Select(_ => Table())];
        Assert.All(tables, table => Assert.False(table.Allows(0x100, AccessFlags.Read)));
        Assert.True(DecisionTable.AllowAll.Allows(0x100, AccessFlags.Read));
        Assert.False(DecisionTable.DenyAll.Allows(0, AccessFlags.Write));
    }

    [Fact]
    public void The_table_of_a_VM_that_is_gone_serves_the_next_one()
    {
        VmKernel kernel = new();
        OptimizedAllowlist list = new(kernel);
        UserBuffer argument = AskedRange.Full(AccessFlags.Read, 0x100, 1).Argument;
        Assert.InRange(AllocatedBytes.LeastOf(() => ArmOnce(kernel, list, argument)), 0, NodeSize);
    }

    private static void ArmOnce(VmKernel kernel, OptimizedAllowlist list, UserBuffer argument)
    {
        kernel.Call.Begin(CallKind.AddAllowlist);
        kernel.User.Map(argument);
        Assert.Equal(Outcome.Success, list.Add());
        Assert.Null(list.Release());
        list.Reset();
        kernel.Reset();
    }

    private DecisionTable Table() => DecisionTable.AllowAll.With(AccessFlags.Read, 0, 1, new byte[8], _pool);

    private byte[] Rent(int nodes) => _pool.Rent(nodes * NodeSize, NodeSize);
}
