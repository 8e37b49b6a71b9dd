using CsCheck;
using MsrSpec.Checker.Sequences;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.TraceText;

/// <summary>Commands in one word each.</summary>
public sealed class CommandWordTests
{
    private const int Iterations = 20_000;

    [Fact]
    public void Every_word_is_a_command_that_has_a_simplest_word() =>
        Gen.ULong.Sample(
            word =>
            {
                Command command = CommandWord.Decode(word);
                return CommandWord.TryEncode(command, out ulong simplest)
                    && CommandWord.Decode(simplest) == command
                    && CommandWord.TryEncode(command, out ulong again) && again == simplest;
            },
            iter: Iterations);

    [Fact]
    public void The_zero_word_is_the_simplest_command()
    {
        Assert.Equal(new Command.Guest(0, Accesses.Read(0)), CommandWord.Decode(0));
        Assert.True(CommandWord.TryEncode(CommandWord.Decode(0), out ulong word));
        Assert.Equal(0UL, word);
    }

    [Fact]
    public void Every_kind_of_command_has_words()
    {
        IEnumerable<CommandKind> kinds = Enumerable.Range(0, 16).Select(word => CommandWord.KindOf((ulong)word));
        Assert.Equal(Enum.GetValues<CommandKind>(), kinds.Distinct().Order());
    }

    [Fact]
    public void A_command_that_has_no_word_is_refused_and_not_changed() =>
        TraceGens.Command.Sample(
            command => !CommandWord.TryEncode(command, out ulong word) || CommandWord.Decode(word) == command,
            iter: Iterations / 4);

    [Fact]
    public void An_argument_longer_than_any_bitmap_has_no_word()
    {
        byte[] bytes = new byte[0x10 + 0x800];
        new Random(1).NextBytes(bytes);
        var command = new Command.AddAllowlist(new UserBuffer([.. bytes]));

        Assert.False(CommandWord.TryEncode(command, out _));
    }
}
