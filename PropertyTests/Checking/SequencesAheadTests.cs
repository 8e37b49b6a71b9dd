using CsCheck;
using MsrSpec.Checker.Sampling;
using MsrSpec.Checker.Sequences;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>Generating ahead changes when a sequence is made, and nothing else.</summary>
public sealed class SequencesAheadTests
{
    private const int MaxLength = 5;

    [Fact]
    public void The_sequences_are_those_that_the_generator_makes_of_the_seed() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 400]).Sample(
            (seed, count) =>
            {
                SequenceGenerator generator = new(MaxLength);
                PCG random = new(0, seed);
                using SequencesAhead ahead = new(new RandomOptions(seed, count, MaxLength, []));
                GeneratedSequence[] sequences = [.. ahead.Sequences()];
                Assert.Equal(count, sequences.Length);
                Assert.All(
                    sequences,
                    sequence => Assert.Equal(generator.Generate(random, words: null), sequence.Commands));
            },
            iter: 50);

    [Fact]
    public void The_words_of_a_sequence_are_those_of_its_commands()
    {
        using SequencesAhead ahead = new(new RandomOptions(3, 200, MaxLength, []));
        Assert.All(
            ahead.Sequences(),
            sequence => Assert.Equal(sequence.Commands, CommandWords.Decode(sequence.Words)));
    }

    [Fact(Timeout = 10_000)]
    public Task Who_wants_no_more_leaves_none_that_generates() => Task.Run(
        () =>
        {
            using SequencesAhead ahead = new(new RandomOptions(3, long.MaxValue, MaxLength, []));
            Assert.NotEmpty(ahead.Sequences().First().Commands);
        },
        TestContext.Current.CancellationToken);

    [Fact]
    public void What_goes_wrong_in_generating_is_thrown_to_who_asks()
    {
        using SequencesAhead ahead = new(new RandomOptions(3, 1, 0, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => ahead.Sequences().ToList());
    }
}
