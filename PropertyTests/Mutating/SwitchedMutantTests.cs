using MsrSpec.Mutation.Schemata;
using Xunit;

namespace MsrSpec.PropertyTests.Mutating;

/// <summary>Each kind of change compiles beside the code that it changes, and does what its name says.</summary>
[Collection(nameof(Switch))]
public sealed class SwitchedMutantTests
{
    [Theory]
    [InlineData("a < b", "< #1 -> <=", 3, 3, false, true)]
    [InlineData("a < b", "< #1 -> >=", 1, 2, true, false)]
    [InlineData("a >= b", ">= #1 -> >", 3, 3, true, false)]
    [InlineData("a == b", "== #1 -> !=", 3, 3, true, false)]
    [InlineData("a + b", "+ #1 -> -", 5, 2, 7, 3)]
    [InlineData("a * b", "* #1 -> +", 5, 2, 10, 7)]
    [InlineData("a % b", "% #1 -> *", 5, 2, 1, 10)]
    [InlineData("a & b", "& #1 -> |", 6, 3, 2, 7)]
    [InlineData("a << b", "<< #1 -> >>", 4, 1, 8, 2)]
    [InlineData("~a", "~ #1 -> nothing", 4, 0, -5, 4)]
    [InlineData("-a", "- #1 -> +", 4, 0, -4, 4)]
    [InlineData("a > 0 && b > 0", "&& #1 -> ||", 1, 0, false, true)]
    [InlineData("!(a > b)", "! #1 -> nothing", 1, 0, false, true)]
    [InlineData("a + 41", "41 #1 -> 42", 0, 0, 41, 42)]
    [InlineData("Math.Max(-1, b)", "-1 #1 -> 0", 0, -5, -1, 0)]
    [InlineData("Byte(7)", "7 #1 -> 8", 0, 0, (byte)7, (byte)8)]
    [InlineData("true", "true #1 -> false", 0, 0, true, false)]
    [InlineData("a++ + a", "++ #1 -> --", 5, 0, 11, 9)]
    [InlineData("a += b", "+= #1 -> -=", 5, 2, 7, 3)]
    [InlineData("a is > 1 and < 5", "and #1 -> or", 9, 0, false, true)]
    [InlineData("a is > 1 and < 5", "< #1 -> <=", 5, 0, false, true)]
    [InlineData("a is 3", "is #1 -> is not", 3, 0, true, false)]
    [InlineData("a switch { 1 => 10, _ => 20 }", "1 #1 -> 2", 1, 0, 10, 20)]
    [InlineData("int.IsPositive(a) ? 1 : 2", "condition #1 -> not", 4, 0, 1, 2)]
    [InlineData("Holds(x => x < 3, a)", "< #1 -> <=", 3, 0, false, true)]
    public void A_change_that_is_on_does_what_it_says_and_one_that_is_off_nothing(
        string body, string change, int a, int b, object before, object after)
    {
        ChangedFunction function = ChangedFunction.WithBody(body);
        Assert.Equal(before, function.Answer(null, a, b));
        Assert.Equal(after, function.Answer(change, a, b));
    }

    [Fact]
    public void What_does_not_compile_is_left_out_and_the_rest_stays()
    {
        ChangedFunction function = ChangedFunction.WithBody("new byte[] { 255 }.Length + Byte((byte)(a + 1))");
        Assert.Contains(function.Found, mutant => mutant.Name.EndsWith("255 #1 -> 256", StringComparison.Ordinal));
        Assert.DoesNotContain(function.Mutants, mutant => mutant.Name.Contains("255", StringComparison.Ordinal));
        Assert.Equal(-1, function.Answer("+ #1 -> -", 1, 0));
    }
}
