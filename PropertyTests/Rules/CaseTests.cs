using MsrSpec.Spec.Contents;
using Xunit;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>The cases that commands end in.</summary>
public sealed class CaseTests
{
    [Fact]
    public void Every_case_has_a_number_of_its_own_and_none_is_below_1()
    {
        int[] numbers = [.. Specification.Cases.Distinct().Select(left => left.Number)];
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
        Assert.All(numbers, number => Assert.True(number >= 1));
    }
}
