using MsrSpec.Policies.Installing;
using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Reading;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Policies.Reading;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Linting.Proving;

/// <summary>
/// Whether the kernel refuses what findings say that it refuses, and nothing that none of them names: the reference
/// model makes the calls.
/// </summary>
public static class LintProof
{
    private const string BitmapTooShort = "bitmap-too-short";

    /// <summary>Looks for what a report says otherwise than the kernel does.</summary>
    /// <param name="input">What was judged, as <see cref="Linter.Judge"/> takes it.</param>
    /// <param name="of">The interface, likewise.</param>
    /// <param name="isRaw">Whether the bytes are the argument itself, likewise.</param>
    /// <param name="report">What became of it.</param>
    /// <returns>
    /// What is wrong, in one sentence; null if there is nothing, or nothing can be told: the bitmaps are not known, the
    /// calls are not those of one interface, or others among them make one fail.
    /// </returns>
    public static string? Refute(ReadOnlyMemory<byte> input, Interface? of, bool isRaw, LintReport report) =>
        report.Problem is null && SubjectReader.Read(input, of, isRaw, out LintSubject? subject) is null
            ? Refute(subject!, report.Findings)
            : null;

    /// <summary>Looks for what some findings say otherwise than the kernel does.</summary>
    internal static string? Refute(LintSubject subject, IEnumerable<Finding> findings)
    {
        if (!CanTell(subject))
        {
            return null;
        }

        Finding[] errors = [.. findings.Where(finding => finding.Rule.Level == LintLevel.Error)];
        Finding? claim = Array.Find(errors, error => Claimed(error).Any());
        return FirstRefusal(subject) is not { } refused
                ? claim is null || !IsWhole(subject) ? null
                    : $"'{claim.Message}', it is said, and the kernel refuses nothing"
            : Array.Exists(errors, error => Names(error, refused)) ? null
            : $"the kernel answers {refused}, and no error says so";
    }

    private static bool CanTell(LintSubject subject) =>
        subject.Lists.All(list =>
            list.Interface == subject.Interface && list.Ranges.All(range => range.HasBitmap))
        && subject.Calls.All(call => call.Command is not (Command.FailNextAllocation or Command.ChangeArgument));

    /// <summary>Whether every range that is written is handed to the kernel as well.</summary>
    private static bool IsWhole(LintSubject subject) =>
        subject.Lists.All(list => !list.IsFilter || list.Set is not null);

    /// <summary>What the kernel answers to the first call that it refuses, of those that are judged.</summary>
    private static Outcome? FirstRefusal(LintSubject subject)
    {
        Installation kernel = new(InstalledReader.DialectOf(subject.Interface));
        foreach ((Command command, _) in subject.Calls)
        {
            Outcome outcome = kernel.Step(command, out _);
            if (outcome != Outcome.Success && IsJudged(command, subject.Interface))
            {
                return outcome;
            }
        }

        return null;
    }

    private static bool IsJudged(Command command, Interface of) => command switch
    {
        Command.AddAllowlist or Command.WriteFilterSlot or Command.SetFilter => true,
        Command.EnableCapability { Flags: 0 } enable => enable.Capability
            == (of == Interface.Filter ? Capability.LinuxUserSpaceMsr : Capability.UserSpaceMsr),
        _ => false,
    };

    /// <summary>Whether an error says that the kernel answers so; what is no errno is told by any.</summary>
    private static bool Names(Finding error, Outcome refused) =>
        refused.Kind != OutcomeKind.Error
        || Claimed(error).Contains(refused.Errno)
        || (refused.Errno == Errno.EFAULT && error.Rule.Id == BitmapTooShort);

    /// <summary>The answers that a finding says the kernel gives.</summary>
    private static IEnumerable<Errno> Claimed(Finding finding) =>
        Enum.GetValues<Errno>().Where(
            errno => finding.Message.Contains(errno.ToString(), StringComparison.Ordinal));
}
