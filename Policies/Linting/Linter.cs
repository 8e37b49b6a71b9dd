using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Reading;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Policies.Reading;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Policies.Linting;

/// <summary>Judges an argument of an ioctl, or a list of calls, as users of the interfaces get them wrong.</summary>
public static class Linter
{
    /// <summary>Reads an input and judges it. Whatever the bytes are, what comes out is a report.</summary>
    /// <param name="input">The bytes of a file, <see cref="PolicyReader.MostBytes"/> of them at most.</param>
    /// <param name="of">The interface whose argument the bytes are; if it is null, they tell.</param>
    /// <param name="isRaw">Whether they are the argument itself, even if they look like text.</param>
    public static LintReport Judge(ReadOnlyMemory<byte> input, Interface? of, bool isRaw)
    {
        PolicyProblem? problem = SubjectReader.Read(input, of, isRaw, out LintSubject? subject);
        return subject is null
            ? new LintReport(problem, of ?? Interface.Allowlist, [])
            : new LintReport(null, subject.Interface, [.. Findings(subject)]);
    }

    private static IEnumerable<Finding> Findings(LintSubject subject) => LintRules.All
        .SelectMany(rule => rule.Judge(subject))
        .OrderBy(finding => finding.Place.Line ?? finding.Place.Offset)
        .ThenBy(finding => finding.Place.Column);
}
