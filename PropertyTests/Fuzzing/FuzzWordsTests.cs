using MsrSpec.Fuzz;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Targets;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>What the user says is checked and completed before an engine sees it.</summary>
public sealed class FuzzWordsTests
{
    private static readonly IFuzzTarget Target = FuzzTargets.Find("allowlist")!;

    [Theory]
    [InlineData("--engin=managed", "unknown option")]
    [InlineData("-runs=abc", "malformed value of -runs")]
    [InlineData("-seed=-1", "malformed value of -seed")]
    public void A_word_that_libFuzzer_would_pass_over_is_refused(string word, string problem) => Assert.StartsWith(
        problem, FuzzWords.ProblemOf(["-runs=1", word])!, StringComparison.Ordinal);

    [Theory]
    [InlineData("-runs", "malformed value of -runs")]
    [InlineData("nowhere", "'nowhere' is neither a flag nor a file")]
    [InlineData("", "'' is neither a flag nor a file")]
    [InlineData("-dict=", "-dict: the name of a file is empty")]
    [InlineData("-dict=/", "-dict: /: this is a folder")]
    [InlineData("-dict=/dev/zero", "-dict: /dev/zero: larger than 16 MiB")]
    [InlineData("-dict=/proc/self/stat", "-dict: /proc/self/stat: line 1")]
    public void A_word_that_cannot_be_carried_out_is_refused_before_anything_runs(string word, string problem) =>
        Assert.StartsWith(problem, FuzzWords.ProblemOf([word])!, StringComparison.Ordinal);

    [Fact]
    public void Files_and_flags_of_libFuzzer_alone_are_let_through()
    {
        using Checking.TemporaryFolder folder = new();
        string words = folder.File("words");
        File.WriteAllText(words, "# a comment\nname=\"\\x01word\"\n");
        Assert.Null(FuzzWords.ProblemOf(
            [folder.Path, words, "-runs=-1", "-entropic=0", "-detect_leaks=0", $"-dict={words}"]));
    }

    [Fact]
    public void The_value_profile_and_the_longest_input_are_added_unless_they_are_given()
    {
        Assert.Equal(["-runs=1", "-max_len=1552", "-use_value_profile=1"], FuzzWords.Complete(Target, ["-runs=1"]));
        string[] given = ["-max_len=8", "-use_value_profile=0"];
        Assert.Equal(given, FuzzWords.Complete(Target, given));
    }

    [Fact]
    public void The_defaults_are_a_folder_for_what_is_new_the_corpus_and_the_dictionary()
    {
        using Checking.TemporaryFolder folder = new();
        FuzzFolders folders = new(folder.Path);
        Directory.CreateDirectory(folders.Corpus("allowlist"));
        string work = folders.Work("allowlist");
        Assert.Equal(
            [
                "-runs=1", Path.Combine(work, "corpus"), folders.Corpus("allowlist"),
                $"-dict={Path.Combine(folders.Dictionaries, "allowlist.dict")}", $"-artifact_prefix={work}/",
            ],
            FuzzWords.WithDefaults(Target, ["-runs=1"], folders));
        Assert.True(Directory.Exists(Path.Combine(work, "corpus")));
        Assert.DoesNotContain(
            folders.Corpus("allowlist"), FuzzWords.WithDefaults(Target, ["an-input"], folders));
    }

    [Fact]
    public void What_must_be_found_is_kept_apart_from_the_counterexamples()
    {
        FuzzFolders folders = new("root");
        Assert.Equal(folders.Counterexamples, folders.FindingsOf(Target));
        Assert.StartsWith(
            Path.Combine("root", "artifacts"), folders.FindingsOf(FuzzTargets.Find("canary")!),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_hangs_is_cut_off_and_one_that_ends_is_not()
    {
        using ManualResetEventSlim hanging = new();
        using ManualResetEventSlim done = new();
        using (new ReportDeadline(TimeSpan.FromMilliseconds(1), hanging.Set))
        {
            Assert.True(hanging.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        }

        new ReportDeadline(TimeSpan.FromMilliseconds(200), done.Set).Dispose();
        Assert.False(done.Wait(TimeSpan.FromMilliseconds(600), TestContext.Current.CancellationToken));
    }
}
