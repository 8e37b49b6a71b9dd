using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Compiling;

/// <summary>A range before it has a bitmap.</summary>
/// <param name="Flags">The directions that it speaks of.</param>
/// <param name="Run">The indices that it holds.</param>
internal readonly record struct Window(AccessFlags Flags, IndexRun Run);
