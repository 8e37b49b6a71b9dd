using MsrSpec.Checker.Counterexamples;
using MsrSpec.Files;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Fuzz.Findings;

/// <summary>
/// Keeps findings as counterexamples. The input is in the folder before anything else is done with it. One that makes
/// a machine differ from the specification becomes <c>MACHINE/CLAUSE.trace</c> and, beside it,
/// <c>MACHINE/CLAUSE.TARGET.input</c>; any other <c>fuzz/TARGET/SHA1.input</c>, with its problem in a text file and
/// with a trace if it stands for commands. A standing file is replaced only by a smaller one.
/// </summary>
internal sealed class FindingReporter : IFindingReporter
{
    /// <summary>The folder of findings that break no clause in a trace.</summary>
    public const string OtherFolder = "fuzz";

    private static readonly TimeSpan MinimizingLimit = TimeSpan.FromSeconds(2);

    private readonly string _folder;
    private readonly TextWriter _output;

    /// <summary>A reporter.</summary>
    /// <param name="folder">The folder of counterexamples; empty: nothing is written.</param>
    /// <param name="output">Is told what was found and written.</param>
    public FindingReporter(string folder, TextWriter output)
    {
        _folder = folder;
        _output = output;
    }

    /// <inheritdoc/>
#pragma warning disable CA1031 // The process is about to end; whatever goes wrong here must not hide the finding.
    public void Report(IFuzzTarget target, ReadOnlySpan<byte> input, string problem)
    {
        try
        {
            Report(target, input.ToArray(), problem);
        }
        catch (Exception error)
        {
            _output.WriteLine($"fuzz: the finding could not be kept as a counterexample: {error.Message}");
        }
    }
#pragma warning restore CA1031

    private void Report(IFuzzTarget target, byte[] input, string problem)
    {
        string raw = WriteRaw(target, input);
        string kind = KindOf(target, input, problem);
        byte[] small = InputMinimizer.Minimize(
            input,
            candidate => InputRunner.Run(target, candidate) is { } other && KindOf(target, candidate, other) == kind,
            MinimizingLimit);
        string shown = InputRunner.Run(target, small) ?? problem;
        Explanation explanation = Explain(target, small);
        _output.WriteLine($"fuzz: {target.Name}: {shown}");
        _output.WriteLine(FormattableString.Invariant($"fuzz: minimised from {input.Length} to {small.Length} bytes"));
        _output.WriteLine(TextOf(explanation));
        if (_folder.Length > 0)
        {
            string kept = explanation.Trace is { End: TraceEnd.Mismatch } trace
                ? KeepMismatch(target, small, trace)
                : KeepOther(target, small, shown, explanation);
            DeleteUnless(kept, raw);
        }
    }

    /// <summary>
    /// What must survive minimising: the clause that breaks, or where no trace shows one, what the target says first.
    /// </summary>
    private static string KindOf(IFuzzTarget target, byte[] input, string problem) =>
        Explain(target, input).Trace?.Clause ?? problem.Split('\n')[0];

#pragma warning disable CA1031 // An input that breaks its own explanation is a finding all the same.
    private static Explanation Explain(IFuzzTarget target, byte[] input)
    {
        try
        {
            return target.Explain(input);
        }
        catch (Exception error)
        {
            return new Explanation($"no explanation: {error.Message}\n{Convert.ToHexStringLower(input)}");
        }
    }
#pragma warning restore CA1031

    private static string TextOf(Explanation explanation) => explanation.Trace is { } trace
        ? $"{explanation.Text}\n{TracePrinter.Print(trace)}".TrimStart('\n')
        : explanation.Text;

    private string OtherPath(IFuzzTarget target, byte[] input, string extension) =>
        Path.Combine(_folder, OtherFolder, target.Name, InputName.Of(input) + extension);

    /// <summary>Puts the input into the folder as it was found.</summary>
    /// <returns>The file; empty if none was written, because there is no folder or it stands there already.</returns>
    private string WriteRaw(IFuzzTarget target, byte[] input)
    {
        string path = OtherPath(target, input, InputName.Extension);
        if (_folder.Length == 0 || File.Exists(path))
        {
            return string.Empty;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, input);
        return path;
    }

    private string KeepMismatch(IFuzzTarget target, byte[] input, Trace trace)
    {
        CounterexampleStore store = new(_folder);
        string tracePath = store.PathOf(trace);
        Tell(tracePath, store.Write(trace));
        string path = Path.ChangeExtension(tracePath, null) + $".{target.Name}{InputName.Extension}";
        bool isSmaller = !File.Exists(path) || input.Length < new FileInfo(path).Length;
        if (isSmaller)
        {
            AtomicFile.Write(path, input);
        }

        Tell(path, isSmaller);
        return path;
    }

    private string KeepOther(IFuzzTarget target, byte[] input, string problem, Explanation explanation)
    {
        string path = OtherPath(target, input, InputName.Extension);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, input);
        AtomicFile.Write(OtherPath(target, input, ".txt"), $"{problem}\n\n{explanation.Text}\n");
        if (explanation.Trace is { } trace)
        {
            AtomicFile.Write(OtherPath(target, input, ".trace"), TracePrinter.Print(trace));
        }

        Tell(path, written: true);
        return path;
    }

    /// <summary>The raw input goes once the minimised one is kept, which shows the same.</summary>
    private static void DeleteUnless(string kept, string raw)
    {
        if (raw.Length == 0 || kept == raw)
        {
            return;
        }

        File.Delete(raw);
        string folder = Path.GetDirectoryName(raw)!;
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }

    private void Tell(string path, bool written) =>
        _output.WriteLine(written ? $"fuzz: written: {path}" : $"fuzz: one that is as small stands there: {path}");
}
