using System.Runtime.CompilerServices;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>Asks the table of an allowlist.</summary>
internal readonly struct AllowlistReader : ITableReader<DecisionTable>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Allows(DecisionTable table, uint index, AccessFlags type) => table.Allows(index, type);
}
