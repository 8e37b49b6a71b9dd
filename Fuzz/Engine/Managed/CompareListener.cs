using MsrSpec.Fuzz.Probes;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>Leads what woven comparisons report to the features of the engine that runs.</summary>
internal static unsafe class CompareListener
{
    private static FeatureSet? _features;

    /// <summary>From now on these features are told.</summary>
    public static void Attach(FeatureSet features)
    {
        _features = features;
        Probe.Listener = &Report;
    }

    private static void Report(int site, ulong left, ulong right, int width) =>
        _features!.Note(site, left, right, width);
}
