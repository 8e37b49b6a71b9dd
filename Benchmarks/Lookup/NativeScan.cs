using System.Runtime.InteropServices;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>The C peer: loads what <c>native/build</c> built, and holds its copy of one set of ranges.</summary>
public sealed unsafe class NativeScan : IDisposable
{
    private const string LibraryFile = "linear_scan.so";

    private readonly delegate* unmanaged[Cdecl]<NativeRange*, uint, Query*, ulong, byte*, void> _answers;
    private readonly delegate* unmanaged[Cdecl]<NativeRange*, uint, Query*, ulong, ulong> _throughput;
    private readonly delegate* unmanaged[Cdecl]<NativeRange*, uint, Query*, ulong, uint, ulong> _latency;
    private readonly uint _used;
    private NativeRange* _ranges;

    private NativeScan(nint library, BenchmarkRange[] source)
    {
        _answers = (delegate* unmanaged[Cdecl]<NativeRange*, uint, Query*, ulong, byte*, void>)
            NativeLibrary.GetExport(library, "linear_answers");
        _throughput = (delegate* unmanaged[Cdecl]<NativeRange*, uint, Query*, ulong, ulong>)
            NativeLibrary.GetExport(library, "linear_throughput");
        _latency = (delegate* unmanaged[Cdecl]<NativeRange*, uint, Query*, ulong, uint, ulong>)
            NativeLibrary.GetExport(library, "linear_latency");
        _used = (uint)source.Length;
        _ranges = Copy(source);
    }

    /// <summary>What is missing, or null when the C peer can be used.</summary>
    public static string? WhyMissing()
    {
        return Find() is not { } path
            ? $"artifacts/native/{LibraryFile} was not built (Benchmarks/native/build builds it; it needs gcc)"
            : NativeLibrary.TryLoad(path, out _)
                ? null
                : $"artifacts/native/{LibraryFile} does not load on this platform";
    }

    /// <summary>Gives the C peer the ranges, which end below 2^32.</summary>
    /// <exception cref="InvalidOperationException">The C peer is missing.</exception>
    public static NativeScan Create(BenchmarkRange[] source)
    {
        return WhyMissing() is { } whyNot
            ? throw new InvalidOperationException(whyNot)
            : new NativeScan(NativeLibrary.Load(Find()!), source);
    }

    /// <summary>One answer a query, 0 or 1.</summary>
    public void Answer(ReadOnlySpan<Query> queries, Span<byte> result)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(result.Length, queries.Length);
        fixed (Query* first = queries)
        fixed (byte* firstResult = result)
        {
            _answers(_ranges, _used, first, (ulong)queries.Length, firstResult);
        }
    }

    /// <summary>Independent lookups, looped over in C; how many were allowed.</summary>
    public ulong Throughput(ReadOnlySpan<Query> queries)
    {
        fixed (Query* first = queries)
        {
            return _throughput(_ranges, _used, first, (ulong)queries.Length);
        }
    }

    /// <summary>Lookups of which each depends on the one before, looped over in C; how many were allowed.</summary>
    public ulong Latency(ReadOnlySpan<Query> queries, uint zero)
    {
        fixed (Query* first = queries)
        {
            return _latency(_ranges, _used, first, (ulong)queries.Length, zero);
        }
    }

    public void Dispose()
    {
        if (_ranges is null)
        {
            return;
        }

        for (uint i = 0; i < _used; i++)
        {
            NativeMemory.Free(_ranges[i].Bits);
        }

        NativeMemory.Free(_ranges);
        _ranges = null;
    }

    /// <summary>The build puts all output below one folder; the library is beside the folder of the programs.</summary>
    private static string? Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "native", LibraryFile);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static NativeRange* Copy(BenchmarkRange[] source)
    {
        NativeRange* copy = (NativeRange*)NativeMemory.AllocZeroed((nuint)source.Length, (nuint)sizeof(NativeRange));
        for (int i = 0; i < source.Length; i++)
        {
            ulong[] bits = source[i].Bits;
            ulong* target = (ulong*)NativeMemory.Alloc((nuint)bits.Length, sizeof(ulong));
            bits.CopyTo(new Span<ulong>(target, bits.Length));
            copy[i].Flags = (uint)source[i].Flags;
            copy[i].Count = source[i].Count;
            copy[i].Base = source[i].Base;
            copy[i].Bits = target;
        }

        return copy;
    }
}
