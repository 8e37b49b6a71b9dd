using MsrSpec.Fuzz.Engine.Inputs;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>What happens to a failing input: it is written, told, reported.</summary>
/// <param name="job">The job.</param>
/// <param name="artifacts">Where it is written.</param>
/// <param name="inFlight">Has it until then.</param>
/// <param name="output">Where it is told.</param>
internal sealed class FindingKeeper(FuzzJob job, Artifacts artifacts, InFlightInput inFlight, TextWriter output)
{
    /// <summary>Writes a failing input, then reports it.</summary>
    /// <param name="input">The input.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="trail">How it was made; empty if it was read.</param>
    /// <returns>The exit status.</returns>
    public int Keep(ReadOnlySpan<byte> input, string problem, IReadOnlyList<MutationKind> trail)
    {
        Write(input, problem);
        if (trail.Count > 0)
        {
            output.WriteLine($"MS: {trail.Count} {string.Join('-', trail)}");
        }

        return Report(input, problem);
    }

    /// <summary>Writes a failing input, and no more.</summary>
    public void Write(ReadOnlySpan<byte> input, string problem)
    {
        artifacts.Write("crash", input);
        inFlight.End();
        Tell(problem);
    }

    /// <summary>Reports a failing input that is on disk already.</summary>
    /// <returns>The exit status.</returns>
    public int Report(ReadOnlySpan<byte> input, string problem)
    {
        inFlight.End();
        using ReportDeadline deadline = new(() => Environment.Exit(EngineStatus.Finding));
        job.Findings.Report(job.Target, input, problem);
        return EngineStatus.Finding;
    }

    /// <summary>A failing input need not be kept.</summary>
    public void LetGo() => inFlight.End();

    /// <summary>Says what is wrong.</summary>
    public void Tell(string problem) =>
        output.WriteLine($"=={Environment.ProcessId}== ERROR: {job.Target.Name}: {problem}");
}
