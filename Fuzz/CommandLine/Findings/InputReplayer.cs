using MsrSpec.Fuzz.Engine.Inputs;

namespace MsrSpec.Fuzz.Findings;

/// <summary>
/// Replays the inputs among the counterexamples. One beside a trace must still break the trace's clause. One below
/// <c>fuzz</c> stands for a defect that was repaired: its target must find nothing, unless it is one that must fail.
/// </summary>
internal sealed class InputReplayer
{
    private readonly Func<string, IFuzzTarget?> _find;

    /// <summary>A replayer.</summary>
    /// <param name="find">Gives the target of a name, or null.</param>
    public InputReplayer(Func<string, IFuzzTarget?> find) => _find = find;

    /// <summary>Replays every input below a folder, by path.</summary>
    public IReadOnlyList<InputReplay> ReplayFolder(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*" + InputName.Extension, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(Replay)]
        : [];

    /// <summary>Replays a file.</summary>
    public InputReplay Replay(string path)
    {
        string[] folders = Path.GetDirectoryName(Path.GetFullPath(path))!.Split(Path.DirectorySeparatorChar);
        string name = Path.GetFileNameWithoutExtension(path);
        bool isBesideTrace = folders is not [.., FindingReporter.OtherFolder, _];
        string targetName = isBesideTrace ? Path.GetExtension(name).TrimStart('.') : folders[^1];
        if (_find(targetName) is not { } target)
        {
            return new InputReplay(path, false, $"{path}: there is no target '{targetName}'");
        }

        byte[] input = File.ReadAllBytes(path);
        string? problem = InputRunner.Run(target, input);
        string? wrong = isBesideTrace
            ? JudgeBesideTrace(target, input, problem, Path.ChangeExtension(path, null))
            : JudgeOther(target, problem);
        return new InputReplay(path, wrong is null, wrong is null ? problem ?? "nothing found" : $"{path}: {wrong}");
    }

    private static string? JudgeBesideTrace(IFuzzTarget target, byte[] input, string? problem, string pathOfName)
    {
        string trace = Path.ChangeExtension(pathOfName, ".trace");
        string clause = Path.GetFileNameWithoutExtension(pathOfName);
        return !File.Exists(trace) ? $"there is no {trace} beside it"
            : problem is null ? $"{target.Name} finds nothing any more"
            : target.Explain(input).Trace?.Clause is var broken && broken != clause
                ? $"it breaks '{broken}', the file says '{clause}'"
            : null;
    }

    private static string? JudgeOther(IFuzzTarget target, string? problem) => (target.MustFail, problem) switch
    {
        (false, not null) => $"{target.Name} finds again: {problem}",
        (true, null) => $"{target.Name} finds nothing any more",
        _ => null,
    };
}
