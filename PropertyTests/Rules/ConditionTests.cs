using MsrSpec.Spec.Chapters;
using Xunit;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>Conditions of rows.</summary>
public sealed class ConditionTests
{
    [Fact]
    public void A_condition_that_is_about_no_range_holds_for_number_0_or_not_at_all()
    {
        Condition<int> isLarge = When.That((int number) => number > 3);
        Assert.Equal(0, isLarge.Find(4));
        Assert.Equal(When.Not, isLarge.Find(3));
    }
}
