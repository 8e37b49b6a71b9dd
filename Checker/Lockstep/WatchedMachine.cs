using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Lockstep;

/// <summary>
/// A machine under test that always answers. If it throws, or stays silent for too long, that is its outcome and its
/// end: to all that it is asked from then on the answer is the same, and nothing is known of its state.
/// </summary>
/// <param name="create">Makes it, when it is first asked for something.</param>
public sealed class WatchedMachine(Func<IMachine> create) : IMachine, IReportsFindings, IWatched
{
    private static readonly View Nothing = default(View).Hiding(ViewFieldSet.Of(Enum.GetValues<ViewField>()));

    private IMachine? _machine;
    private string? _message;

    /// <summary>How long it may take over one answer.</summary>
    public TimeSpan Patience { get; init; } = FreshRunner.UsualPatience;

    /// <summary>How it ended, or null while it answers.</summary>
    public Outcome? End { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<HiddenField> CannotShow => Ask(machine => machine.CannotShow, []);

    /// <inheritdoc/>
    /// <remarks>Of one that threw it is the exception's message.</remarks>
    public IEnumerable<string> Findings => _message is { } message
        ? [message] : Ask<string[]>(machine => machine is IReportsFindings said ? [.. said.Findings] : [], []);

    /// <inheritdoc/>
    long? IWatched.Awaited => 0;

    /// <inheritdoc/>
    public void Reset() => Ask(
        machine =>
        {
            machine.Reset();
            return true;
        },
        otherwise: false);

    /// <inheritdoc/>
    public Outcome Step(Command command)
    {
        Outcome answer = Ask(machine => machine.Step(command), default);
        return End ?? answer;
    }

    /// <inheritdoc/>
    public View Observe(int vcpu, ReadOnlySpan<uint> indices)
    {
        uint[] observed = indices.ToArray();
        return Ask(machine => machine.Observe(vcpu, observed), Nothing);
    }

    /// <summary>What it still does is not looked at.</summary>
    void IWatched.GiveUp()
    {
    }

    private T Ask<T>(Func<IMachine, T> question, T otherwise)
    {
        if (End is not null)
        {
            return otherwise;
        }

        T answer = otherwise;
        try
        {
            WorkEnd end = Watched.Run(() => answer = question(_machine ??= create()), this, Patience);
            End = end == WorkEnd.Done ? null : Outcome.Hung;
        }
#pragma warning disable CA1031 // Whatever a machine throws is its outcome.
        catch (Exception crash)
#pragma warning restore CA1031
        {
            End = Outcome.Crashed(CrashSite.Of(crash));
            _message = crash.Message.ReplaceLineEndings(" ");
        }

        return End is null ? answer : otherwise;
    }
}
