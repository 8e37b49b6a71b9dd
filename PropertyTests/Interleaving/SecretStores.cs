using System.Collections.Immutable;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Interleaving;

/// <summary>A program that calls its stores loads.</summary>
/// <param name="threads">What each thread does.</param>
internal sealed class SecretStores(ImmutableArray<ImmutableArray<ToyStep>> threads) : ToyProgram(threads)
{
    protected override SharedAccess Told(SharedAccess truth) =>
        truth.Kind == SharedAccessKind.Write ? truth with { Kind = SharedAccessKind.Read } : truth;
}
