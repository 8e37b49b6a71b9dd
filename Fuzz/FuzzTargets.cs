using MsrSpec.Fuzz.Targets;

namespace MsrSpec.Fuzz;

/// <summary>The registry of targets.</summary>
internal static class FuzzTargets
{
    /// <summary>Every target.</summary>
    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        new AllowlistTarget<OptimizedDecoder>(),
        SequenceTarget.OfOptimized(),
        new TraceTextTarget(),
        new TraceBytesTarget(),
        new GuestTarget(),
        new BootImageTarget(),
        new JournalTarget(),
        PostedTarget.OfAnything(),
        PostedTarget.OfDefect(3),
        PostedTarget.OfDefect(4),
        PostedTarget.OfDefect(5),
        SequenceTarget.OfPosted(),
        new CanaryTarget(),
        new MagicTarget(),
    ];

    /// <summary>The target of a name, or null.</summary>
    public static IFuzzTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);
}
