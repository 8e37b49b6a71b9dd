using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Targets.Dictionaries;
using MsrSpec.Policies.Linting;
using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Proving;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// The bytes are what <c>lint</c> reads, behind one that says how: bits 0 and 1 for which interface (1 the posted one,
/// 2 the merged one, else the input tells), bit 2 whether they are the argument itself. There is one problem, or there
/// are findings; both point into the input, and the model refuses what the findings say, and nothing that they do not.
/// </summary>
[GuidedBy(
    "MsrSpec.Policies.Linting.Reading.", "MsrSpec.Policies.Linting.Rules.", "MsrSpec.Policies.Linting.Subjects.",
    "MsrSpec.Policies.Reading.Json.RangesJson", "MsrSpec.Policies.Images.")]
internal sealed class LintTarget : IFuzzTarget
{
    private const int InterfaceMask = 3;
    private const int RawBit = 4;

    private readonly Func<ReadOnlyMemory<byte>, Interface?, bool, LintReport> _judge;

    /// <summary>Takes our linter.</summary>
    public LintTarget()
        : this(Linter.Judge)
    {
    }

    /// <summary>Takes any linter.</summary>
    internal LintTarget(Func<ReadOnlyMemory<byte>, Interface?, bool, LintReport> judge) => _judge = judge;

    /// <inheritdoc/>
    public string Name => "lint";

    /// <inheritdoc/>
    public string Summary => "arguments and lists of calls as lint reads them: what it says of them against the model";

    /// <inheritdoc/>
    public bool MustFail => false;

    /// <inheritdoc/>
    public int MaxLength => 4096;

    /// <inheritdoc/>
    public string Dictionary => FuzzDictionary.PolicyFile;

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input)
    {
        (byte[] bytes, Interface? of, bool isRaw) = Read(input);
        LintReport report = _judge(bytes, of, isRaw);
        InputPlaces places = new(bytes);
        return report.Problem is { } problem
            ? report.Findings.IsEmpty ? places.Judge(problem) : "there are findings in what cannot be read"
            : report.Findings.Select(finding => JudgeFinding(finding, places))
                .FirstOrDefault(wrong => wrong is not null)
                ?? (LintProof.Refute(bytes, of, isRaw, report) is { } refuted
                    ? $"what is said is not what the kernel does\n{refuted}"
                    : null);
    }

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input)
    {
        (byte[] bytes, Interface? of, bool isRaw) = Read(input);
        LintReport report = _judge(bytes, of, isRaw);
        return new(report.Problem is { } problem ? $"{problem.Describe("input")}\n"
            : report.Findings.IsEmpty ? "nothing is found\n"
            : string.Concat(report.Findings.Select(
                finding => $"{finding.Place.Describe("input")}: {finding.Rule.Id}: {finding.Message}\n")));
    }

    private static (byte[] Bytes, Interface? Of, bool IsRaw) Read(ReadOnlySpan<byte> input)
    {
        int how = input.IsEmpty ? 0 : input[0];
        Interface? of = (how & InterfaceMask) switch
        {
            1 => Interface.Allowlist,
            2 => Interface.Filter,
            _ => null,
        };
        return (input.IsEmpty ? [] : input[1..].ToArray(), of, (how & RawBit) != 0);
    }

    private static string? JudgeFinding(Finding finding, InputPlaces places) =>
        finding.Message.Length == 0 || finding.Instead.Length == 0
            ? $"a finding says nothing\n{finding.Rule.Id}"
            : places.JudgePlace(finding.Place.Line, finding.Place.Column, finding.Place.Offset, finding.Message);
}
