namespace MsrSpec.PropertyTests.Machines;

/// <summary>Every property of machines, in the order of the specification.</summary>
public static class MachineProperties
{
    public static IReadOnlyList<MachineProperty> All { get; } =
    [
        .. ValidationProperties.All, .. DecisionProperties.All, .. RegisterProperties.All, .. ExitProperties.All,
        .. ResourceProperties.All, .. MediationProperties.All, .. ApicProperties.All,
    ];

    /// <summary>The property of a sentence; there is one.</summary>
    public static MachineProperty Find(string sentence) => All.Single(property => property.Sentence == sentence);
}
