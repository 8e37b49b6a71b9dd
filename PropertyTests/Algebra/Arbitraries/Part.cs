using System.Collections.Immutable;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Algebra.Arbitraries;

/// <summary>Some commands of an input, once its anchors are known: two places near which its indices lie.</summary>
/// <param name="anchors">The anchors.</param>
internal delegate ImmutableArray<Command> Part(uint[] anchors);
