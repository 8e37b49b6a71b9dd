using MsrSpec.Fuzz.Targets;

namespace MsrSpec.Fuzz;

/// <summary>The registry of targets.</summary>
internal static class FuzzTargets
{
    /// <summary>Every target.</summary>
    public static IReadOnlyList<IFuzzTarget> All { get; } =
        [new AllowlistTarget(), new SequenceTarget(), new TraceTextTarget(), new GuestTarget(), new CanaryTarget()];

    /// <summary>Targets that test the fuzzer itself and end its process: they are run by name only.</summary>
    private static IReadOnlyList<IFuzzTarget> ByNameOnly { get; } = [new DeathTarget()];

    /// <summary>The target of a name, or null.</summary>
    public static IFuzzTarget? Find(string name) => All.Concat(ByNameOnly).FirstOrDefault(target => target.Name == name);
}
