using MsrSpec.Spec.Commands;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Lockstep;

/// <summary>
/// The MSR indices that are looked at after a command: those that it touches, the edges of the range that it adds, and
/// those touched before, so that late damage is seen too. Either all of them, or some in turn, which is cheaper; what
/// is seen in turn depends on the number of the command.
/// </summary>
public sealed class ProbeSet
{
    private const int Remembered = 8;
    private const uint BitsPerLong = 64;
    private const int EndsBetween = 8;

    private readonly uint[] _indices = new uint[16];
    private readonly uint[] _earlier = new uint[Remembered];
    private readonly uint[] _lastAccess = new uint[IMachine.VcpuCount];
    private int _count;
    private int _seen;
    private int _turn;

    /// <summary>Whether all indices are looked at after each command, or some in turn.</summary>
    public bool LooksAtAll { get; init; }

    /// <summary>The indices, first the one that the command is about.</summary>
    public ReadOnlySpan<uint> Indices => _indices.AsSpan(0, _count);

    /// <summary>
    /// Whether all indices are looked at after this command: the end of a VM leaves nothing as it was, and every now
    /// and then that is worth its time.
    /// </summary>
    public bool LooksAtAllNow { get; private set; }

    /// <summary>Forgets what was touched.</summary>
    public void Clear()
    {
        _seen = 0;
        _turn = 0;
        _count = 0;
        _lastAccess.AsSpan().Clear();
    }

    /// <summary>Chooses the indices for a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="outcome">What it showed: an access that was refused touched nothing.</param>
    /// <returns>The vCPU to look at.</returns>
    public int Aim(Command command, Outcome outcome)
    {
        _count = 0;
        LooksAtAllNow = LooksAtAll || (command is Command.DestroyVm && _turn % EndsBetween == 0);
        Touch touch = Touch.Of(command);
        switch (touch.Kind)
        {
            case TouchKind.Nothing:
                break;
            case TouchKind.Register:
                AddTouched(touch.Index);
                break;
            case TouchKind.Access:
                AddTouched(touch.Index);
                _lastAccess[touch.Vcpu] =
                    outcome.Kind == OutcomeKind.Refused ? _lastAccess[touch.Vcpu] : touch.Index;
                break;
            case TouchKind.Answer:
                AddTouched(_lastAccess[touch.Vcpu]);
                break;
            case TouchKind.Range:
                AimAtEdges(touch.Index, touch.Count);
                break;
        }

        AddEarlier();
        return touch.Vcpu;
    }

    private void AimAtEdges(uint start, uint count)
    {
        uint end = unchecked(start + count);
        ReadOnlySpan<uint> others = unchecked(
            [end, end + 1, start - 1, start + BitsPerLong - 1, start + BitsPerLong, start + (count / 2)]);
        AddTouched(start);
        Add(unchecked(end - 1));
        if (!LooksAtAll)
        {
            Add(others[(int)((uint)_turn % (uint)others.Length)]);
            return;
        }

        foreach (uint index in others)
        {
            Add(index);
        }
    }

    private void AddTouched(uint index)
    {
        Add(index);
        _earlier[_seen % Remembered] = index;
        _seen++;
    }

    private void Add(uint index) => _indices[_count++] = index;

    /// <summary>Every other command; and always where nothing else was chosen, for there must be an index.</summary>
    private void AddEarlier()
    {
        _turn++;
        int known = Math.Min(_seen, Remembered);
        if (LooksAtAllNow)
        {
            _earlier.AsSpan(0, known).CopyTo(_indices.AsSpan(_count));
            _count += known;
        }

        if (_count == 0 || (!LooksAtAllNow && _turn % 2 == 0))
        {
            // Mostly as many are known as can be: a division by a constant is none.
            uint next = (uint)_turn / 2;
            Add(known == Remembered ? _earlier[next % Remembered] : known == 0 ? 0 : _earlier[next % (uint)known]);
        }
    }
}
