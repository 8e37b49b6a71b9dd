using System.Collections.Immutable;
using CsCheck;
using MsrSpec.Checker.Sampling;
using MsrSpec.Checker.Sequences;
using MsrSpec.Model;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>What random checking draws: every value that lies next to one that matters comes.</summary>
public sealed class DrawnValuesTests
{
    private const int Sequences = 60_000;
    private const int Draws = 40_000;
    private const int KnownFlagBits = 2;

    private static readonly HashSet<uint> RangeFlags = [];
    private static readonly HashSet<uint> Pads = [];
    private static readonly HashSet<uint> EnableFlags = [];
    private static readonly HashSet<uint> Capabilities = [];
    private static readonly HashSet<uint> Indices = [];

    /// <summary>What a host sets to some value and a guest then writes 0 to, on one vCPU.</summary>
    private static readonly HashSet<uint> Overwritten = [];

    /// <summary>The lists that sequences end with that ask for many large ranges.</summary>
    private static readonly List<ImmutableArray<AllowlistRange>> LargeLists = [];

    static DrawnValuesTests()
    {
        SequenceGenerator generator = new();
        PCG random = new(0, 1UL);
        for (int sequence = 0; sequence < Sequences; sequence++)
        {
            Command[] commands = generator.Generate(random, words: null);
            Array.ForEach(commands, Note);
            NoteOverwritten(commands);
            NoteList(commands);
        }
    }

    [Fact]
    public void Every_unknown_flag_of_a_range_is_drawn_alone_and_beside_known_ones()
    {
        Assert.Subset(RangeFlags, Bits().Skip(KnownFlagBits).ToHashSet());
        for (uint known = 1; known <= (uint)AccessFlags.ReadWrite; known++)
        {
            Assert.Subset(RangeFlags, Bits().Skip(KnownFlagBits).Select(bit => bit | known).ToHashSet());
        }
    }

    [Fact]
    public void Every_bit_of_a_pad_word_is_drawn_alone() =>
        Assert.Subset(Pads, Bits().Append(0u).Append(uint.MaxValue).ToHashSet());

    [Fact]
    public void Every_flag_of_a_capability_is_drawn_alone_and_every_number_near_the_known_ones()
    {
        Assert.Subset(EnableFlags, Bits().Append(0u).ToHashSet());
        Assert.Subset(Capabilities, Bits().Select(bit => bit ^ Capability.UserSpaceMsr).ToHashSet());
        Assert.Subset(Capabilities, Enumerable.Range(0, 256).Select(number => (uint)number).ToHashSet());
    }

    [Fact]
    public void The_ends_of_every_area_are_drawn_and_what_stands_next_to_them() => Assert.All(
        MsrArea.All,
        area => Assert.All(
            new[] { unchecked(area.First - 1), area.First, area.Last, area.Last + 1 },
            index => Assert.Contains(index, Indices)));

    [Fact]
    public void What_has_no_short_code_takes_more_words_and_is_the_same_command()
    {
        SequenceGenerator generator = new();
        PCG random = new(0, 1UL);
        int longer = 0;
        for (int sequence = 0; sequence < 500; sequence++)
        {
            List<ulong> words = [];
            Command[] commands = generator.Generate(random, words);
            Assert.Equal(commands, CommandWords.Decode([.. words]));
            longer += words.Count > commands.Length ? 1 : 0;
        }

        Assert.InRange(longer, 100, 500);
    }

    [Fact]
    public void Of_a_register_every_bit_of_what_it_takes_is_drawn_changed() => Assert.All(MsrTable.Rows, row =>
    {
        HashSet<ulong> drawn = ValuesFor(row.Index);
        ulong taken = MsrRules.HostWrite(row, row.Reset, row.Mask).Succeeds ? row.Mask : 0;
        Assert.Contains(taken, drawn);
        Assert.All(Enumerable.Range(0, 64), bit => Assert.Contains(taken ^ (1UL << bit), drawn));
    });

    [Theory]
    [InlineData(Msr.Pat)]
    [InlineData(Msr.MtrrFix64K00000)]
    public void Of_a_register_of_memory_types_every_byte_is_drawn_with_every_type(uint index)
    {
        HashSet<ulong> drawn = ValuesFor(index);
        Assert.All(
            from shift in Enumerable.Range(0, 8) from type in Enumerable.Range(0, 10) select (ulong)type << (8 * shift),
            value => Assert.Contains(value, drawn));
    }

    [Theory]
    [InlineData(Msr.Lstar, 0x00007FFF_FFFFFFFF)]
    [InlineData(Msr.Lstar, 0x00008000_00000000)]
    [InlineData(Msr.Lstar, 0xFFFF7FFF_FFFFFFFF)]
    [InlineData(Msr.Lstar, 0xFFFF8000_00000000)]
    [InlineData(Msr.McgCtl, 0x00000000_FFFFFFFF)]
    [InlineData(Msr.McgCtl, 0xFFFFFFFF_00000000)]
    [InlineData(Msr.Mc0Ctl, 0xFFFFFFFF_FFFFFBFF)]
    [InlineData(Msr.Mc0Ctl, 0x400)]
    [InlineData(Msr.Efer, 0x1D00)]
    [InlineData(Msr.MtrrCap, 0x508)]
    [InlineData(Msr.MtrrCap, 0)]
    public void Such_a_value_is_drawn_for_such_a_register(uint index, ulong value) =>
        Assert.Contains(value, ValuesFor(index));

    /// <summary>A range touches at most four pages of 4096 indices and two parts of four million.</summary>
    [Fact]
    public void Some_lists_need_as_much_memory_as_a_list_can()
    {
        const int MostNodes = 4 + 2;
        Assert.Equal(
            AllowlistLayout.Slots * MostNodes,
            LargeLists.Max(list => list.Sum(range => Touched(range, shift: 12) + Touched(range, shift: 22))));

        static long Touched(AllowlistRange range, int shift) =>
            ((range.Base + (long)range.Count - 1) >> shift) - (range.Base >> shift) + 1;
    }

    [Fact]
    public void What_the_host_sets_the_guest_clears_in_some_sequences_of_nearly_every_register() => Assert.InRange(
        EdgeIndices.Registers.Count(Overwritten.Contains), EdgeIndices.Registers.Length * 9 / 10, int.MaxValue);

    private static HashSet<ulong> ValuesFor(uint index)
    {
        PCG random = new(0, 1UL);
        int row = MsrTable.RowOf(index);
        return [.. Enumerable.Range(0, Draws).Select(_ => TellingValues.Draw(row, random))];
    }

    private static IEnumerable<uint> Bits() => Enumerable.Range(0, 32).Select(bit => 1u << bit);

    private static void NoteOverwritten(Command[] commands)
    {
        HashSet<(int, uint)> set = [];
        foreach (Command command in commands)
        {
            if (command is Command.HostWrite { Value: not 0 } write)
            {
                _ = set.Add((write.Vcpu, write.Index));
            }
            else if (command is Command.Guest { Access: { IsRead: false, Value: 0 } access, Vcpu: var vcpu }
                && set.Contains((vcpu, access.Index)))
            {
                _ = Overwritten.Add(access.Index);
            }
        }
    }

    private static void NoteList(Command[] commands)
    {
        int large = commands.Count(command => Touch.Of(command).Count > AllowlistLayout.MaxCount / 2);
        if (large >= AllowlistLayout.Slots)
        {
            ModelMachine model = new(Dialect.Sound.Readings);
            Array.ForEach(commands, command => _ = model.Step(command));
            LargeLists.Add(model.State.Slots);
        }
    }

    private static void Note(Command command)
    {
        switch (command)
        {
            case Command.AddAllowlist { Argument: { HasHeader: true } argument }:
                _ = RangeFlags.Add(argument.Header.Flags);
                _ = Pads.Add(argument.Header.Pad);
                break;
            case Command.EnableCapability enable:
                _ = EnableFlags.Add(enable.Flags);
                _ = Capabilities.Add(enable.Capability);
                break;
            case Command.Guest guest:
                _ = Indices.Add(guest.Access.Index);
                break;
        }
    }
}
