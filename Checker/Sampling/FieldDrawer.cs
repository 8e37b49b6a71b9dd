using System.Runtime.CompilerServices;
using CsCheck;
using MsrSpec.Checker.Sequences;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Sampling;

/// <summary>
/// Draws the short codes of the fields of one sequence's commands, each by its domain: at the edges of the limits, of
/// the index space, and of the ranges that the sequence has asked for before.
/// </summary>
internal sealed class FieldDrawer
{
    private const int Percent = 100;

    private readonly PCG _random;
    private readonly Swarm _swarm;

    private readonly FieldTable _fields;

    private RangeHistory _history;

    /// <summary>The index that was drawn last: of the same command, if that has one.</summary>
    private uint _index;

    /// <summary>Whether the access that is being drawn may fault; drawn with its privilege, before its form.</summary>
    private bool _mayFault;

    /// <summary>The word of an argument that is being changed; drawn before its value.</summary>
    private ArgumentWord _word;

    /// <summary>A drawer for one sequence, whose ranges it remembers.</summary>
    public FieldDrawer(PCG random, Swarm swarm)
    {
        _random = random;
        _swarm = swarm;
        _fields = FieldTable.Of(swarm);
    }

    /// <summary>Takes note of what a command touches: later ones aim at its edges.</summary>
    public void Remember(Touch touch)
    {
        if (touch.Kind == TouchKind.Range)
        {
            _history.Add(touch.Index, touch.Count);
        }
    }

    /// <summary>Draws the fields of a command of a kind.</summary>
    /// <returns>The word of the command: the codes are at hand here.</returns>
    public ulong Draw(CommandDescription kind, FieldValues values)
    {
        ulong word = (ulong)kind.Number;
        values.Clear();
        foreach (ref readonly FieldPlace place in _fields.PlacesOf(kind))
        {
            ulong code = Draw(place.Kind);
            word |= place.Bits.Put(code);
            values[place.Field] = place.Number(code);
        }

        return word;
    }

    /// <summary>
    /// Draws the short code of a field; the fields of a command in their order. Four or five times a command: the call
    /// would cost as much as the draw.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Draw(DomainKind domain) => domain switch
    {
        DomainKind.Value => Value(),
        DomainKind.Argument => Argument(),
        DomainKind.MsrIndex => _index = Index(),
        DomainKind.Capability => CapabilityNumber(),
        DomainKind.ErrorByte => ErrorByte(),
        DomainKind.Form => Form(),
        DomainKind.EnableFlags => _random.Below(10) == 0 ? 1 + _random.Below(3) : 0UL,
        DomainKind.Mode => _random.Below(Domains.Mode.Choices),
        DomainKind.Privilege => PrivilegeLevel(),
        DomainKind.Vcpu => _random.Below(2),
        DomainKind.Bitmap => Pattern(),
        DomainKind.Count => Count(),
        DomainKind.Base => Base(),
        DomainKind.RangeFlags => FlagsCode(),
        DomainKind.Readable => _random.Below(8) == 0 ? AnyCode(Domains.Readable) : 0,
        DomainKind.Pad => _random.Below(4) == 0 ? 1UL : 0,
        DomainKind.Direction => _random.Below(2),
        DomainKind.ArgumentWord => (ulong)(_word = (ArgumentWord)_random.Below(Domains.ArgumentWord.Choices)),
        DomainKind.AfterRead => _random.Below(4) == 0 ? _random.Below(Domains.AfterRead.Choices) : 0UL,
        DomainKind.WordValue => WordValue(),
    };

    /// <summary>
    /// What the rule of EFER tells apart: the system-call, long-mode and no-execute bits, alone and together; LMA with
    /// LME and without; a reserved bit below, between and above them.
    /// </summary>
    private static ReadOnlySpan<ushort> EferValues =>
        [0, 0x1, 0x100, 0x400, 0x500, 0x501, 0x800, 0x901, 0xD00, 0xD01, 0x2, 0x200, 0x8000];

    /// <summary>
    /// What the rule of MTRR_DEF_TYPE tells apart: each type, valid or not, with and without the enable bits; the
    /// reserved bits below, between and above them.
    /// </summary>
    private static ReadOnlySpan<ushort> MtrrDefaultTypes =>
        [0, 0x6, 0x406, 0x806, 0xC06, 0xC00, 0xC02, 0x803, 0x407, 0x8, 0x10, 0x86, 0x106, 0x206, 0x1006, 0x8C06];

    private bool Has(Swarm feature) => (_swarm & feature) != 0;

    private ulong AnyCode(Domain domain) => _random.Below(1u << domain.CodeWidth);

    private uint Base()
    {
        uint draw = _random.Below(Percent);
        if (Has(Swarm.TopBases) && draw < 15)
        {
            return Pick(EdgeIndices.AtTheTop.AsSpan());
        }

        if (Has(Swarm.Neighbours) && draw < 45 && _history.Count > 0)
        {
            return _history.Near(_random) - _random.Below(3);
        }

        return draw switch
        {
            < 80 => Pick(EdgeIndices.Registers.AsSpan()),
            < 95 => Pick(EdgeIndices.OfTheSpace.AsSpan()) & ~0x3Fu,
            _ => _random.Next(),
        };
    }

    private ulong Count()
    {
        uint draw = _random.Below(Percent);
        if (Has(Swarm.EmptyRanges) && draw < 8)
        {
            return 0;
        }

        if (Has(Swarm.LargeCounts) && draw < 20)
        {
            return Domains.FirstEdgeCount + _random.Below(Domains.Count.Codes - Domains.FirstEdgeCount);
        }

        return draw switch
        {
            < 80 => 1 + _random.Below(4),
            < 92 => 62 + _random.Below(5),
            _ => 1 + _random.Below(Domains.FirstEdgeCount - 1),
        };
    }

    private uint FlagsCode()
    {
        if (!Has(Swarm.FlaglessRanges | Swarm.UnknownFlags))
        {
            return 1 + _random.Below((uint)AccessFlags.ReadWrite);
        }

        uint draw = _random.Below(Percent);
        if (Has(Swarm.FlaglessRanges) && draw < 6)
        {
            return 0;
        }

        return Has(Swarm.UnknownFlags) && draw < 14
            ? Domains.FirstUnknownFlags + _random.Below(Domains.RangeFlags.Codes - Domains.FirstUnknownFlags)
            : 1 + _random.Below((uint)AccessFlags.ReadWrite);
    }

    /// <summary>Half of the ranges say yes to every MSR.</summary>
    private ulong Pattern()
    {
        uint draw = _random.Below(2 * BitmapPattern.Count);
        return draw < BitmapPattern.Count ? draw : BitmapPattern.EveryMsr;
    }

    private uint Index()
    {
        uint draw = _random.Below(Percent);
        return draw switch
        {
            < 40 when _history.Count > 0 => _history.Near(_random) - 1 + _random.Below(3),
            < 82 => Pick(EdgeIndices.Registers.AsSpan()),
            < 87 => Pick(EdgeIndices.Ruled.AsSpan()),
            < 97 => Pick(EdgeIndices.OfTheSpace.AsSpan()),
            _ => Has(Swarm.FarIndices) ? _random.Next() : Pick(EdgeIndices.OfTheSpace.AsSpan()),
        };
    }

    /// <summary>One access in six may be one that faults before anything is decided.</summary>
    private ulong PrivilegeLevel()
    {
        _mayFault = _random.Below(6) == 0;
        return _mayFault ? _random.Below(Domains.Privilege.Choices) : 0;
    }

    /// <summary>One completion in three has an error: of one bit, the lowest or the highest ones too, or all.</summary>
    private ulong ErrorByte() => _random.Below(3) switch
    {
        0 => _random.Below(4) == 0 ? byte.MaxValue : 1UL << (int)_random.Below(8),
        _ => 0,
    };

    /// <summary>The capabilities of this interface; at times one that differs in one bit, or any.</summary>
    private uint CapabilityNumber() => _random.Below(16) switch
    {
        0 => _random.Next(),
        1 or 2 => Capability.AddMsrAllowlist,
        3 => 0,
        4 => Capability.UserSpaceMsr ^ (1u << (int)_random.Below(32)),
        5 => Capability.AddMsrAllowlist ^ (1u << (int)_random.Below(32)),
        _ => Capability.UserSpaceMsr,
    };

    /// <summary>A LOCK prefix only where a fault is wanted; else with upper halves, or with another prefix.</summary>
    private ulong Form() => _random.Below(_mayFault ? 2u : 4u) switch
    {
        1 when _mayFault => (ulong)InstructionForm.Lock,
        1 => (ulong)InstructionForm.UpperHalvesSet,
        2 => (ulong)InstructionForm.Prefixed,
        _ => (ulong)InstructionForm.Plain,
    };

    /// <summary>What the word would be drawn as: a changed word is as good an edge as any.</summary>
    private ulong WordValue() => _word switch
    {
        ArgumentWord.Flags => Domains.RangeFlags.FromCode(FlagsCode()),
        ArgumentWord.Count => Domains.Count.FromCode(Count()),
        ArgumentWord.Base => Base(),
        ArgumentWord.Pad or ArgumentWord.Bits => _random.Below(2) == 0 ? uint.MaxValue : 0UL,
    };

    private ulong Argument() => _random.Below(4) == 0 ? Value() : _random.Below(8) == 0 ? 0UL : 1;

    /// <summary>For a register whose rule tells values apart, every other time one of those.</summary>
    private ulong Value() => _index switch
    {
        Msr.Efer when _random.Below(2) == 0 => EferValues[(int)_random.Below((uint)EferValues.Length)],
        Msr.MtrrDefType when _random.Below(2) == 0 =>
            MtrrDefaultTypes[(int)_random.Below((uint)MtrrDefaultTypes.Length)],
        _ => AnyValue(),
    };

    private ulong AnyValue() => _random.Below(3) switch
    {
        0 => _random.Below(16),
        1 => (_random.Below(ValueDomain.Shapes) << ValueDomain.PayloadWidth) | _random.Below(64),
        _ => AnyCode(Domains.Value),
    };

    private uint Pick(ReadOnlySpan<uint> pool) => pool[(int)_random.Below((uint)pool.Length)];
}
