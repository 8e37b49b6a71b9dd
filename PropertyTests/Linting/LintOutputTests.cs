using System.Text.Json;
using MsrSpec.Policies.Linting;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using MsrSpec.PropertyTests.Shell;
using Xunit;

namespace MsrSpec.PropertyTests.Linting;

/// <summary>What <c>lint</c> prints: for people, for programs, and as the standard of such findings demands.</summary>
public sealed class LintOutputTests
{
    private const string Example = "docs/examples/wrong-filter.json";

    private const string Text = "msrspec-trace 1\nfilter-slot flags=read nmsrs=72 base=TSC bits=0-71 readable=9\n";

    private static readonly string[] Levels = ["none", "note", "warning", "error"];

    [Fact]
    public async Task A_finding_has_a_place_an_id_a_sentence_and_what_to_write_instead()
    {
        ProgramEnd end = await RunAsync("a b", Text, []);
        Assert.Equal(1, end.Status);
        Assert.Equal(
            """
            a b:2:42: bitmap-too-short: range 1: the bitmap of 72 registers has 9 bytes, and the kernel reads 16
              instead: a bitmap of 16 bytes, the unused ones 0
            1 finding

            """,
            end.Output);
        Assert.Empty(end.Errors);
    }

    [Fact]
    public async Task Nothing_found_is_told_too()
    {
        ProgramEnd end = await RunAsync("a", Text.Replace(" readable=9", "", StringComparison.Ordinal), []);
        Assert.Equal((0, "0 findings\n"), (end.Status, end.Output));
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--format=json")]
    public async Task As_JSON_it_has_the_shape_that_the_page_tells(string option)
    {
        ProgramEnd end = await RunAsync("a", Text, [option]);
        Assert.Equal(1, end.Status);
        JsonElement root = JsonDocument.Parse(end.Output).RootElement;
        Assert.Equal(["tool", "file", "interface", "findings"], Names(root));
        JsonElement finding = root.GetProperty("findings")[0];
        Assert.Equal(
            ["id", "level", "sentence", "message", "instead", "line", "column", "slot"], Names(finding));
        Assert.Equal("bitmap-too-short", finding.GetProperty("id").GetString());
        Assert.Equal(42, finding.GetProperty("column").GetInt32());
    }

    [Fact]
    public async Task As_SARIF_it_has_what_the_schema_demands()
    {
        ProgramEnd end = await RunAsync("a b", Text, ["--format", "sarif"]);
        JsonElement root = JsonDocument.Parse(end.Output).RootElement;
        Assert.Equal("2.1.0", root.GetProperty("version").GetString());
        JsonElement run = Assert.Single(root.GetProperty("runs").EnumerateArray());
        JsonElement driver = run.GetProperty("tool").GetProperty("driver");
        Assert.NotEmpty(driver.GetProperty("name").GetString()!);
        JsonElement[] rules = [.. driver.GetProperty("rules").EnumerateArray()];
        Assert.Equal(LintRules.All.Select(rule => rule.Id), rules.Select(rule => rule.GetProperty("id").GetString()));
        Assert.All(rules, rule =>
        {
            Assert.NotEmpty(rule.GetProperty("shortDescription").GetProperty("text").GetString()!);
            Assert.Contains(Level(rule.GetProperty("defaultConfiguration")), Levels);
        });
        JsonElement result = Assert.Single(run.GetProperty("results").EnumerateArray());
        Assert.Equal(
            result.GetProperty("ruleId").GetString(),
            rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        Assert.Equal("error", Level(result));
        Assert.NotEmpty(result.GetProperty("message").GetProperty("text").GetString()!);
        JsonElement location = Assert.Single(result.GetProperty("locations").EnumerateArray())
            .GetProperty("physicalLocation");
        Assert.Equal("a%20b", location.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal((2, 42), (
            location.GetProperty("region").GetProperty("startLine").GetInt32(),
            location.GetProperty("region").GetProperty("startColumn").GetInt32()));
    }

    [Fact]
    public async Task Of_bytes_SARIF_has_an_offset()
    {
        ProgramEnd end = await RunAsync("a", "03000000 01000000 10000000 00000000", ["--format", "sarif"]);
        JsonElement region = JsonDocument.Parse(end.Output).RootElement.GetProperty("runs")[0].GetProperty("results")[0]
            .GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region");
        Assert.Equal(0, region.GetProperty("byteOffset").GetInt32());
    }

    [Fact]
    public async Task The_example_of_the_help_shows_something()
    {
        ProgramEnd end = await Programs.RunAsync("msrspec", ["lint", Example], Repository.Root);
        Assert.Equal(1, end.Status);
        Assert.Contains("4 findings", end.Output, StringComparison.Ordinal);
    }

    private static string? Level(JsonElement holder) => holder.GetProperty("level").GetString();

    private static IEnumerable<string> Names(JsonElement element) =>
        element.EnumerateObject().Select(property => property.Name);

    private static async Task<ProgramEnd> RunAsync(string file, string text, IEnumerable<string> options)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.File(file), text, TestContext.Current.CancellationToken);
        return await Programs.RunAsync("msrspec", ["lint", file, .. options], folder.Path);
    }
}
