namespace MsrSpec.Benchmarks.Lookup;

/// <summary>Nanoseconds per lookup of the three contestants, taken in one run.</summary>
internal readonly record struct PeerTimes(double Scan, double Called, double Inlined)
{
    public double CalledRatio => Called / Scan;

    public double InlinedRatio => Inlined / Scan;

    /// <summary>The mean whose ratios are the geometric means of the ratios.</summary>
    public static PeerTimes GeometricMean(IReadOnlyCollection<PeerTimes> times)
    {
        return new PeerTimes(
            Mean(times.Select(time => time.Scan)),
            Mean(times.Select(time => time.Called)),
            Mean(times.Select(time => time.Inlined)));
    }

    private static double Mean(IEnumerable<double> values)
    {
        return Math.Exp(values.Average(Math.Log));
    }
}
