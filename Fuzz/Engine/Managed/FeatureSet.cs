using System.Numerics;
using System.Runtime.CompilerServices;
using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Probes;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>
/// What inputs have shown so far. A feature is an edge with the class of its count (libFuzzer's eight: 1, 2, 3, 4-7,
/// 8-15, 16-31, 32-127, more), or, with the value profile, a comparison with the number of bits in which its operands
/// differ, or with the logarithm of their distance.
/// </summary>
internal sealed unsafe class FeatureSet
{
    private const int Classes = 8;

    /// <summary>0 to 64.</summary>
    private const int BitCounts = 65;

    private const int FeaturesPerSite = 2 * BitCounts;
    private static readonly byte[] ClassOfCount = ClassesOfCounts();

    private readonly NumberRun[] _edges;
    private readonly NumberRun[] _sites;
    private readonly int _firstEdge;
    private readonly int _firstSite;
    private readonly int _firstValue;
    private readonly bool _usesValues;
    private readonly List<int> _fresh = [];

    /// <summary>For each edge a bit for each class that was seen.</summary>
    private readonly byte[] _seenClasses;

    /// <summary>For each feature of a comparison the last execution that showed it; 0 for none.</summary>
    private readonly uint[] _lastShown;

    private uint _execution;

    /// <summary>Nothing seen yet.</summary>
    /// <param name="edges">The edges that count.</param>
    /// <param name="sites">The comparisons that report; none if nobody wants to know.</param>
    /// <param name="usesValues">Whether comparisons give features.</param>
    public FeatureSet(IReadOnlyList<NumberRun> edges, IReadOnlyList<NumberRun> sites, bool usesValues)
    {
        _edges = [.. edges];
        _sites = [.. sites];
        _usesValues = usesValues;
        _firstEdge = edges is [var firstEdge, ..] ? firstEdge.First : 0;
        _firstSite = sites is [var firstSite, ..] ? firstSite.First : 0;
        int edgeSpan = edges is [.., var lastEdge] ? lastEdge.End - _firstEdge : 0;
        int siteSpan = sites is [.., var lastSite] ? lastSite.End - _firstSite : 0;
        _seenClasses = new byte[edgeSpan];
        _firstValue = edgeSpan * Classes;
        _lastShown = new uint[usesValues ? siteSpan * FeaturesPerSite : 0];
        CounterCount = edges.Sum(run => run.Count);
    }

    /// <summary>How many edges count.</summary>
    public int CounterCount { get; }

    /// <summary>How many of them some input took.</summary>
    public int EdgesSeen { get; private set; }

    /// <summary>How many features some input showed.</summary>
    public int Count { get; private set; }

    /// <summary>The recent operands.</summary>
    public OperandRing Operands { get; } = new();

    /// <summary>What the last input was the first to show; valid until the next one.</summary>
    public IReadOnlyList<int> Fresh => _fresh;

    /// <summary>Whether some input took an edge.</summary>
    public bool HasSeen(int edge) => _seenClasses[edge - _firstEdge] != 0;

    /// <summary>Clears the counters and lets the comparisons report again: an input is about to run.</summary>
    public void Begin()
    {
        if (++_execution == 0)
        {
            // Once in 2^32 executions: all that was seen was seen long ago.
            ForgetOrder();
        }

        _fresh.Clear();
        foreach (ref readonly NumberRun run in _edges.AsSpan())
        {
            Unsafe.InitBlockUnaligned(Probe.Counters + run.First, 0, (uint)run.Count);
        }

        foreach (ref readonly NumberRun run in _sites.AsSpan())
        {
            Unsafe.InitBlockUnaligned(Probe.Gates + run.First, Probe.ReportsPerInput, (uint)run.Count);
        }
    }

    /// <summary>Silences the comparisons: nobody listens any more.</summary>
    public void End()
    {
        foreach (NumberRun run in _sites)
        {
            Unsafe.InitBlockUnaligned(Probe.Gates + run.First, 0, (uint)run.Count);
        }
    }

    /// <summary>Takes over what the input showed.</summary>
    /// <returns>Whether it was the first to show something.</returns>
    public bool Collect()
    {
        foreach (ref readonly NumberRun run in _edges.AsSpan())
        {
            byte* counter = Probe.Counters + run.First;
            byte* end = counter + run.Count;
            for (; counter + sizeof(ulong) <= end; counter += sizeof(ulong))
            {
                if (Unsafe.ReadUnaligned<ulong>(counter) != 0)
                {
                    CollectCounters(counter, counter + sizeof(ulong));
                }
            }

            CollectCounters(counter, end);
        }

        Count += _fresh.Count;
        return _fresh.Count > 0;
    }

    /// <summary>Whether the last input showed all of these features.</summary>
    public bool LastShowed(ReadOnlySpan<int> features)
    {
        foreach (int feature in features)
        {
            bool isShown = feature < _firstValue
                ? ClassOfCount[Probe.Counters[_firstEdge + (feature / Classes)]] == 1 << (feature % Classes)
                : _lastShown[feature - _firstValue] == _execution;
            if (!isShown)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A comparison reports.</summary>
    public void Note(int site, ulong left, ulong right, int width)
    {
        if (left != right)
        {
            Operands.Add(left, right, width);
        }

        if (!_usesValues)
        {
            return;
        }

        long distance = width == sizeof(int) ? (int)(left - right) : (long)(left - right);
        ulong magnitude = distance < 0 ? (ulong)-distance : (ulong)distance;
        int first = (site - _firstSite) * FeaturesPerSite;
        Show(first + BitOperations.PopCount(left ^ right));
        Show(first + BitCounts + (64 - BitOperations.LeadingZeroCount(magnitude)));
    }

    private void Show(int index)
    {
        ref uint last = ref _lastShown[index];
        if (last == 0)
        {
            _fresh.Add(_firstValue + index);
        }

        last = _execution;
    }

    private void CollectCounters(byte* counter, byte* end)
    {
        for (; counter < end; counter++)
        {
            byte shown = ClassOfCount[*counter];
            int index = (int)(counter - Probe.Counters) - _firstEdge;
            ref byte seen = ref _seenClasses[index];
            if ((shown & ~seen) == 0)
            {
                continue;
            }

            EdgesSeen += seen == 0 ? 1 : 0;
            seen |= shown;
            _fresh.Add((index * Classes) + BitOperations.TrailingZeroCount(shown));
        }
    }

    private void ForgetOrder()
    {
        foreach (ref uint last in _lastShown.AsSpan())
        {
            last = Math.Min(last, 1);
        }

        _execution = 2;
    }

    /// <summary>For each count the bit of its class; 0 for a count of 0.</summary>
    private static byte[] ClassesOfCounts()
    {
        ReadOnlySpan<int> first = [1, 2, 3, 4, 8, 16, 32, 128];
        byte[] classes = new byte[256];
        for (int index = 0; index < first.Length; index++)
        {
            classes.AsSpan(first[index]).Fill((byte)(1 << index));
        }

        return classes;
    }
}
