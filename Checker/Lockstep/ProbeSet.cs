using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Lockstep;

/// <summary>
/// The MSR indices that are looked at after a command: those that it touches, the edges of the range that it adds, and
/// in turn one of those touched before, so that late damage is seen too.
/// </summary>
internal sealed class ProbeSet
{
    private const int Remembered = 8;
    private const int EdgesInTurn = 6;
    private const uint BitsPerLong = 64;

    private readonly uint[] _indices = new uint[16];
    private readonly uint[] _earlier = new uint[Remembered];
    private readonly uint[] _lastAccess = new uint[IMachine.VcpuCount];
    private int _count;
    private int _seen;
    private int _turn;

    /// <summary>The indices, first the one that the command is about.</summary>
    public ReadOnlySpan<uint> Indices => _indices.AsSpan(0, _count);

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
        int vcpu = 0;
        switch (command)
        {
            case Command.Guest guest:
                vcpu = guest.Vcpu;
                Touch(guest.Access.Index);
                _lastAccess[vcpu] =
                    outcome.Kind == OutcomeKind.Refused ? _lastAccess[vcpu] : guest.Access.Index;
                break;
            case Command.AddAllowlist add:
                AimAtEdges(add.Argument);
                break;
            case Command.HostRead read:
                vcpu = read.Vcpu;
                Touch(read.Index);
                break;
            case Command.HostWrite write:
                vcpu = write.Vcpu;
                Touch(write.Index);
                break;
            case Command.CompleteExit exit:
                vcpu = exit.Vcpu;
                Touch(_lastAccess[vcpu]);
                break;
        }

        AddEarlier();
        return vcpu;
    }

    private void AimAtEdges(UserBuffer argument)
    {
        if (!argument.HasHeader)
        {
            return;
        }

        AllowlistHeader header = argument.Header;
        uint end = unchecked(header.Base + header.Count);
        Touch(header.Base);
        Add(unchecked(end - 1));
        Add((_turn % EdgesInTurn) switch
        {
            0 or 2 => end,
            1 => unchecked(header.Base - 1),
            3 => unchecked(header.Base + BitsPerLong - 1),
            4 => unchecked(header.Base + BitsPerLong),
            _ => unchecked(header.Base + (header.Count / 2)),
        });
    }

    private void Touch(uint index)
    {
        Add(index);
        _earlier[_seen % Remembered] = index;
        _seen++;
    }

    private void Add(uint index) => _indices[_count++] = index;

    /// <summary>Every other command; and always where nothing else was chosen, for there must be an index.</summary>
    private void AddEarlier()
    {
        int known = Math.Min(_seen, Remembered);
        _turn++;
        if (_count == 0 || _turn % 2 == 0)
        {
            Add(known == 0 ? 0 : _earlier[_turn / 2 % known]);
        }
    }
}
