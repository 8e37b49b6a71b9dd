using System.Runtime.CompilerServices;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>Asks the published table of an allowlist.</summary>
/// <param name="table">The table.</param>
internal struct AllowlistReader(DecisionTable table) : ITableReader
{
    private DecisionTable _table = table;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Allows(uint index, AccessFlags type) => Volatile.Read(ref _table).Allows(index, type);
}
