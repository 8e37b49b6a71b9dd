using System.Text;
using MsrSpec.Fuzz.Targets;
using MsrSpec.Policies.Linting;
using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Policies.Reading;
using MsrSpec.PropertyTests.Linting;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>The target <c>lint</c> passes our linter, and reports wrong ones.</summary>
public sealed class LintTargetTests
{
    private const string Overlap = """
        0msrspec-trace 1
        ioctl add-allowlist flags=read nmsrs=4 base=0x10 bits=0
        ioctl add-allowlist flags=read nmsrs=4 base=0x13 bits=0
        """;

    public static TheoryData<LintCase> Cases => [.. LintCases.All];

    /// <summary>What a wrong linter makes of a right report, and how its finding begins.</summary>
    public static TheoryData<string, Func<LintReport, LintReport>, string> Wrong { get; } = new()
    {
        { "it is silent", report => report with { Findings = [] }, "what is said is not what the kernel does\n" },
        {
            "it names another errno",
            report => report with { Findings = [.. report.Findings.Select(found => found with { Message = "E2BIG" })] },
            "what is said is not what the kernel does\n"
        },
        {
            "it points behind the text",
            report => report with { Findings = [At(report.Findings[0], new LintPlace(4, 1, null, null))] },
            "an error names a line that is not there\n"
        },
        {
            "it points to a byte behind the input",
            report => report with { Findings = [At(report.Findings[0], new LintPlace(null, null, 900, null))] },
            "a byte is named that is not there\n"
        },
        {
            "it says nothing",
            report => report with { Findings = [report.Findings[0] with { Message = string.Empty }] },
            "a finding says nothing\n"
        },
        {
            "it has findings and a problem",
            report => report with { Problem = new PolicyProblem(1, 1, "it cannot be read") },
            "there are findings in what cannot be read"
        },
        {
            "its problem has two lines",
            report => report with { Findings = [], Problem = new PolicyProblem(1, 1, "it cannot\nbe read") },
            "a problem is not one line\n"
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_right_linter_passes_what_is_wrong_and_what_is_right(LintCase judged)
    {
        LintTarget target = new();
        Assert.Null(target.Run(Encoding.UTF8.GetBytes($"0{judged.WrongTrace}")));
        Assert.Null(target.Run(Encoding.UTF8.GetBytes($"0{judged.RightTrace}")));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_linter_is_reported(string how, Func<LintReport, LintReport> spoil, string finding)
    {
        Assert.NotEmpty(how);
        LintTarget target = new((input, of, isRaw) => spoil(Linter.Judge(input, of, isRaw)));
        Assert.StartsWith(finding, target.Run(Encoding.UTF8.GetBytes(Overlap)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_linter_that_claims_an_errno_where_the_kernel_refuses_nothing_is_reported()
    {
        LintTarget target = new((input, of, isRaw) => Linter.Judge(input, of, isRaw) with
        {
            Findings = Linter.Judge(Encoding.UTF8.GetBytes(Overlap[1..]), of, isRaw).Findings,
        });
        byte[] right = Encoding.UTF8.GetBytes(Overlap.Replace("0x13", "0x14", StringComparison.Ordinal));
        Assert.EndsWith("it is said, and the kernel refuses nothing", target.Run(right), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "input: here stands no trace")]
    [InlineData("2\u0003\0\0\0", "input: byte 0: struct-too-short: 4 bytes of the argument can be read")]
    [InlineData("5abc", "input: byte 0: struct-too-short: 3 bytes of the argument can be read")]
    [InlineData("", "input: here stands no trace")]
    public void The_first_byte_says_how_the_others_are_read(string input, string explanation) => Assert.StartsWith(
        explanation, new LintTarget().Explain(Encoding.UTF8.GetBytes(input)).Text, StringComparison.Ordinal);

    private static Finding At(Finding finding, LintPlace place) => finding with { Place = place };
}
