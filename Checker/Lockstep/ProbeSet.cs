using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Lockstep;

/// <summary>
/// The MSR indices that are looked at after a command: those that it touches, the edges of the range that it adds or of
/// the last ranges of the filter that it sets, and those touched before, so that late damage is seen too; and those
/// that differ from the start of the range in one bit, where a lookup that looks at too few bits answers as at the
/// start. Either all of them, or some in turn, which is cheaper; what is seen in turn depends on the number of the
/// command.
/// </summary>
public sealed class ProbeSet
{
    private const int Remembered = 8;
    private const uint BitsPerLong = 64;
    private const int EndsBetween = 2;
    private const int IndexBits = 32;
    private const uint OtherEdges = 6;

    private readonly uint[] _indices = new uint[View.MaxIndices];
    private readonly uint[] _neighbours = new uint[IndexBits];
    private readonly uint[] _earlier = new uint[Remembered];
    private readonly int[] _earlierVcpu = new int[Remembered];
    private readonly uint[] _lastAccess = new uint[IMachine.VcpuCount];
    private int _count;
    private int _seen;
    private int _turn;
    private bool _hasNeighbours;

    /// <summary>The last two ranges that were written for a filter, the later one first.</summary>
    private (uint Start, uint Count) _written;
    private (uint Start, uint Count) _writtenBefore;

    /// <summary>Whether all indices are looked at after each command, or some in turn.</summary>
    public bool LooksAtAll { get; init; }

    /// <summary>The indices, first the one that the command is about.</summary>
    public ReadOnlySpan<uint> Indices => _indices.AsSpan(0, _count);

    /// <summary>
    /// The indices that differ from the start of the range that was added in one bit each, if all are looked at: as
    /// many as one observation can ask for.
    /// </summary>
    public ReadOnlySpan<uint> Neighbours => _hasNeighbours ? _neighbours : [];

    /// <summary>
    /// Whether all indices are looked at after this command: the end of a VM leaves nothing as it was, and every other
    /// time that is worth its cost.
    /// </summary>
    public bool LooksAtAllNow { get; private set; }

    /// <summary>The index that a vCPU accessed last; 0 if it accessed none.</summary>
    public uint LastAccess(int vcpu) => _lastAccess[vcpu];

    /// <summary>Forgets what was touched.</summary>
    public void Clear()
    {
        _seen = 0;
        _turn = 0;
        _count = 0;
        _written = default;
        _writtenBefore = default;
        _lastAccess.AsSpan().Clear();
    }

    /// <summary>Chooses the indices for a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="outcome">What it showed: an access that was refused touched nothing.</param>
    /// <returns>
    /// The vCPU to look at: that of the command, or of one that touches no MSR, that which touched the earlier one.
    /// </returns>
    public int Aim(Command command, Outcome outcome)
    {
        _count = 0;
        _hasNeighbours = false;
        LooksAtAllNow = LooksAtAll || (command is Command.DestroyVm && _turn % EndsBetween == 0);
        Touch touch = Touch.Of(command);
        switch (touch.Kind)
        {
            case TouchKind.Nothing when command is Command.SetFilter:
                AimAtFilter();
                break;
            case TouchKind.Nothing:
                break;
            case TouchKind.Register:
                AddTouched(touch.Index, touch.Vcpu);
                break;
            case TouchKind.Access:
                AddTouched(touch.Index, touch.Vcpu);
                _lastAccess[touch.Vcpu] =
                    outcome.Kind == OutcomeKind.Refused ? _lastAccess[touch.Vcpu] : touch.Index;
                break;
            case TouchKind.Answer:
                AddTouched(_lastAccess[touch.Vcpu], touch.Vcpu);
                break;
            case TouchKind.Range:
                Remember(command, touch);
                AimAtEdges(touch.Index, touch.Count);
                break;
        }

        int earlier = AddEarlier();
        return touch.Kind == TouchKind.Nothing ? earlier : touch.Vcpu;
    }

    private void Remember(Command command, Touch touch)
    {
        if (command is Command.WriteFilterSlot && touch.Count > 0)
        {
            _writtenBefore = _written;
            _written = (touch.Index, touch.Count);
        }
    }

    /// <summary>What was written takes effect now; and the registers that no filter decides are looked at.</summary>
    private void AimAtFilter()
    {
        foreach ((uint start, uint count) in (ReadOnlySpan<(uint, uint)>)[_written, _writtenBefore])
        {
            Add(start);
            Add(unchecked(start + count - 1));
            uint turn = (uint)_turn % OtherEdges;
            for (uint edge = LooksAtAll ? 0 : turn; edge < (LooksAtAll ? OtherEdges : turn + 1); edge++)
            {
                Add(OtherEdge(edge, start, count));
            }
        }

        Add(Msr.X2ApicFirst);
    }

    private void AimAtEdges(uint start, uint count)
    {
        AddTouched(start, vcpu: 0);
        Add(unchecked(start + count - 1));
        if (!LooksAtAll)
        {
            uint turn = (uint)_turn % (OtherEdges + 1);
            Add(turn < OtherEdges ? OtherEdge(turn, start, count) : Neighbour(start, (int)(count + (uint)_turn)));
            return;
        }

        for (uint edge = 0; edge < OtherEdges; edge++)
        {
            Add(OtherEdge(edge, start, count));
        }

        for (int bit = 0; bit < IndexBits; bit++)
        {
            _neighbours[bit] = Neighbour(start, bit);
        }

        _hasNeighbours = true;
    }

    private static uint OtherEdge(uint number, uint start, uint count) => unchecked(number switch
    {
        0 => start + count,
        1 => start + count + 1,
        2 => start - 1,
        3 => start + BitsPerLong - 1,
        4 => start + BitsPerLong,
        _ => start + (count / 2),
    });

    /// <summary>The index that differs in one bit; the number of the bit counts modulo 32.</summary>
    private static uint Neighbour(uint start, int bit) => start ^ (1u << bit);

    private void AddTouched(uint index, int vcpu)
    {
        Add(index);
        _earlier[_seen % Remembered] = index;
        _earlierVcpu[_seen % Remembered] = vcpu;
        _seen++;
    }

    private void Add(uint index) => _indices[_count++] = index;

    /// <summary>Every other command; and always where nothing else was chosen, for there must be an index.</summary>
    /// <returns>The vCPU that touched the one of its turn.</returns>
    private int AddEarlier()
    {
        _turn++;
        int known = Math.Min(_seen, Remembered);
        if (LooksAtAllNow)
        {
            _earlier.AsSpan(0, known).CopyTo(_indices.AsSpan(_count));
            _count += known;
        }

        if (_count != 0 && (LooksAtAllNow || _turn % 2 != 0))
        {
            return 0;
        }

        if (known == 0)
        {
            Add(0);
            return 0;
        }

        // Mostly as many are known as can be: a division by a constant is none.
        uint next = (uint)_turn / 2;
        uint turn = known == Remembered ? next % Remembered : next % (uint)known;
        Add(_earlier[turn]);
        return _earlierVcpu[turn];
    }
}
