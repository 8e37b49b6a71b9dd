using System.Diagnostics;
using System.Globalization;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>Runs files as they are.</summary>
/// <param name="session">Runs inputs.</param>
internal sealed class ReplayRun(EngineSession session)
{
    /// <summary>Runs each file <c>-runs</c> times, at least once, up to the first that fails.</summary>
    /// <returns>The exit status.</returns>
    public int Run()
    {
        long runs = Math.Max(1, session.Flags.Runs);
        foreach (string file in session.Words.Files)
        {
            byte[] input = File.ReadAllBytes(file);
            session.Output.WriteLine($"Running: {file}");
            long start = Stopwatch.GetTimestamp();
            for (long run = 0; run < runs; run++)
            {
                if (session.Executor.Run(input) is { } problem)
                {
                    session.Keeper.Tell(problem);
                    return session.Keeper.Report(input, problem);
                }

                session.Features.Collect();
            }

            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            session.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Executed {file} in {milliseconds:0.###} ms ({input.Length} bytes)"));
        }

        session.PrintEnd();
        return EngineStatus.Success;
    }
}
