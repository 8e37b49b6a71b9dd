namespace MsrSpec.Benchmarks.Fuzzing;

/// <summary>What both sides needed for an execution.</summary>
/// <param name="Peer">Seconds in C.</param>
/// <param name="Ours">Seconds in C#.</param>
/// <param name="Problem">Why the times mean nothing, or null.</param>
internal sealed record FuzzRace(double Peer, double Ours, string? Problem)
{
    /// <summary>How many times as fast as C we are.</summary>
    public double Speed => Peer / Ours;

    /// <summary>What is left when the times of an empty target are taken away.</summary>
    public FuzzRace Less(FuzzRace empty) => new(Peer - empty.Peer, Ours - empty.Ours, Problem ?? empty.Problem);
}
