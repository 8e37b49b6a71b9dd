using MsrSpec.Spec.Abi;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>How a snapshot is asked; a struct, so that the compiler puts the lookup where it is called.</summary>
/// <typeparam name="TTable">The snapshot.</typeparam>
internal interface ITableReader<in TTable>
{
    /// <summary>Whether the guest may access the MSR.</summary>
    static abstract bool Allows(TTable table, uint index, AccessFlags type);
}
