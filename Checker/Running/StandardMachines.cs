namespace MsrSpec.Checker.Running;

/// <summary>The machines of a check that is asked for none.</summary>
/// <param name="Random">Checked by generated sequences against the dialect.</param>
/// <param name="Port">Checked against what the posted code does: it must be the patch, with every defect.</param>
/// <param name="Exhaustive">Checked in every state of the small scopes of their interface.</param>
/// <param name="Others">Checked by generated sequences against the dialects that they claim to be.</param>
public sealed record StandardMachines(
    IReadOnlyList<RegisteredMachine> Random, RegisteredMachine Port, IReadOnlyList<RegisteredMachine> Exhaustive,
    IReadOnlyList<RegisteredMachine> Others);
