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
    private readonly Func<string, IMachine?> _machines;

    /// <summary>Makes a replayer, which keeps nothing from file to file.</summary>
    /// <param name="machines">Makes the machine or dialect of a name, or gives null.</param>
    public Replayer(Func<string, IMachine?> machines) => _machines = machines;

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

        if (Incomplete(trace, out IMachine? machine, out IMachine? reference) is { } missing)
        {
            return new ReplayResult(path, ReplayVerdict.Incomplete, $"{path}: {missing}");
        }

        (ReplayVerdict verdict, string message) = Compare(trace, machine!, reference!);
        return new ReplayResult(path, verdict, verdict == ReplayVerdict.Holds ? message : $"{path}: {message}");
    }

    private string? Incomplete(
        Trace trace, out IMachine? machine, out IMachine? reference)
    {
        machine = trace.Machine is null ? null : _machines(trace.Machine);
        reference = trace.Reference is null ? null : _machines(trace.Reference);
        return
            trace.Machine is null ? "the header 'machine' is missing"
            : trace.Reference is null ? "the header 'reference' is missing"
            : trace.End is null ? "the header 'end' is missing"
            : TraceNames.ProblemOf(trace, _machines) is { } problem ? problem
            : trace.Steps.Any(step => step.Expected is null) ? "a command has no '-> outcome'"
            : trace.End == TraceEnd.Mismatch && trace.Clause is null ? "the header 'clause' is missing"
            : null;
    }

    private static (ReplayVerdict Verdict, string Message) Compare(Trace trace, IMachine machine, IMachine reference)
    {
        reference.Reset();
        ViewRelation relation = ViewRelation.OfRecorded(reference, machine);
        for (int step = 0; step < trace.Steps.Length; step++)
        {
            TraceStep recorded = trace.Steps[step];
            Outcome now = reference.Step(recorded.Command);
            if (recorded.Expected is { } expected && expected != now)
            {
                return (ReplayVerdict.ChangedExpectation,
                    $"command {step + 1}: the file expects '{expected}', {trace.Reference} now answers '{now}'");
            }

            if (recorded.Shown is { } shown && ChangeOf(shown, reference, relation) is { } change)
            {
                return (ReplayVerdict.ChangedExpectation,
                    $"command {step + 1}: {trace.Reference} now shows {change}, in brackets what the file records");
            }
        }

        Divergence? divergence = new LockstepRunner(reference, machine).Run([.. trace.Commands]);
        return trace.End == TraceEnd.Agreement ? JudgeAgreement(trace, divergence) : JudgeMismatch(trace, divergence);
    }

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
        return claim == divergence.Claim
            ? (ReplayVerdict.Holds, trace.Title ?? trace.Clause!)
            : (ReplayVerdict.FailsOtherwise, $"{trace.Machine} shows '{divergence.Claim}', the file says '{claim}'");
    }
}
