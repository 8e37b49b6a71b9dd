using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Machines;

/// <summary>A machine around another one: what it does not do in its own way is the other's.</summary>
/// <param name="inner">The other one.</param>
public abstract class MachineAround(IMachine inner) : IMachine
{
    /// <inheritdoc/>
    public virtual IReadOnlyList<HiddenField> CannotShow => inner.CannotShow;

    /// <inheritdoc/>
    public virtual void Reset() => inner.Reset();

    /// <inheritdoc/>
    public virtual Outcome Step(Command command) => inner.Step(command);

    /// <inheritdoc/>
    public virtual View Observe(int vcpu, ReadOnlySpan<uint> indices) => inner.Observe(vcpu, indices);
}
