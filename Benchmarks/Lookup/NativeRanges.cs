using System.Runtime.InteropServices;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>A copy of ranges, as C reads them.</summary>
internal sealed unsafe class NativeRanges : IDisposable
{
    private NativeRange* _first;

    internal NativeRanges(BenchmarkRange[] source)
    {
        Count = (uint)source.Length;
        _first = (NativeRange*)NativeMemory.AllocZeroed((nuint)source.Length, (nuint)sizeof(NativeRange));
        for (int i = 0; i < source.Length; i++)
        {
            ulong[] bits = source[i].Bits;
            ulong* target = (ulong*)NativeMemory.Alloc((nuint)bits.Length, sizeof(ulong));
            bits.CopyTo(new Span<ulong>(target, bits.Length));
            _first[i].Flags = (uint)source[i].Flags;
            _first[i].Count = source[i].Count;
            _first[i].Base = source[i].Base;
            _first[i].Bits = target;
        }
    }

    internal NativeRange* First => _first;

    internal uint Count { get; }

    public void Dispose()
    {
        if (_first is null)
        {
            return;
        }

        for (uint i = 0; i < Count; i++)
        {
            NativeMemory.Free(_first[i].Bits);
        }

        NativeMemory.Free(_first);
        _first = null;
    }
}
