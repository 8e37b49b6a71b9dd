using MsrSpec.Spec.TraceText;
using Xunit;

namespace MsrSpec.PropertyTests.TraceText;

/// <summary>
/// A parser goes on after an error without looking: all that it reads then is 0, and the error is the first one.
/// </summary>
public sealed class CursorTests
{
    [Fact]
    public void A_key_that_is_not_there_is_an_error_and_0()
    {
        AssertFailed("base=0x10", cursor => cursor.KeyedNumber("nmsrs=", 100), "1:1: expected nmsrs=NUMBER");
        AssertFailed("nmsrs=0x10", cursor => cursor.KeyedIndex("base="), "1:1: expected base=NUMBER");
    }

    [Theory]
    [InlineData("x", "1:1: 'x' is not a number for a bit")]
    [InlineData("0x", "1:1: '0x' is not a number for a bit")]
    [InlineData("17", "1:1: 17 is too large for a bit: the most is 0x10")]
    [InlineData("", "1:1: expected a bit, found the end of the line")]
    public void What_is_no_number_is_an_error_and_0(string text, string error) =>
        AssertFailed(text, cursor => cursor.Number("a bit", 16), error);

    [Fact]
    public void What_names_no_register_is_an_error_and_0() =>
        AssertFailed("NO_SUCH_REGISTER", cursor => cursor.Index("an MSR"), "1:1: ");

    [Fact]
    public void Behind_an_error_every_number_is_0_and_the_error_stays()
    {
        Cursor cursor = new("5 6 7", 3);
        Assert.Equal(5UL, cursor.Number("a bit", 16));
        cursor.Fail("the first error");
        cursor.Fail("the second error");
        Assert.Equal(0UL, cursor.Number("a bit", 16));
        Assert.Equal(0UL, cursor.NumberIn("6", 0, "a bit", 16));
        Assert.Equal(0, cursor.SignedIn("-6", 0, "an error"));
        Assert.Equal(0U, cursor.IndexIn("6", 0, "an MSR"));
        Assert.Equal("3:3: the first error", Said(cursor));
    }

    [Theory]
    [InlineData("-2147483648", int.MinValue)]
    [InlineData("-1", -1)]
    [InlineData("0", 0)]
    [InlineData("2147483647", int.MaxValue)]
    public void A_number_may_be_negative(string text, int number)
    {
        Cursor cursor = new(text, 1);
        Assert.Equal(number, cursor.SignedIn(text, 0, "an error"));
        Assert.Null(cursor.Error);
    }

    [Theory]
    [InlineData("-2147483649", "1:2: 2147483649 is too large for an error: the most is 0x80000000")]
    [InlineData("2147483648", "1:1: 2147483648 is too large for an error: the most is 0x7fffffff")]
    [InlineData("--1", "1:2: '-1' is not a number for an error")]
    public void What_has_more_than_32_bits_is_an_error_and_0(string text, string error) =>
        AssertFailed(text, cursor => (ulong)cursor.SignedIn(text, 0, "an error"), error);

    private static void AssertFailed(string text, Func<Cursor, ulong> reader, string error)
    {
        Cursor cursor = new(text, 1);
        Assert.Equal(0UL, reader(cursor));
        Assert.StartsWith(error, Said(cursor), StringComparison.Ordinal);
    }

    private static string Said(Cursor cursor) =>
        cursor.Error is { } error ? $"{error.Line}:{error.Column}: {error.Message}" : string.Empty;
}
