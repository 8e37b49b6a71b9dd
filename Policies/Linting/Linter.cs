using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Reading;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Policies.Reading;
using MsrSpec.Policies.Reading.Forms;
using MsrSpec.Spec.Readings;
using static System.FormattableString;

namespace MsrSpec.Policies.Linting;

/// <summary>Judges an argument of an ioctl, or a list of calls, as users of the interfaces get them wrong.</summary>
public static class Linter
{
    /// <summary>The most ranges that are judged: more than people write, few enough for all pairs.</summary>
    public const int MostRanges = 4096;

    /// <summary>Reads an input and judges it. Whatever the bytes are, what comes out is a report.</summary>
    /// <param name="input">The bytes of a file, <see cref="PolicyReader.MostBytes"/> of them at most.</param>
    /// <param name="of">The interface whose argument the bytes are; if it is null, they tell.</param>
    /// <param name="isRaw">Whether they are the argument itself, even if they look like text.</param>
    public static LintReport Judge(ReadOnlyMemory<byte> input, Interface? of, bool isRaw)
    {
        PolicyProblem? problem = SubjectReader.Read(input, of, isRaw, out LintSubject? subject);
        int ranges = subject?.Lists.Sum(list => list.Ranges.Length) ?? 0;
        problem ??= ranges <= MostRanges ? null
            : new PolicyProblem(null, null, Invariant($"it has {ranges} ranges, and at most {MostRanges} are judged"));
        return subject is null || problem is not null
            ? new LintReport(problem, of ?? Interface.Allowlist, [])
            : new LintReport(null, subject.Interface, [.. Findings(subject)]);
    }

    private static IEnumerable<Finding> Findings(LintSubject subject) => LintRules.All
        .SelectMany(rule => rule.Judge(subject))
        .OrderBy(finding => finding.Place.Line ?? finding.Place.Offset)
        .ThenBy(finding => finding.Place.Column);
}
