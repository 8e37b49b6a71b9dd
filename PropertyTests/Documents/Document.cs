using System.Text.RegularExpressions;
using MsrSpec.PropertyTests.House;

namespace MsrSpec.PropertyTests.Documents;

/// <summary>A document of this repository.</summary>
internal static partial class Document
{
    /// <summary>The README.</summary>
    public static string Readme { get; } = Read("README.md");

    /// <summary>The text of a document.</summary>
    public static string Read(string file) => File.ReadAllText(Repository.PathOf(file));

    /// <summary>The paragraph that begins with some words, on one line.</summary>
    public static string Paragraph(string document, string beginning) => document
        .Split("\n\n").Single(paragraph => paragraph.StartsWith(beginning, StringComparison.Ordinal))
        .ReplaceLineEndings(" ");

    /// <summary>What stands in backquotes.</summary>
    public static string[] Quoted(string text) =>
        [.. Quotation().Matches(text).Select(match => match.Groups["words"].Value)];

    [GeneratedRegex("`(?<words>[^`]+)`")]
    private static partial Regex Quotation();
}
