using System.Numerics;
using CsCheck;
using MsrSpec.Checker.Sequences;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.TraceText;

/// <summary>Commands as words: every command has some, and every words are commands.</summary>
public sealed class CommandWordsTests
{
    private const int Iterations = 20_000;

    /// <summary>The mark of several words for one command.</summary>
    private const ulong Wide = 15;

    /// <summary>Heads of both forms, of every kind and of none, and anything behind them.</summary>
    private static Gen<ulong[]> Words { get; } =
        Gen.Frequency((3, Gen.ULong), (2, Gen.ULong.Select(word => word | Wide)), (1, Gen.ULong[0, 15])).Array[0, 12];

    [Fact]
    public void Every_command_is_what_its_words_say() =>
        TraceGens.Command.Sample(
            command => CommandWords.Decode(CommandWords.Encode(command), out int used) == command
                && used == CommandWords.Encode(command).Length,
            iter: Iterations);

    [Fact]
    public void Every_field_has_bits_of_its_own_as_many_as_its_codes_need() => Assert.All(
        CommandDescriptions.All.Where(CompactForm.HasWord), kind =>
        {
            ulong used = (1UL << CompactForm.KindWidth) - 1;
            foreach (FieldPlace place in CompactForm.PlacesOf(kind))
            {
                ulong bits = place.Bits.Put((1UL << place.Domain.CodeWidth) - 1);
                Assert.Equal(place.Domain.CodeWidth, BitOperations.PopCount(bits));
                Assert.Equal(0UL, used & bits);
                used |= bits;
            }
        });

    [Fact]
    public void A_sequence_is_what_its_words_say() =>
        TraceGens.Command.Array[0, 12].Sample(
            commands => CommandWords.Decode(CommandWords.Encode(commands)).SequenceEqual(commands),
            iter: Iterations / 10);

    [Fact]
    public void Any_words_are_commands_and_each_takes_at_least_one() =>
        Words.Sample(
            words =>
            {
                Command[] commands = CommandWords.Decode(words);
                ReadOnlySpan<ulong> rest = words;
                foreach (Command command in commands)
                {
                    if (CommandWords.Decode(rest, out int used) != command || used < 1 || used > rest.Length)
                    {
                        return false;
                    }

                    rest = rest[used..];
                }

                return rest.IsEmpty;
            },
            iter: Iterations);

    [Fact]
    public void Words_that_are_missing_are_zero() =>
        Words.Sample(
            words => CommandWords.Decode(words, out _) == CommandWords.Decode([.. words, .. new ulong[8]], out _)
                || HasBytes(CommandWords.Decode([.. words, .. new ulong[8]], out _)),
            iter: Iterations);

    [Fact]
    public void What_one_word_says_takes_one_word_again() =>
        Gen.ULong.Where(word => (word & Wide) != Wide).Sample(
            word => CommandWords.Encode(CommandWords.Decode([word], out _)).Length == 1,
            iter: Iterations);

    [Fact]
    public void The_zero_word_is_the_simplest_command()
    {
        Assert.Equal(new Command.Guest(0, Accesses.Read(0)), CommandWords.Decode([0], out _));
        Assert.Equal(CommandDescriptions.Simplest, CommandWords.Decode([0], out _));
        Assert.Equal(CommandDescriptions.Simplest, CommandWords.Decode([], out _));
        Assert.Equal([0UL], CommandWords.Encode(CommandDescriptions.Simplest));
    }

    [Fact]
    public void Every_kind_of_command_has_words_of_both_forms()
    {
        IEnumerable<CommandDescription> Kinds(Func<int, ulong> word) => Enumerable
            .Range(0, CommandDescriptions.All.Length)
            .Select(number => CommandDescription.Of(CommandWords.Decode([word(number)], out _))).Distinct();
        Assert.Equal(
            CommandDescriptions.All.Where(CompactForm.HasWord),
            Kinds(number => number >= 15 ? 0 : (ulong)number).Order(ByNumber));
        Assert.Equal(CommandDescriptions.All, Kinds(number => Wide | ((ulong)number << 4)).Order(ByNumber));
    }

    /// <summary>
    /// Journals and inputs of fuzzers are kept: their words mean the same for ever, but for codes that nothing had yet,
    /// as that of a prefixed form, which stood for the first one, or the number of a kind that came later.
    /// </summary>
    [Theory]
    [InlineData(0x0000_0000_0000_0000, "vcpu0 rdmsr 0x0 long64 cpl0")]
    [InlineData(0x0000_1400_0204_02D1, "vcpu1 wrmsr 0x8100 0x5 real16 cpl3 lock")]
    [InlineData(0x4A8F_12C4_5D37_9B21, "vcpu0 wrmsr 0xb1174de6 0x80000000a3c4 protected32 cpl0 prefixed")]
    [InlineData(
        0x8012_3023_0000_0102,
        "ioctl add-allowlist flags=read nmsrs=0x102 base=0x30000010 bits=0-319 pad=0xffffffff")]
    [InlineData(
        0x0B20_2301_0000_0102,
        "ioctl add-allowlist flags=read nmsrs=48 base=0x10000010 bits=3-8,11-13,15,19-21 readable=19")]
    [InlineData(0x0000_0000_0000_4013, "vcpu1 get-msr 0x10")]
    [InlineData(0x0010_0000_0000_4004, "vcpu0 set-msr 0x10 0x400")]
    [InlineData(0x0000_0C00_0000_0415, "vcpu1 complete error=1 data=0x3")]
    [InlineData(0x0000_0400_0002_E106, "ioctl enable-cap 184 args0=0x1 flags=0x1")]
    [InlineData(0x0000_0000_0002_E407, "ioctl check-extension 185")]
    [InlineData(0x0000_0000_0000_0008, "fail-next-allocation")]
    [InlineData(0x0000_0000_0000_0009, "destroy-vm")]
    [InlineData(0x0000_0000_0000_000C, "filter-slot flags=none nmsrs=0 base=0x0 bits=none")]
    [InlineData(0x0000_0400_0000_001D, "ioctl set-filter default=deny compat")]
    [InlineData(0x0000_0000_0000_005E, "vcpu1 emulate sysenter")]
    public void A_word_means_what_it_always_meant(ulong word, string line) =>
        Assert.Equal(line, CommandPrinter.Print(CommandWords.Decode([word], out _)));

    [Fact]
    public void An_argument_longer_than_any_bitmap_takes_its_bytes_and_a_few_words_more()
    {
        byte[] bytes = new byte[AllowlistLayout.HeaderSize + 0x800];
        new Random(1).NextBytes(bytes);
        var command = new Command.AddAllowlist(new UserBuffer([.. bytes]));

        ulong[] words = CommandWords.Encode(command);
        Assert.Equal(command, CommandWords.Decode(words, out int used));
        Assert.Equal(words.Length, used);
        Assert.InRange(words.Length, 0x800 / 8, (0x800 / 8) + 5);
    }

    [Fact]
    public void A_length_that_words_claim_takes_no_memory_that_they_do_not_have()
    {
        ulong[] words = [Wide | (2UL << 4) | (ulong.MaxValue << 12), ulong.MaxValue, ulong.MaxValue, ulong.MaxValue];
        var add = Assert.IsType<Command.AddAllowlist>(CommandWords.Decode(words, out int used));
        Assert.Equal(words.Length, used);
        Assert.InRange(add.Argument.Length, 0, AllowlistLayout.HeaderSize + AllowlistLayout.MaxBitmapSize);
    }

    private static Comparer<CommandDescription> ByNumber { get; } =
        Comparer<CommandDescription>.Create((one, other) => one.Number.CompareTo(other.Number));

    /// <summary>Whether a command may have bytes of its own, of which zeros behind the words would be some.</summary>
    private static bool HasBytes(Command command) => command is Command.AddAllowlist;
}
