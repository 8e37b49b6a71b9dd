using MsrSpec.Fuzz.Engine.Managed;
using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>The managed engine's inputs: within bounds, the same for a seed, made of what comparisons tell.</summary>
public sealed class ManagedMutatorTests
{
    private static readonly byte[] Other = [.. Enumerable.Range(0, 40).Select(number => (byte)number)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    public void No_input_is_empty_or_longer_than_the_buffer(int capacity)
    {
        (Mutator mutator, _) = Create(seed: 1, ["a"u8.ToArray(), "a word that is long"u8.ToArray()]);
        byte[] buffer = new byte[capacity];
        int size = 0;
        for (int run = 0; run < 20_000; run++)
        {
            size = mutator.Mutate(buffer, run % 100 == 0 ? 0 : size, Other);
            Assert.InRange(size, 1, capacity);
        }
    }

    [Fact]
    public void Every_kind_of_change_happens()
    {
        (Mutator mutator, _) = Create(seed: 1, ["word"u8.ToArray()]);
        byte[] buffer = new byte[64];
        int size = 0;
        for (int run = 0; run < 5_000; run++)
        {
            size = mutator.Mutate(buffer, size, "12345"u8);
            mutator.KeepWords();
        }

        Assert.Equal(Enum.GetValues<MutationKind>(), mutator.Trail.Distinct().Order());
    }

    [Fact]
    public void A_seed_decides_every_input()
    {
        Assert.Equal(Inputs(seed: 7), Inputs(seed: 7));
        Assert.NotEqual(Inputs(seed: 7), Inputs(seed: 8));
    }

    [Fact]
    public void Only_ascii_makes_ascii_characters()
    {
        (Mutator mutator, _) = Create(seed: 3, [[0xFF, 0x00]], onlyAscii: true);
        byte[] buffer = new byte[32];
        int size = 0;
        for (int run = 0; run < 5_000; run++)
        {
            size = mutator.Mutate(buffer, size, Other);
            Assert.All(buffer[..size], value => Assert.True(value is (>= 0x20 and < 0x7F) or (>= 9 and <= 13)));
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x01, 0x30, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0x30, 0x01 })]
    public void An_operand_takes_the_place_of_the_other_in_both_byte_orders(byte[] wanted)
    {
        (Mutator mutator, OperandRing operands) = Create(seed: 1, [], crossesOver: false);
        operands.Add(0x11223344, 0x3001, 4);
        byte[] start = wanted[0] == 0 ? [0x11, 0x22, 0x33, 0x44] : [0x44, 0x33, 0x22, 0x11];
        byte[] buffer = new byte[4];

        Assert.Contains(Enumerable.Range(0, 2_000), _ =>
        {
            start.CopyTo(buffer, 0);
            mutator.StartTrail();
            return mutator.Mutate(buffer, 4, []) == 4
                && mutator.Trail is [MutationKind.CMP] && buffer.AsSpan().SequenceEqual(wanted);
        });
    }

    [Fact]
    public void The_ring_keeps_the_most_recent_operands()
    {
        OperandRing ring = new();
        for (uint number = 0; number < 1000; number++)
        {
            ring.Add(number, 0, 4);
        }

        Assert.Equal(OperandRing.Capacity, ring.Count);
        Assert.Equal(
            Enumerable.Range(1000 - OperandRing.Capacity, OperandRing.Capacity).Select(number => (ulong)number),
            Enumerable.Range(0, ring.Count).Select(index => ring[index].Left).Order());
    }

    private static List<string> Inputs(ulong seed)
    {
        (Mutator mutator, _) = Create(seed, ["word"u8.ToArray()]);
        byte[] buffer = new byte[32];
        int size = 0;
        List<string> inputs = [];
        for (int run = 0; run < 500; run++)
        {
            size = mutator.Mutate(buffer, size, Other);
            inputs.Add(Convert.ToHexString(buffer, 0, size));
        }

        return inputs;
    }

    private static (Mutator Mutator, OperandRing Operands) Create(
        ulong seed, IReadOnlyList<byte[]> dictionary, bool crossesOver = true, bool onlyAscii = false)
    {
        OperandRing operands = new();
        operands.Add(2, 3, 4);
        Mutator mutator = new(
            new RandomStream(seed),
            new MutationSources(dictionary, operands, UsesCompares: true, crossesOver, onlyAscii));
        return (mutator, operands);
    }
}
