using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Contents;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Comparing;

/// <summary>A reference of whose state some parts are not shown.</summary>
/// <param name="inner">The reference.</param>
/// <param name="hidden">The parts.</param>
internal sealed class ReferenceInPart(IReference inner, IReadOnlyList<HiddenField> hidden) : IReference
{
    private readonly ViewFieldSet _hidden = ViewFieldSet.Of(hidden.Select(field => field.Field));

    /// <inheritdoc/>
    public IReadOnlyList<HiddenField> CannotShow { get; } = [.. inner.CannotShow, .. hidden];

    /// <inheritdoc/>
    public Reasons Reasons => inner.Reasons;

    /// <inheritdoc/>
    public void Reset() => inner.Reset();

    /// <inheritdoc/>
    public Outcome Step(Command command) => inner.Step(command);

    /// <inheritdoc/>
    public View Observe(int vcpu, ReadOnlySpan<uint> indices) => inner.Observe(vcpu, indices).Hiding(_hidden);

    /// <inheritdoc/>
    public Clause Responsible(Aspect aspect) => inner.Responsible(aspect);

    /// <inheritdoc/>
    public Clause? Claimed(Outcome answer) => inner.Claimed(answer);

    /// <inheritdoc/>
    public Clause DecisionClause(uint index, AccessFlags type) => inner.DecisionClause(index, type);
}
