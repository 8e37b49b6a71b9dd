using System.Runtime.CompilerServices;
using MsrSpec.Implementation.Kernel.Filter;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>Asks the table of a filter.</summary>
internal readonly struct FilterReader : ITableReader<FilterTable>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Allows(FilterTable table, uint index, AccessFlags type) => table.Allows(index, type);
}
