using System.Collections.Immutable;

namespace MsrSpec.Implementation.Objects.Types;

/// <summary>What a function takes and returns.</summary>
/// <param name="ReturnSize">The bytes of what it returns; zero for nothing.</param>
/// <param name="Parameters">The types of its parameters, as C writes them.</param>
internal sealed record BtfFunction(int ReturnSize, ImmutableArray<string> Parameters);
