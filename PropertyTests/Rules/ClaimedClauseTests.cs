using MsrSpec.Model;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>Which clause a machine's answer claims, where the model gives another.</summary>
public sealed class ClaimedClauseTests
{
    private const string Add = "ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0";

    [Fact]
    public void An_answer_of_one_row_above_the_one_that_decides_claims_its_clause() =>
        Assert.Same(AllowlistClauses.FullTable, After(Dialect.Sound.Readings).Claimed(Outcome.Error(Errno.E2BIG)));

    [Fact]
    public void An_answer_of_a_row_that_the_dialect_does_not_choose_claims_nothing() =>
        Assert.Null(After(Dialect.Sound.Readings).Claimed(Outcome.Oops(OopsKind.FreeOfErrorPointer)));

    [Fact]
    public void An_answer_of_a_row_that_the_dialect_chooses_claims_its_clause() => Assert.Same(
        AllowlistClauses.FailedCopyFreesNothing,
        After(Dialect.Sound.Readings with { FailedCopy = FailedCopy.FreesTheErrorPointer })
            .Claimed(Outcome.Oops(OopsKind.FreeOfErrorPointer)));

    [Fact]
    public void An_answer_of_several_clauses_claims_none_of_them() =>
        Assert.Null(After(Dialect.Sound.Readings).Claimed(Outcome.Error(Errno.EINVAL)));

    [Fact]
    public void A_refusal_claims_the_clause_of_a_row_above_that_leaves_another_case()
    {
        ModelMachine model = new(Dialect.Sound.Readings);
        Assert.Equal(Outcome.Error(Errno.EINVAL), Step(model, Add.Replace("read", "4", StringComparison.Ordinal)));
        Assert.Same(AllowlistClauses.FailedAllocation, model.Claimed(Outcome.Error(Errno.ENOMEM)));
        Assert.Null(model.Claimed(Outcome.Error(Errno.E2BIG)));
    }

    private static ModelMachine After(ReadingSet readings)
    {
        ModelMachine model = new(readings);
        Assert.Equal(Outcome.Success, Step(model, Add));
        return model;
    }

    private static Outcome Step(ModelMachine model, string line) => model.Step(Assert.Single(Lines.Commands(line)));
}
