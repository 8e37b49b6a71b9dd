using CsCheck;
using MsrSpec.Checker.Sequences;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Sampling;

/// <summary>
/// Generates command sequences as words, aimed at the edges: of the limits, of the index space, and of the ranges that
/// the same sequence has added before. CsCheck supplies the random numbers and the notion of size.
/// </summary>
public sealed class SequenceGenerator : Gen<ulong[]>
{
    /// <summary>The most commands of a sequence unless said otherwise.</summary>
    public const int DefaultMaxLength = 64;

    private const int Percent = 100;

    private readonly int _maxLength;

    /// <summary>A generator of sequences of 1 to <paramref name="maxLength"/> commands.</summary>
    public SequenceGenerator(int maxLength = DefaultMaxLength) => _maxLength = maxLength;

    /// <inheritdoc/>
    public override ulong[] Generate(PCG pcg, Size? min, out Size size)
    {
        Swarm swarm = Swarms.Draw(pcg);
        RangeHistory history = default;
        ulong[] words = new ulong[1 + (int)pcg.Below((uint)_maxLength)];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = NextWord(pcg, swarm, ref history);
        }

        size = new Size((ulong)words.Length);
        return words;
    }

    private static ulong NextWord(PCG random, Swarm swarm, ref RangeHistory history)
    {
        uint add = Has(swarm, Swarm.MostlyAdds) ? 60u : 20u;
        uint draw = random.Below(Percent);
        if (draw < add)
        {
            return AddWord(random, swarm, ref history);
        }

        return (random.Below(16), swarm) switch
        {
            (0, _) when Has(swarm, Swarm.FailedAllocations) => (ulong)CommandKind.FailNextAllocation,
            (1, _) when Has(swarm, Swarm.Destruction) && random.Below(2) == 0 => (ulong)CommandKind.DestroyVm,
            (2 or 3 or 4, _) when Has(swarm, Swarm.Deflection) => CompleteWord(random, swarm),
            (5, _) when Has(swarm, Swarm.Deflection) => CapabilityWord(CommandKind.EnableCapability, random),
            (6, _) when random.Below(4) == 0 => CapabilityWord(CommandKind.CheckCapability, random),
            (7 or 8, _) when Has(swarm, Swarm.HostAccesses) => HostWord(random, swarm, history),
            _ => GuestWord(random, swarm, history),
        };
    }

    private static bool Has(Swarm swarm, Swarm feature) => (swarm & feature) != 0;

    private static ulong AddWord(PCG random, Swarm swarm, ref RangeHistory history)
    {
        ulong word = (ulong)CommandKind.AddAllowlist;
        uint start = Base(random, swarm, ref history);
        ulong countCode = Count(random, swarm);
        word = WordLayout.Base.Set(word, start);
        word = WordLayout.Count.Set(word, countCode);
        word = WordLayout.Flags.Set(word, Flags(random, swarm));
        word = WordLayout.Bitmap.Set(word, Pattern(random));
        if (Has(swarm, Swarm.CutBuffers) && random.Below(8) == 0)
        {
            word = WordLayout.Readable.Set(word, random.Below((uint)WordLayout.Readable.Max + 1));
        }

        if (Has(swarm, Swarm.PadWords) && random.Below(4) == 0)
        {
            word = WordLayout.Pad.Set(word, 1);
        }

        history.Add(start, CountCode.Decode(countCode));
        return word;
    }

    private static uint Base(PCG random, Swarm swarm, ref RangeHistory history)
    {
        uint draw = random.Below(Percent);
        if (Has(swarm, Swarm.TopBases) && draw < 15)
        {
            return Pick(random, EdgeIndices.AtTheTop.AsSpan());
        }

        if (Has(swarm, Swarm.Neighbours) && draw < 45 && history.Count > 0)
        {
            return history.Near(random) - random.Below(3);
        }

        return draw switch
        {
            < 80 => Pick(random, EdgeIndices.Registers.AsSpan()),
            < 95 => Pick(random, EdgeIndices.OfTheSpace.AsSpan()) & ~0x3Fu,
            _ => random.Next(),
        };
    }

    private static ulong Count(PCG random, Swarm swarm)
    {
        uint draw = random.Below(Percent);
        if (Has(swarm, Swarm.EmptyRanges) && draw < 8)
        {
            return 0;
        }

        if (Has(swarm, Swarm.LargeCounts) && draw < 20)
        {
            return CountCode.FirstEdge + random.Below(CountCode.Codes - CountCode.FirstEdge);
        }

        return draw switch
        {
            < 80 => 1 + random.Below(4),
            < 92 => 62 + random.Below(5),
            _ => 1 + random.Below(CountCode.FirstEdge - 1),
        };
    }

    private static ulong Flags(PCG random, Swarm swarm)
    {
        uint draw = random.Below(Percent);
        if (Has(swarm, Swarm.FlaglessRanges) && draw < 6)
        {
            return 0;
        }

        if (Has(swarm, Swarm.UnknownFlags) && draw < 14)
        {
            return 4 + random.Below((uint)WordLayout.Flags.Max + 1 - 4);
        }

        return 1 + random.Below(3);
    }

    private static ulong Pattern(PCG random) =>
        random.Below(2) == 0 ? 1 : random.Below((uint)WordLayout.Bitmap.Max + 1);

    private static ulong GuestWord(PCG random, Swarm swarm, in RangeHistory history)
    {
        bool writes = random.Below(2) != 0;
        ulong word = (ulong)(writes ? CommandKind.GuestWrite : CommandKind.GuestRead);
        word = WordLayout.Vcpu.Set(word, Vcpu(random, swarm));
        word = WordLayout.Index.Set(word, Index(random, swarm, history));
        if (writes)
        {
            word = WordLayout.Value.Set(word, Value(random));
        }

        if (Has(swarm, Swarm.OtherModes))
        {
            word = WordLayout.Mode.Set(word, random.Below((uint)GuestMode.Real16 + 1));
        }

        if (Has(swarm, Swarm.FaultingForms) && random.Below(6) == 0)
        {
            word = WordLayout.Privilege.Set(word, random.Below(2));
            word = WordLayout.Form.Set(word, random.Below(2) * (ulong)InstructionForm.Lock);
        }
        else
        {
            word = WordLayout.Form.Set(word, random.Below(2));
        }

        return word;
    }

    private static ulong HostWord(PCG random, Swarm swarm, in RangeHistory history)
    {
        bool writes = random.Below(2) != 0;
        ulong word = (ulong)(writes ? CommandKind.HostWrite : CommandKind.HostRead);
        word = WordLayout.Vcpu.Set(word, Vcpu(random, swarm));
        word = WordLayout.Index.Set(word, Index(random, swarm, history));
        return writes ? WordLayout.Value.Set(word, Value(random)) : word;
    }

    private static ulong CompleteWord(PCG random, Swarm swarm)
    {
        ulong word = (ulong)CommandKind.CompleteExit;
        word = WordLayout.Vcpu.Set(word, Vcpu(random, swarm));
        uint error = random.Below(3) == 0 ? random.Below(2) * byte.MaxValue | random.Below(3) : 0;
        word = WordLayout.Index.Set(word, error & byte.MaxValue);
        return WordLayout.Value.Set(word, Value(random));
    }

    private static ulong CapabilityWord(CommandKind kind, PCG random)
    {
        uint capability = random.Below(16) switch
        {
            0 => random.Next(),
            1 or 2 => Capability.AddMsrAllowlist,
            3 => 0,
            _ => Capability.UserSpaceMsr,
        };
        ulong word = WordLayout.Index.Set((ulong)kind, capability);
        if (kind == CommandKind.EnableCapability)
        {
            word = WordLayout.Value.Set(word, random.Below(4) == 0 ? Value(random) : random.Below(8) == 0 ? 0UL : 1);
            word = WordLayout.Form.Set(word, random.Below(10) == 0 ? 1UL : 0);
        }

        return word;
    }

    private static uint Index(PCG random, Swarm swarm, in RangeHistory history)
    {
        uint draw = random.Below(Percent);
        return draw switch
        {
            < 40 when history.Count > 0 => history.Near(random) - 1 + random.Below(3),
            < 85 => Pick(random, EdgeIndices.Registers.AsSpan()),
            < 97 => Pick(random, EdgeIndices.OfTheSpace.AsSpan()),
            _ => Has(swarm, Swarm.FarIndices) ? random.Next() : Pick(random, EdgeIndices.OfTheSpace.AsSpan()),
        };
    }

    private static ulong Value(PCG random) => random.Below(3) switch
    {
        0 => random.Below(16),
        1 => (ulong)(random.Below(8) << 18) | random.Below(64),
        _ => random.Below((uint)WordLayout.Value.Max + 1),
    };

    private static ulong Vcpu(PCG random, Swarm swarm) => Has(swarm, Swarm.SecondVcpu) ? random.Below(2) : 0UL;

    private static uint Pick(PCG random, ReadOnlySpan<uint> pool) => pool[(int)random.Below((uint)pool.Length)];
}
