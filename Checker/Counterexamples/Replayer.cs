using MsrSpec.Checker.Lockstep;
using MsrSpec.Files;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Counterexamples;

/// <summary>
/// Replays counterexample files. What a file records is recomputed: the reference's answers and views, the step at
/// which the machine differs, what it shows there, and the clause that this breaks.
/// </summary>
public sealed class Replayer
{
    private readonly Func<string, Func<IMachine>?> _machines;

    /// <summary>Makes a replayer, which keeps nothing from file to file.</summary>
    /// <param name="machines">What makes the machine or dialect of a name, or null if there is none.</param>
    public Replayer(Func<string, Func<IMachine>?> machines) => _machines = machines;

    /// <summary>What makes the machine of a name whose calls several threads can make, or null.</summary>
    public Func<string, Func<IThreadedMachine>?> Threaded { get; init; } = _ => null;

    /// <summary>Says why there is no machine of a name.</summary>
    public Func<string, string> Explain { get; init; } = name => $"unknown machine '{name}'";

    /// <summary>How long a machine may take over one command before it counts as hung.</summary>
    public TimeSpan Patience { get; init; } = FreshRunner.UsualPatience;

    /// <summary>Replays a file; that it cannot be read is a verdict too.</summary>
    public ReplayResult ReplayFile(string path) =>
        InputFile.ReadText(path, TraceParser.MostBytes, out string problem) is { } text
            ? Replay(path, text)
            : new ReplayResult(path, ReplayVerdict.Unreadable, problem);

    /// <summary>Replays the text of a file.</summary>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="text">Its text.</param>
    public ReplayResult Replay(string path, string text)
    {
        Parsed<Trace> parsed = TraceParser.Parse(text);
        if (parsed.Value is not { } trace)
        {
            return new ReplayResult(path, ReplayVerdict.Unreadable, parsed.Error!.Describe(path));
        }

        if (Incomplete(trace) is { } missing)
        {
            return new ReplayResult(path, ReplayVerdict.Incomplete, $"{path}: {missing}");
        }

        (ReplayVerdict verdict, string message) =
            trace.HasThreads ? ReplayThreads(trace) : ChangeOf(trace) ?? Compare(trace);
        return new ReplayResult(path, verdict, verdict == ReplayVerdict.Holds ? message : $"{path}: {message}");
    }

    private (ReplayVerdict Verdict, string Message) ReplayThreads(Trace trace) =>
        Threaded(trace.Machine!) is { } create
            ? RaceReplay.Replay(trace, create())
            : (ReplayVerdict.Incomplete, $"the calls of '{trace.Machine}' cannot be made by several threads");

    private string? Incomplete(Trace trace) =>
        trace.Machine is null ? "the header 'machine' is missing"
        : trace.Reference is null ? "the header 'reference' is missing"
        : trace.End is null ? "the header 'end' is missing"
        : TraceNames.ProblemOf(trace, name => _machines(name) is null ? Explain(name) : null) is { } problem ? problem
        : trace.Steps.Any(step => step.Expected is null) ? "a command has no '-> outcome'"
        : trace.End == TraceEnd.Mismatch && trace.Clause is null ? "the header 'clause' is missing"
        : null;

    /// <summary>What the reference answers or shows otherwise than the file says, or null.</summary>
    private (ReplayVerdict Verdict, string Message)? ChangeOf(Trace trace)
    {
        WatchedMachine reference = Watch(trace.Reference);
        ViewRelation relation = ViewRelation.OfRecorded(reference, Watch(trace.Machine));
        reference.Reset();
        for (int step = 0; step < trace.Steps.Length; step++)
        {
            TraceStep recorded = trace.Steps[step];
            Outcome now = reference.Step(recorded.Command);
            if (reference.End is null && recorded.Expected is { } expected && expected != now)
            {
                return (ReplayVerdict.ChangedExpectation,
                    $"command {step + 1}: the file expects '{expected}', {trace.Reference} now answers '{now}'");
            }

            string? change = recorded.Shown is { } shown ? ChangeOf(shown, reference, relation) : null;
            if (reference.End is { } end)
            {
                return (ReplayVerdict.FailsOtherwise,
                    $"command {step + 1}: the reference {trace.Reference} itself fails: '{end}'");
            }

            if (change is not null)
            {
                return (ReplayVerdict.ChangedExpectation,
                    $"command {step + 1}: {trace.Reference} now shows {change}, in brackets what the file records");
            }
        }

        return null;
    }

    private (ReplayVerdict Verdict, string Message) Compare(Trace trace)
    {
        FreshRunner runner = new(MakerOf(trace.Reference), MakerOf(trace.Machine)) { Patience = Patience };
        Divergence? divergence = runner.Run([.. trace.Commands]);
        if (trace.End == TraceEnd.Mismatch)
        {
            // What a look mends is wrong only where nobody looks.
            divergence ??= runner.LookingOnlyAtTheEnd().Run([.. trace.Commands]);
        }

        return trace.End == TraceEnd.Agreement ? JudgeAgreement(trace, divergence) : JudgeMismatch(trace, divergence);
    }

    private WatchedMachine Watch(string? name) => new(MakerOf(name)) { Patience = Patience };

    /// <summary>What makes a machine whose name was found to be known.</summary>
    private Func<IMachine> MakerOf(string? name) => _machines(name!)!;

    private static string? ChangeOf(Observation recorded, IMachine reference, ViewRelation relation)
    {
        Observation now = Observation.Of(reference, recorded.Vcpu, recorded.Indices);
        return relation.Find(recorded.View, now.View, recorded.Indices.AsSpan())?.Claim;
    }

    private static (ReplayVerdict Verdict, string Message) JudgeAgreement(Trace trace, Divergence? divergence) =>
        divergence is null
            ? (ReplayVerdict.Holds, trace.Title ?? "agreement")
            : (ReplayVerdict.FailsOtherwise,
                $"command {divergence.Step + 1}: expected '{divergence.Expected}', got '{divergence.Claim}'");

    private static (ReplayVerdict Verdict, string Message) JudgeMismatch(Trace trace, Divergence? divergence)
    {
        int last = trace.Steps.Length - 1;
        if (divergence is null)
        {
            return (ReplayVerdict.NoLongerFails, $"{trace.Machine} no longer differs from {trace.Reference}");
        }

        if (divergence.Step != last)
        {
            return (ReplayVerdict.FailsOtherwise,
                $"{trace.Machine} differs at command {divergence.Step + 1}, not at the last one");
        }

        if (divergence.Clause?.Id != trace.Clause)
        {
            return (ReplayVerdict.FailsOtherwise,
                $"{trace.Machine} breaks '{divergence.Clause?.Id}', the file says '{trace.Clause}'");
        }

        string? claim = trace.Steps[last].Claim;
        return claim == divergence.Claim || IsSameCrash(claim, divergence.Actual)
            ? (ReplayVerdict.Holds, trace.Title ?? trace.Clause!)
            : (ReplayVerdict.FailsOtherwise, $"{trace.Machine} shows '{divergence.Claim}', the file says '{claim}'");
    }

    /// <summary>Of two crashes the types count: compiled code does not always know the last method.</summary>
    private static bool IsSameCrash(string? claim, Outcome actual) =>
        actual.Kind == OutcomeKind.Crashed
        && claim is not null
        && claim.StartsWith(OutcomeText.PrintCrash(CrashSite.Numbered(actual.Code).Type), StringComparison.Ordinal);
}
