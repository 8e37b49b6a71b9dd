using MsrSpec.Fuzz.Targets;

namespace MsrSpec.Fuzz;

/// <summary>The registry of targets.</summary>
internal static class FuzzTargets
{
    /// <summary>Every target.</summary>
    public static IReadOnlyList<IFuzzTarget> All { get; } =
        [new AllowlistTarget(), new SequenceTarget(), new TraceTextTarget(), new GuestTarget(), new CanaryTarget()];

    /// <summary>The target of a name, or null; it need not be listed.</summary>
    public static IFuzzTarget? Find(string name) =>
        All.Append(new DeathTarget()).FirstOrDefault(target => target.Name == name);
}
