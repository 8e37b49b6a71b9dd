using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;

namespace MsrSpec.Fuzz.Engine;

/// <summary>A target and what libFuzzer's command line says behind it.</summary>
/// <param name="Target">The target.</param>
/// <param name="Words">
/// Flags (<c>-name=value</c>), input files and corpus folders, as libFuzzer takes them.
/// </param>
/// <param name="OwnWords">Our own flags, for processes started for the same job; they begin with two dashes.</param>
/// <param name="Map">What is woven.</param>
/// <param name="Findings">Takes what is found.</param>
/// <param name="Compares">Whether comparisons report their operands.</param>
public sealed record FuzzJob(
    IFuzzTarget Target,
    IReadOnlyList<string> Words,
    IReadOnlyList<string> OwnWords,
    EdgeMap Map,
    IFindingReporter Findings,
    bool Compares);
