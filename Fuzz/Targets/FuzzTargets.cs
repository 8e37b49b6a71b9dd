using MsrSpec.Fuzz.Engine.Inputs;

namespace MsrSpec.Fuzz.Targets;

/// <summary>The registry of targets.</summary>
public static class FuzzTargets
{
    /// <summary>Every target.</summary>
    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        new AllowlistTarget<OptimizedDecoder>(),
        new FilterTarget(),
        SequenceTarget.OfOptimized(),
        new TraceTextTarget(),
        new TraceBytesTarget(),
        new PolicyTarget(),
        new LintTarget(),
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

    /// <summary>Targets that test the fuzzer itself and end its process: they are run by name only.</summary>
    public static IReadOnlyList<IFuzzTarget> ByNameOnly { get; } = [new DeathTarget()];

    /// <summary>The target of a name, or null.</summary>
    public static IFuzzTarget? Find(string name) =>
        All.Concat(ByNameOnly).FirstOrDefault(target => target.Name == name);
}
