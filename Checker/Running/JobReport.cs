using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Running;

/// <summary>What a job has run and found.</summary>
/// <param name="Job">The job.</param>
/// <param name="Sequences">Sequences run, or states reached.</param>
/// <param name="Commands">Commands that the machine carried out and that were compared.</param>
/// <param name="Coverage">The clauses that decided steps.</param>
/// <param name="Findings">The divergences, one a clause.</param>
/// <param name="Missing">Known defects that were not found, with the clause that was not seen broken.</param>
/// <param name="Note">What else there is to say: states and transitions, or that the bound was hit.</param>
/// <param name="Complete">Whether the job ran to its end.</param>
public sealed record JobReport(
    CheckJob Job,
    long Sequences,
    long Commands,
    ClauseCoverage Coverage,
    IReadOnlyList<ShrunkFinding> Findings,
    IReadOnlyList<(KnownDefect Defect, Clause Clause)> Missing,
    string Note,
    bool Complete)
{
    /// <summary>What the machine cannot show, and so was not compared where it was unknown.</summary>
    public IReadOnlyList<HiddenField> CannotShow { get; init; } = [];

    /// <summary>
    /// What to make of it. To random sequences a time limit is a bound like any other: they need no more than that
    /// allows. A search that is to be exhaustive needs its end.
    /// </summary>
    /// <param name="interrupted">Whether a signal ended the job, rather than its share of the time.</param>
    public JobVerdict Judge(bool interrupted)
    {
        bool isComplete = !interrupted && Commands > 0 && (Job.Mode == CheckMode.Random || Complete);
        return Findings.Any(finding => finding.Defect is null) ? JobVerdict.NotExpected
            : Missing.Count > 0 && Complete ? JobVerdict.KnownNotFound
            : isComplete && Missing.Count == 0 ? JobVerdict.AsExpected
            : JobVerdict.NotComplete;
    }
}
