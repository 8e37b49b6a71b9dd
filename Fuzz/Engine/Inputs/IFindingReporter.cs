namespace MsrSpec.Fuzz.Engine.Inputs;

/// <summary>Takes what an engine found, once the raw input is on disk.</summary>
public interface IFindingReporter
{
    /// <summary>
    /// Minimises the input within a bound of time, explains it, and keeps it as a counterexample; prints what it did.
    /// Never throws: the engine is about to end the process.
    /// </summary>
    public void Report(IFuzzTarget target, ReadOnlySpan<byte> input, string problem);
}
