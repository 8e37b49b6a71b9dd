using MsrSpec.Fuzz.Engine.Managed;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>The managed engine reads dictionaries in libFuzzer's format.</summary>
public sealed class ManagedDictionaryTests
{
    [Fact]
    public void Words_names_comments_and_escapes_are_read()
    {
        IReadOnlyList<byte[]> words = DictionaryFile.Parse(
            ["# a comment", "", "  \"plain\"  ", "efer=\"\\x80\\x00\\x00\\xC0\"", "\"a\\\\b\\\"c\"", "\"#\""]);

        Assert.Equal(["plain"u8.ToArray(), [0x80, 0, 0, 0xC0], "a\\b\"c"u8.ToArray(), "#"u8.ToArray()], words);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("\"")]
    [InlineData("\"\"")]
    [InlineData("\"open")]
    [InlineData("\"a\"b\"")]
    [InlineData("\"\\x4\"")]
    [InlineData("\"\\xGG\"")]
    [InlineData("\"\\n\"")]
    [InlineData("\"\\\"")]
    public void A_malformed_line_is_named(string line)
    {
        InvalidDataException error =
            Assert.Throws<InvalidDataException>(() => DictionaryFile.Parse(["\"good\"", line]));
        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
    }
}
