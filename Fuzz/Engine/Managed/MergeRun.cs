using MsrSpec.Fuzz.Engine.Inputs;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>Puts into the first corpus what the others add to it, the smallest inputs first.</summary>
/// <param name="session">Runs inputs.</param>
internal sealed class MergeRun(EngineSession session)
{
    private readonly IReadOnlySet<string> _deadly = WorkerRole.Deadly;

    /// <summary>Merges.</summary>
    /// <returns>The exit status; an input that fails is kept, left out, and does not count.</returns>
    public int Run()
    {
        if (session.Words.Folders is not [var first, ..])
        {
            session.Output.WriteLine("ERROR: -merge=1 needs a folder to merge into");
            return EngineStatus.Usage;
        }

        CorpusFolder into = new(first);
        foreach (byte[] input in BySize(into.ReadNew()))
        {
            ShowsMore(input);
        }

        session.Progress.Note($"{first} shows {session.Features.Count} features");
        int added = 0;
        IEnumerable<byte[]> others =
        [
            .. session.Words.Folders.Skip(1).SelectMany(folder => new CorpusFolder(folder).ReadNew()),
            .. session.Words.Files.Select(File.ReadAllBytes),
        ];
        foreach (byte[] input in BySize(others).Where(ShowsMore))
        {
            into.Write(input);
            added++;
        }

        session.Progress.Note($"{added} inputs were added; now it shows {session.Features.Count} features");
        session.PrintEnd();
        return EngineStatus.Success;
    }

    private IEnumerable<byte[]> BySize(IEnumerable<byte[]> inputs) =>
        inputs.Select(session.Shorten).OrderBy(input => input.Length);

    private bool ShowsMore(byte[] input)
    {
        if (_deadly.Contains(InputName.Of(input)))
        {
            return false;
        }

        if (session.Executor.Run(input) is { } problem)
        {
            session.Keeper.Write(input, problem);
            return false;
        }

        return session.Features.Collect();
    }
}
