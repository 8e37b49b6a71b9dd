using MsrSpec.Fuzz.Engine.Managed;
using MsrSpec.PropertyTests.Checking;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>The managed engine's command line is libFuzzer's.</summary>
public sealed class ManagedFlagTests
{
    [Fact]
    public void Flags_are_read()
    {
        ManagedFlags flags = Parse(
            "-runs=-1", "-max_total_time=7", "-max_len=9", "-seed=4294967295", "-timeout=3", "-rss_limit_mb=0",
            "-dict=words", "-artifact_prefix=out/", "-merge=1", "-reduce_inputs=0", "-jobs=4", "-workers=2").Flags;

        Assert.Equal(
            new ManagedFlags
            {
                Runs = -1,
                MaxTotalTime = 7,
                MaxLength = 9,
                Seed = uint.MaxValue,
                Timeout = 3,
                MemoryLimit = 0,
                Dictionary = "words",
                ArtifactPrefix = "out/",
                Merge = true,
                ReduceInputs = false,
                Jobs = 4,
                Workers = 2,
            },
            flags);
    }

    [Fact]
    public void The_later_of_two_equal_flags_counts() =>
        Assert.False(Parse("-use_value_profile=1", "-use_value_profile=0").Flags.UseValueProfile);

    [Fact]
    public void Defaults_in_the_help_are_those_without_flags() => Assert.All(
        FlagTable.Rows,
        flag => Assert.Equal(new ManagedFlags(), flag.Set(new ManagedFlags(), flag.Default)));

    [Fact]
    public void Every_flag_of_the_table_is_found_by_its_name() =>
        Assert.All(FlagTable.Rows, flag => Assert.Same(flag, FlagTable.Find(flag.Name)));

    [Theory]
    [InlineData("-runs=")]
    [InlineData("-runs=ten")]
    [InlineData("-runs=-2")]
    [InlineData("-runs=99999999999999999999")]
    [InlineData("-seed=4294967296")]
    [InlineData("-merge=2")]
    [InlineData("-merge")]
    [InlineData("-max_len=1048577")]
    [InlineData("-mutate_depth=0")]
    public void A_malformed_value_is_an_error_that_names_the_flag(string word)
    {
        Assert.False(EngineWords.TryParse([word], out _, out string problem));
        Assert.Contains(word.Split('=')[0], problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flag_that_nobody_knows_is_a_warning()
    {
        EngineWords words = Parse("-entropic=1", "-runs=5");
        Assert.Contains("-entropic=1", Assert.Single(words.Warnings), StringComparison.Ordinal);
        Assert.Equal(5, words.Flags.Runs);
    }

    [Fact]
    public void Files_and_folders_are_told_apart()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("input");
        File.WriteAllText(file, "x");

        EngineWords both = Parse(file, folder.Path);
        Assert.Equal([file], both.Files);
        Assert.Equal([folder.Path], both.Folders);
        Assert.False(both.AreFiles);
        Assert.True(Parse(file).AreFiles);
    }

    [Fact]
    public void A_path_that_is_not_there_is_an_error_that_names_it()
    {
        Assert.False(EngineWords.TryParse(["no/such/path"], out _, out string problem));
        Assert.Contains("no/such/path", problem, StringComparison.Ordinal);
    }

    private static EngineWords Parse(params string[] words)
    {
        Assert.True(EngineWords.TryParse(words, out EngineWords parsed, out string problem), problem);
        return parsed;
    }
}
