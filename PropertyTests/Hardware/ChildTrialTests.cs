using MsrSpec.Hardware.Probing;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Hardware;

/// <summary>What the end of a trial means, whatever end it takes.</summary>
public sealed class ChildTrialTests
{
    private const string Trial = "a trial of arithmetic in a child process";
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Silence_and_success_mean_that_the_machine_can() => Assert.Null(await WhyNotAsync("true"));

    [Theory]
    [InlineData("echo the reason; exit 3", "the reason")]
    [InlineData("echo the reason; echo more; exit 3", "the reason")]
    [InlineData("echo sorry >&2; exit 3", $"{Trial} ended with status 3: sorry")]
    [InlineData("exit 2", $"{Trial} ended with status 2")]
    [InlineData("echo hello", $"{Trial} gave the answer 'hello', which means nothing")]
    [InlineData("kill -SEGV $$", $"{Trial} died (signal 11)")]
    [InlineData("echo help >&2; kill -ABRT $$", $"{Trial} died (signal 6): help")]
    public async Task Any_other_end_is_a_reason_in_words(string script, string reason) =>
        Assert.Equal(reason, await WhyNotAsync(script));

    [Fact]
    public async Task A_trial_without_an_end_is_killed() => Assert.Equal(
        $"{Trial} gave no answer within 0.2 s",
        await ChildTrial.WhyNotAsync(
            BuiltProgram.Command("sleep", ["600"], Repository.Root), "arithmetic", TimeSpan.FromMilliseconds(200)));

    [Fact]
    public async Task A_trial_that_cannot_be_started_is_a_reason() => Assert.StartsWith(
        $"{Trial} cannot be made: ",
        await ChildTrial.WhyNotAsync(
            BuiltProgram.Command("no-such-program", [], Repository.Root), "arithmetic", Long),
        StringComparison.Ordinal);

    private static Task<string?> WhyNotAsync(string script) => ChildTrial.WhyNotAsync(
        BuiltProgram.Command("sh", ["-c", script], Repository.Root), "arithmetic", Long);
}
