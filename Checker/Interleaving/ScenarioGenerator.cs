using System.Collections.Immutable;
using CsCheck;
using MsrSpec.Checker.Sampling;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Interleaving;

/// <summary>
/// Draws scenarios: who adds ranges while others add some too, or ask. Aimed at the edges: a list that is empty, has
/// one range, is nearly or wholly full; ranges that are equal, overlap or touch; and questions about what a range
/// shows that is seen in part: its base, its set bit, that bit's number alone, as of a range whose base is still zero.
/// </summary>
/// <param name="seed">Decides every scenario.</param>
internal sealed class ScenarioGenerator(ulong seed)
{
    private const int MostAsked = 2;

    private static readonly uint[] Bases = [0x0, 0x10, 0x40, 0x1000, 0xC000_0000, 0xFFFF_FF00];
    private static readonly uint[] Counts = [1, 2, 64, 65];

    /// <summary>A scenario by its number; the same seed and number give the same.</summary>
    public RaceScenario Draw(uint number)
    {
        PCG random = new(number, seed);
        List<Command.AddAllowlist> ranges = [];
        ImmutableArray<Command> prefix = Prefix(random, ranges);
        ImmutableArray<ImmutableArray<Command>>.Builder threads =
            ImmutableArray.CreateBuilder<ImmutableArray<Command>>();
        threads.Add([.. Enumerable.Range(0, random.Below(4) == 0 ? 2 : 1).Select(_ => Add(random, ranges))]);
        int others = random.Below(4) == 0 ? 2 : 1;
        for (int i = 0; i < others; i++)
        {
            threads.Add(random.Below(3) == 0
                ? [Add(random, ranges)]
                : [.. Enumerable.Range(0, (int)random.Below(MostAsked) + 1).Select(_ => Ask(random, ranges))]);
        }

        return new RaceScenario(prefix, threads.ToImmutable());
    }

    private static ImmutableArray<Command> Prefix(PCG random, List<Command.AddAllowlist> ranges)
    {
        int length = random.Below(8) switch
        {
            0 or 1 => 0,
            2 or 3 or 4 => 1,
            5 => 2,
            6 => AllowlistLayout.Slots - 1,
            _ => AllowlistLayout.Slots,
        };
        return length < 3
            ? [.. Enumerable.Range(0, length).Select(_ => Add(random, ranges))]
            : [.. Enumerable.Range(0, length).Select(number => Single((uint)number, ranges))];
    }

    /// <summary>One of the ranges that fill the table: they do not overlap.</summary>
    private static Command.AddAllowlist Single(uint number, List<Command.AddAllowlist> ranges) =>
        Keep(Range(AccessFlags.Read, 1, 0x2000 + (number * 2), 0), ranges);

    private static Command.AddAllowlist Add(PCG random, List<Command.AddAllowlist> ranges)
    {
        if (ranges.Count > 0 && random.Below(6) == 0)
        {
            return Keep(ranges[(int)random.Below((uint)ranges.Count)], ranges);
        }

        uint count = Counts[random.Below((uint)Counts.Length)];
        return Keep(
            Range(
                (AccessFlags)(random.Below(3) + 1), count, Bases[random.Below((uint)Bases.Length)],
                random.Below(count + 1)),
            ranges);
    }

    private static Command.AddAllowlist Keep(Command.AddAllowlist add, List<Command.AddAllowlist> ranges)
    {
        ranges.Add(add);
        return add;
    }

    /// <summary>A range with one bit, or with none if the bit lies behind it.</summary>
    private static Command.AddAllowlist Range(AccessFlags flags, uint count, uint first, uint bit)
    {
        AllowlistHeader header = new((uint)flags, count, first, 0);
        byte[] bitmap = new byte[header.ArgumentSize - AllowlistLayout.HeaderSize];
        if (bit < count)
        {
            bitmap[bit / 8] |= (byte)(1 << (int)(bit % 8));
        }

        return new Command.AddAllowlist(UserBuffer.Allowlist(header, bitmap, header.ArgumentSize));
    }

    private static Command.AskDecision Ask(PCG random, List<Command.AddAllowlist> ranges)
    {
        UserBuffer argument = ranges[(int)random.Below((uint)ranges.Count)].Argument;
        AllowlistHeader header = argument.Header;
        uint bit = FirstBit.Of(argument);
        uint index = random.Below(6) switch
        {
            0 => header.Base,
            1 or 2 => header.Base + bit,
            3 => bit,
            4 => header.Base + header.Count - 1,
            _ => header.Base + header.Count,
        };
        AccessFlags type = header.Flags == (uint)AccessFlags.Write || random.Below(4) == 0
            ? AccessFlags.Write : AccessFlags.Read;
        return new Command.AskDecision(type, index);
    }
}
