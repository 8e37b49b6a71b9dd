namespace MsrSpec.Spec.Vocabulary;

/// <summary>
/// Anything that commands can be given to: a model, an implementation, a ported patch, later a real kernel. A machine
/// is one VM with its vCPUs in one kernel; it is deterministic and belongs to one thread.
/// </summary>
public interface IMachine
{
    /// <summary>The most vCPUs a machine has; commands name them from 0.</summary>
    public const int VcpuCount = 2;

    /// <summary>
    /// The parts of the state that it cannot show, each with the reason: it may leave them unknown in a view. One that
    /// stands in no row and is unknown all the same is wrong, as is one that stands here, is shown, and differs.
    /// </summary>
    public IReadOnlyList<HiddenField> CannotShow { get; }

    /// <summary>Brings back the state of a fresh VM in a fresh kernel.</summary>
    public void Reset();

    /// <summary>Carries out a command; whatever happens is its outcome, never an exception.</summary>
    public Outcome Step(Command command);

    /// <summary>Shows the state, and changes nothing.</summary>
    /// <param name="vcpu">The vCPU whose registers and MSR are shown.</param>
    /// <param name="indices">
    /// One to <see cref="View.MaxIndices"/> MSR indices whose decisions are shown; the value is that of the first.
    /// </param>
    public View Observe(int vcpu, ReadOnlySpan<uint> indices);
}
