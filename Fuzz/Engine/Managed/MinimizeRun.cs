using MsrSpec.Fuzz.Engine.Inputs;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>
/// Makes a failing input smaller: it takes out parts, halves first, single bytes last, as long as what remains fails.
/// The smallest so far is on disk all the time.
/// </summary>
/// <param name="session">Runs inputs.</param>
internal sealed class MinimizeRun(EngineSession session)
{
    private const int SecondsUnset = 600;

    private string _problem = string.Empty;

    private bool IsDone =>
        (session.Flags.Runs >= 0 && session.Executor.Executions >= session.Flags.Runs) || session.IsOver(SecondsUnset);

    /// <summary>Makes the one file smaller.</summary>
    /// <returns>The exit status: 0 if the file fails.</returns>
    public int Run()
    {
        if (session.Words is not { Files: [var file], Folders: [] })
        {
            session.Output.WriteLine("ERROR: -minimize_crash=1 needs one file");
            return EngineStatus.Usage;
        }

        byte[] smallest = File.ReadAllBytes(file);
        string path = session.Flags.ExactArtifactPath is { Length: > 0 } exact
            ? exact
            : $"{session.Flags.ArtifactPrefix}minimized-from-{InputName.Of(smallest)}";
        if (!Fails(smallest))
        {
            session.Output.WriteLine($"ERROR: the input {file} does not fail");
            return EngineStatus.Failure;
        }

        int before = smallest.Length;
        Artifacts.WriteTo(path, smallest);
        for (int part = Math.Max(1, smallest.Length / 2); part > 0 && !IsDone;)
        {
            byte[] smaller = TakeOut(smallest, part, path);
            part = part > 1 ? part / 2 : smaller.Length < smallest.Length ? 1 : 0;
            smallest = smaller;
        }

        session.Keeper.Tell(_problem);
        session.Output.WriteLine(
            $"{file}: {before} bytes became {smallest.Length} in {session.Executor.Executions} runs: {path}");
        return EngineStatus.Success;
    }

    /// <summary>Takes out every part of a size without which the input still fails.</summary>
    private byte[] TakeOut(byte[] input, int part, string path)
    {
        for (int end = input.Length; end > 0 && !IsDone;)
        {
            int start = Math.Max(0, end - part);
            byte[] smaller = [.. input.AsSpan(0, start), .. input.AsSpan(end)];
            if (Fails(smaller))
            {
                input = smaller;
                Artifacts.WriteTo(path, input);
            }

            end = start;
        }

        return input;
    }

    private bool Fails(byte[] input)
    {
        string? problem = session.Executor.Run(input);
        session.Keeper.LetGo();
        _problem = problem ?? _problem;
        return problem is not null;
    }
}
