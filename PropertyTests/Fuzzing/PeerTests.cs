using MsrSpec.Benchmarks.Fuzzing;
using MsrSpec.Spec.Abi;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>What the fuzzing benchmark rests on: the same target on both sides, and inputs that tell.</summary>
public sealed class PeerTests
{
    [Fact]
    public void The_target_in_C_answers_like_the_target_in_CSharp()
    {
        Assert.SkipWhen(AllowlistPeer.WhyMissing() is not null, AllowlistPeer.WhyMissing() ?? string.Empty);
        AllowlistPeer peer = AllowlistPeer.Load();
        Assert.Null(AllowlistEquality.FirstDifference(input => peer.Answer(input)));
    }

    [Fact]
    public void A_peer_that_is_wrong_about_one_rule_is_seen()
    {
        Assert.NotNull(AllowlistEquality.FirstDifference(input => AllowlistEquality.Answer(input) switch
        {
            { Decoded: Errno.ENOMEM } answer => answer with { Decoded = 0 },
            var answer => answer,
        }));
        Assert.NotNull(AllowlistEquality.FirstDifference(input =>
            AllowlistEquality.Answer(input) is { Live: 1 } answer
                ? answer with { Extent = answer.Extent + 1 }
                : AllowlistEquality.Answer(input)));
    }

    [Fact]
    public void The_inputs_meet_every_answer_often()
    {
        Random random = new(1);
        AllowlistAnswer[] answers =
            [.. Enumerable.Range(0, 2_000).Select(_ => AllowlistEquality.Answer(AllowlistInputs.Next(random)))];
        Errno[] expected = [0, Errno.EFAULT, Errno.EINVAL, Errno.ENOMEM];
        Assert.Equal(expected.Order(), answers.Select(answer => answer.Judged).Distinct().Order());
        Assert.All(expected, errno => Assert.True(answers.Count(answer => answer.Judged == errno) > 50));
    }

    [Fact]
    public void The_full_size_input_is_valid_and_read_to_its_end()
    {
        byte[] input = AllowlistInputs.FullSize();
        Assert.Equal(AllowlistLayout.HeaderSize + AllowlistLayout.MaxBitmapSize, input.Length);
        Assert.Equal(new AllowlistAnswer(0, 0, (uint)input.Length, 1), AllowlistEquality.Answer(input));
    }

    [Theory]
    [InlineData("Done\nstat::number_of_executed_units: 120\nstat::average_exec_per_sec:     0\n", 120L)]
    [InlineData("stat::number_of_executed_units: 1\nstat::number_of_executed_units: 2", 2L)]
    [InlineData("stat::number_of_executed_units: many", null)]
    [InlineData("no statistics", null)]
    public void Executions_are_read_from_libFuzzers_statistics(string output, long? executions) =>
        Assert.Equal(executions, new FuzzOutcome(0, output, 0, null).Executions);
}
