using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Comparing;

/// <summary>A machine as user space sees it: what the kernel has allocated is not shown.</summary>
/// <param name="inner">The machine.</param>
internal sealed class WithoutAllocations(IMachine inner) : IMachine
{
    /// <inheritdoc/>
    public IReadOnlyList<HiddenField> CannotShow { get; } =
        [.. inner.CannotShow, new HiddenField(ViewField.Allocations, "User space cannot see it.")];

    /// <inheritdoc/>
    public void Reset() => inner.Reset();

    /// <inheritdoc/>
    public Outcome Step(Command command) => inner.Step(command);

    /// <inheritdoc/>
    public View Observe(int vcpu, ReadOnlySpan<uint> indices) =>
        inner.Observe(vcpu, indices).Hiding(ViewFieldSet.Of(ViewField.Allocations));
}
