using System.Text;
using MsrSpec.Model;
using MsrSpec.Policies.Linting;
using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Linting;

/// <summary>Each rule finds what is wrong where it stands, is silent where it is not, and is right about the kernel.
/// </summary>
public sealed class LintRuleTests
{
    public static TheoryData<LintCase> Cases => [.. LintCases.All];

    [Fact]
    public void Every_rule_has_a_case() => Assert.Equal(
        LintRules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal),
        LintCases.All.Select(judged => judged.Rule).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_rule_has_an_id_of_its_own_and_sentences() => Assert.All(LintRules.All, rule =>
    {
        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", rule.Id);
        Assert.Single(LintRules.All, other => other.Id == rule.Id);
        Assert.EndsWith(".", rule.Sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", rule.Advice, StringComparison.Ordinal);
    });

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_wrong_is_found_where_it_stands(LintCase judged)
    {
        Finding found = Assert.Single(FindingsOf(judged.WrongTrace, judged.Rule));
        Assert.Equal($"f:{judged.Place}", found.Place.Describe("f"));
        Assert.NotEmpty(found.Instead);
        Assert.False(found.Message.EndsWith('.'), found.Message);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_right_is_not_found(LintCase judged) =>
        Assert.Empty(FindingsOf(judged.RightTrace, judged.Rule));

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_kernel_does_what_the_cases_say(LintCase judged) => Assert.All(
        new[] { judged.WrongTrace, judged.RightTrace },
        text =>
        {
            Trace trace = TraceParser.Parse(text).Value!;
            bool isFilter = trace.Commands.Any(command => command is Command.SetFilter or Command.WriteFilterSlot);
            Dialect dialect = isFilter ? Dialect.Linux61 : Dialect.Posted;
            VmState state = VmState.Fresh;
            foreach (TraceStep step in trace.Steps)
            {
                state = ReferenceModel.Step(state, step.Command, dialect.Readings, out Outcome outcome).State;
                Assert.Equal(step.Expected, outcome);
            }
        });

    private static IEnumerable<Finding> FindingsOf(string trace, string rule)
    {
        LintReport report = Linter.Judge(Encoding.UTF8.GetBytes(trace), null, isRaw: false);
        Assert.Null(report.Problem);
        return report.Findings.Where(finding => finding.Rule.Id == rule);
    }
}
