using System.Runtime.CompilerServices;
using CsCheck;
using MsrSpec.Checker.Sequences;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
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

    /// <summary>Bits of a base in which ranges differ that share little memory.</summary>
    private const uint FarApart = 0xFFC00000;

    private readonly PCG _random;
    private readonly Swarm _swarm;

    private readonly FieldTable _fields;

    private RangeHistory _history;

    /// <summary>The index that was drawn last: of the same command, if that has one.</summary>
    private uint _index;

    /// <summary>The index that was drawn before that one.</summary>
    private uint _indexBefore;

    /// <summary>Whether the access that is being drawn may fault; drawn with its privilege, before its form.</summary>
    private bool _mayFault;

    /// <summary>The word of an argument that is being changed; drawn before its value.</summary>
    private ArgumentWord _word;

    /// <summary>The number that was drawn last without a short code, until it is taken.</summary>
    private ulong? _number;

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
    /// <param name="kind">The kind.</param>
    /// <param name="values">Is given the fields.</param>
    /// <param name="word">The word of the command, if it has one: the codes are at hand here.</param>
    /// <returns>Whether every field has a short code, so that one word is enough.</returns>
    public bool Draw(CommandDescription kind, FieldValues values, out ulong word)
    {
        word = (ulong)kind.Number;
        bool hasWord = CompactForm.HasWord(kind);
        values.Clear();
        foreach (ref readonly FieldPlace place in _fields.PlacesOf(kind))
        {
            ulong code = Draw(place.Kind);
            if (_number is { } number)
            {
                _number = null;
                hasWord = false;
                values[place.Field] = number;
                continue;
            }

            word |= place.Bits.Put(code);
            values[place.Field] = place.Number(code);
        }

        return hasWord;
    }

    /// <summary>
    /// Draws the short code of a field; the fields of a command in their order. Four or five times a command: the call
    /// would cost as much as the draw. A number without a code is left in <see cref="_number"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Draw(DomainKind domain) => domain switch
    {
        DomainKind.Value => Value(),
        DomainKind.Argument => Argument(),
        DomainKind.MsrIndex => NextIndex(),
        DomainKind.Capability => CapabilityNumber(),
        DomainKind.ErrorByte => ErrorByte(),
        DomainKind.Form => Form(),
        DomainKind.EnableFlags => _random.Below(10) == 0 ? CodeOf(Domains.EnableFlags, AllOrOneBit()) : 0UL,
        DomainKind.Mode => _random.Below(Domains.Mode.Choices),
        DomainKind.Privilege => PrivilegeLevel(),
        DomainKind.Vcpu => _random.Below(2),
        DomainKind.Bitmap => Pattern(),
        DomainKind.Count => Count(),
        DomainKind.Base => Base(),
        DomainKind.RangeFlags => CodeOf(Domains.RangeFlags, Flags()),
        DomainKind.Readable => _random.Below(8) == 0 ? AnyCode(Domains.Readable) : 0,
        DomainKind.Pad => _random.Below(4) == 0 ? CodeOf(Domains.Pad, AllOrOneBit()) : 0UL,
        DomainKind.Direction => _random.Below(2),
        DomainKind.Instruction => _random.Below(Domains.Instruction.Choices),
        DomainKind.ArgumentWord => (ulong)(_word = (ArgumentWord)_random.Below(Domains.ArgumentWord.Choices)),
        DomainKind.AfterRead => _random.Below(4) == 0 ? _random.Below(Domains.AfterRead.Choices) : 0UL,
        DomainKind.WordValue => WordValue(),
        DomainKind.FilterFlags => FilterFlags(),
        DomainKind.Caller => _random.Below(4) == 0 ? 1UL : 0UL,
        DomainKind.Missing => _random.Below(8) == 0 ? 1 + _random.Below(Most(Domains.Missing)) : 0UL,
    };

    /// <summary>Half of the filters deny, and few have flags that nobody knows.</summary>
    private ulong FilterFlags() =>
        Has(Swarm.UnknownFlags) && _random.Below(8) == 0
            ? AnyCode(Domains.FilterFlags)
            : _random.Below(2);

    private static uint Most(Domain domain) => (uint)domain.Max;

    private bool Has(Swarm feature) => (_swarm & feature) != 0;

    private ulong AnyCode(Domain domain) => _random.Below(1u << domain.CodeWidth);

    /// <summary>The short code of a number, or none: then the number is kept for who asked.</summary>
    private ulong CodeOf(Domain domain, ulong number)
    {
        if (number < domain.PlainCodes)
        {
            return number;
        }

        _number = domain.TryCode(number, out ulong code) ? null : number;
        return code;
    }

    private uint AnyBit() => 1u << (int)_random.Below(32);

    private uint Base()
    {
        uint draw = _random.Below(Percent);
        if (Has(Swarm.SpreadRanges) && draw < 90)
        {
            return (_random.Next() & FarApart) - 1 - _random.Below(AllowlistLayout.MaxCount - 1);
        }

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
            < 75 => Pick(EdgeIndices.Registers.AsSpan()),
            < 82 => InAnArea(),
            < 95 => Pick(EdgeIndices.OfTheSpace.AsSpan()) & ~0x3Fu,
            _ => _random.Next(),
        };
    }

    private ulong Count()
    {
        uint draw = _random.Below(Percent);
        if (Has(Swarm.SpreadRanges) && draw < 90)
        {
            return CodeOf(Domains.Count, AllowlistLayout.MaxCount - _random.Below(AllowlistLayout.BitsPerLong));
        }

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

    private uint Flags()
    {
        uint known = 1 + _random.Below((uint)AccessFlags.ReadWrite);
        if (!Has(Swarm.FlaglessRanges | Swarm.UnknownFlags))
        {
            return known;
        }

        uint draw = _random.Below(Percent);
        return Has(Swarm.FlaglessRanges) && draw < 6 ? 0
            : Has(Swarm.UnknownFlags) && draw < 16 ? UnknownFlags(known)
            : known;
    }

    /// <summary>Half of them one unknown flag, alone or beside known ones; the rest edges of masks.</summary>
    private uint UnknownFlags(uint known) => _random.Below(4) switch
    {
        0 => UnknownFlag(),
        1 => known | UnknownFlag(),
        _ => (uint)Domains.RangeFlags.FromCode(
            Domains.FirstUnknownFlags + _random.Below(Domains.RangeFlags.Codes - Domains.FirstUnknownFlags)),
    };

    private uint UnknownFlag() => ((uint)AccessFlags.ReadWrite + 1) << (int)_random.Below(30);

    /// <summary>Whoever looks at a pad word may look at one bit of it, or at its sign.</summary>
    private uint AllOrOneBit() => _random.Below(2) == 0 ? uint.MaxValue : AnyBit();

    /// <summary>Half of the ranges say yes to every MSR.</summary>
    private ulong Pattern()
    {
        uint draw = _random.Below(2 * BitmapPattern.Count);
        return draw < BitmapPattern.Count ? draw : BitmapPattern.EveryMsr;
    }

    /// <summary>
    /// An index, or with a feature mostly one of the last two; behind APIC_BASE at times what there is in one of its
    /// modes.
    /// </summary>
    private uint NextIndex()
    {
        uint index = Has(Swarm.FewIndices) && _index != 0 && _random.Below(8) != 0
            ? _random.Below(2) == 0 ? _index : _indexBefore
            : _index == Msr.ApicBase && _random.Below(4) == 0 ? Msr.X2ApicIcr
            : Index();
        _indexBefore = _index;
        return _index = index;
    }

    /// <summary>
    /// Around a range, or at a register, or at an edge. Before there is a range, registers take its place.
    /// </summary>
    private uint Index()
    {
        uint draw = _random.Below(Percent);
        return draw switch
        {
            < 40 when _history.Count > 0 => _history.Near(_random) - 1 + _random.Below(3),
            < 20 => Pick(EdgeIndices.Registers.AsSpan()),
            < 62 => Pick(Pick(EdgeIndices.ByRule.AsSpan()).AsSpan()),
            < 85 => Pick(EdgeIndices.Registers.AsSpan()),
            < 91 => Pick(EdgeIndices.OfTheSpace.AsSpan()),
            < 97 => InAnArea(),
            _ => Has(Swarm.FarIndices) ? _random.Next() : Pick(EdgeIndices.OfTheSpace.AsSpan()),
        };
    }

    /// <summary>The first or last index of an area, what stands before or behind it, or anything inside.</summary>
    private uint InAnArea()
    {
        MsrArea area = Pick(MsrArea.All.AsSpan());
        return _random.Below(5) switch
        {
            0 => unchecked(area.First - 1),
            1 => area.First,
            2 => area.Last,
            3 => area.Last + 1,
            _ => area.First + _random.Below(area.Last - area.First + 1),
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

    /// <summary>
    /// The capabilities of this interface; at times one that differs in one bit, one of KVM's others, or any.
    /// </summary>
    private uint CapabilityNumber() => _random.Below(16) switch
    {
        0 => _random.Next(),
        1 or 2 => OfTheInterface,
        3 => 0,
        4 => UserSpaceMsr ^ AnyBit(),
        5 => OfTheInterface ^ AnyBit(),
        6 or 7 or 8 => _random.Below(256),
        _ => UserSpaceMsr,
    };

    private uint UserSpaceMsr => Has(Swarm.Filters) ? Capability.LinuxUserSpaceMsr : Capability.UserSpaceMsr;

    private uint OfTheInterface => Has(Swarm.Filters) ? Capability.LinuxMsrFilter : Capability.AddMsrAllowlist;

    /// <summary>A LOCK prefix only where a fault is wanted.</summary>
    private ulong Form()
    {
        uint form = _random.Below(Domains.Form.Choices);
        bool isPlain = form == (uint)InstructionForm.Lock && !_mayFault;
        return isPlain ? (ulong)InstructionForm.Plain : form;
    }

    /// <summary>What the word would be drawn as: a changed word is as good an edge as any.</summary>
    private ulong WordValue() => _word switch
    {
        ArgumentWord.Flags => Flags(),
        ArgumentWord.Count => Domains.Count.FromCode(Count()),
        ArgumentWord.Base => Base(),
        ArgumentWord.Pad or ArgumentWord.Bits => _random.Below(2) == 0 ? uint.MaxValue : 0UL,
    };

    private ulong Argument() => _random.Below(4) == 0 ? Value()
        : Has(Swarm.Filters) ? _random.Below(9)
        : _random.Below(8) == 0 ? 0UL : 1;

    /// <summary>
    /// For a register, three times in four a value that its rule may tell from others; one in eight is 0.
    /// </summary>
    private ulong Value() => _random.Below(8) switch
    {
        0 => 0,
        < 7 when MsrTable.TryFind(_index, out int row) => CodeOf(Domains.Value, TellingValues.Draw(row, _random)),
        _ => AnyValue(),
    };

    private ulong AnyValue() => _random.Below(3) switch
    {
        0 => _random.Below(16),
        1 => (_random.Below(ValueDomain.Shapes) << ValueDomain.PayloadWidth) | _random.Below(64),
        _ => AnyCode(Domains.Value),
    };

    private T Pick<T>(ReadOnlySpan<T> pool) => pool[(int)_random.Below((uint)pool.Length)];
}
