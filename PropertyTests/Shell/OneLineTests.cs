using MsrSpec.Shell;
using Xunit;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>Whatever words of an input stand in a message, it is one line, and does nothing to a terminal.</summary>
public sealed class OneLineTests
{
    [Theory]
    [InlineData("f:1:2: 'a' is wrong", "f:1:2: 'a' is wrong")]
    [InlineData("one\ntwo\r\nthree\u2028four", "one two three four")]
    [InlineData("\u001b[31mred\u009b0m\a\tand \u00e4", "?[31mred?0m??and \u00e4")]
    public void A_message_has_no_line_ends_and_no_control_characters(string message, string line) =>
        Assert.Equal(line, OneLine.Of(message));

    [Fact]
    public void Of_a_very_long_message_the_start_and_the_end_are_left()
    {
        string line = OneLine.Of($"f:1:2: unknown command '{new string('x', 1 << 20)}'");
        Assert.InRange(line.Length, 1000, 1100);
        Assert.StartsWith("f:1:2: unknown command 'x", line, StringComparison.Ordinal);
        Assert.Contains("xx ... xx", line, StringComparison.Ordinal);
        Assert.EndsWith("x'", line, StringComparison.Ordinal);
    }
}
