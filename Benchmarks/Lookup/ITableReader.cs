using MsrSpec.Spec.Abi;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>Holds a published snapshot and asks it; a struct, so that the lookup is compiled where it is.</summary>
internal interface ITableReader
{
    /// <summary>Whether the guest may access the MSR; loads the snapshot anew.</summary>
    bool Allows(uint index, AccessFlags type);
}
