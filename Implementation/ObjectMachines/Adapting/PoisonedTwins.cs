using MsrSpec.Implementation.Objects.Findings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.ObjectMachines.Adapting;

/// <summary>
/// Two machines that differ in what their memory holds where nobody has written: where they do not agree, the code has
/// read that.
/// </summary>
internal sealed class PoisonedTwins : IMachine, IReportsFindings
{
    private readonly IMachine _first;
    private readonly IMachine _second;
    private readonly FindingLog _log;
    private bool _showsBoth;

    /// <summary>Makes both.</summary>
    /// <param name="create">Makes a machine with a poison, and its findings.</param>
    public PoisonedTwins(Func<byte, (IMachine Machine, FindingLog Log)> create)
    {
        (_first, _log) = create(Poisons[0]);
        _second = create(Poisons[1]).Machine;
    }

    /// <summary>The two poisons: each bit is different (<c>POISON_INUSE</c> is the first).</summary>
    public static ReadOnlySpan<byte> Poisons => [0x5A, 0xA5];

    /// <inheritdoc/>
    public IReadOnlyList<HiddenField> CannotShow => _first.CannotShow;

    /// <inheritdoc/>
    public IEnumerable<string> Findings => _log.All.Select(finding => finding.Text);

    /// <inheritdoc/>
    public void Reset()
    {
        _first.Reset();
        _second.Reset();
        _log.Clear();
        _showsBoth = false;
    }

    /// <inheritdoc/>
    public Outcome Step(Command command)
    {
        _log.Clear();
        Outcome first = _first.Step(command);
        Outcome second = _second.Step(command);
        return first != second ? Refuse($"the answer is '{first}', or '{second}'")
            : _showsBoth ? Refuse("the state is one or another")
            : first;
    }

    /// <inheritdoc/>
    public View Observe(int vcpu, ReadOnlySpan<uint> indices)
    {
        View first = _first.Observe(vcpu, indices);
        View second = _second.Observe(vcpu, indices);

        // A view cannot say that there are two; the next command does.
        _showsBoth |= first != second;
        return first;
    }

    private Outcome Refuse(string what)
    {
        _log.Add(new Finding(
            FindingKind.UninitializedRead, $"{what}, depending on what memory held that nobody had written"));
        return Outcome.Oops(OopsKind.UninitializedRead);
    }
}
