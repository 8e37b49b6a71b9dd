using System.Collections.Immutable;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Vocabulary;

/// <summary>A view with what was asked for. Two are equal if they say the same.</summary>
/// <param name="Vcpu">The vCPU that was looked at.</param>
/// <param name="Indices">The MSR indices that were looked at, one to <see cref="View.MaxIndices"/>.</param>
/// <param name="View">What was seen.</param>
public sealed record Observation(int Vcpu, ImmutableArray<uint> Indices, View View)
{
    /// <summary>Looks at a machine, which does not change by it.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="vcpu">The vCPU to look at.</param>
    /// <param name="indices">One to <see cref="View.MaxIndices"/> MSR indices.</param>
    public static Observation Of(IMachine machine, int vcpu, ImmutableArray<uint> indices) =>
        new(vcpu, indices, machine.Observe(vcpu, indices.AsSpan()));

    /// <inheritdoc/>
    public bool Equals(Observation? other) => other is not null
        && Vcpu == other.Vcpu && View == other.View && Indices.AsSpan().SequenceEqual(other.Indices.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Vcpu, View, Indices[0], Indices.Length);

    /// <summary>The view as a line of a trace.</summary>
    public override string ToString() => ViewText.Print(this);
}
