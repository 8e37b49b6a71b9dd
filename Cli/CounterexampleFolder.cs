using MsrSpec.Checker.Counterexamples;
using MsrSpec.Registry;

namespace MsrSpec.Cli;

/// <summary>Counterexample files, which the machines of the registry replay.</summary>
internal static class CounterexampleFolder
{
    /// <summary>What replays a file.</summary>
    public static Replayer Replayer() =>
        new(MachineRegistry.MakerOf)
        {
            Threaded = MachineRegistry.ThreadedMakerOf,
            Explain = name => MachineRegistry.ProblemOf(name)!,
        };

    /// <summary>
    /// Opens a folder for what is found. A file that no longer holds stands in nothing's way, and what a process that
    /// died was writing is deleted.
    /// </summary>
    public static CounterexampleStore Open(string folder)
    {
        Replayer replayer = Replayer();
        CounterexampleStore store = new(
            folder, (path, text) => replayer.Replay(path, text).Verdict == ReplayVerdict.Holds);
        store.Sweep();
        return store;
    }
}
