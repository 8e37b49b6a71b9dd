using MsrSpec.Spec.Abi;

namespace MsrSpec.Policies.Compiling;

/// <summary>A run of indices that ranges must speak of, since the default decides them otherwise.</summary>
/// <param name="Run">The indices.</param>
/// <param name="Types">In which directions; at least one.</param>
internal readonly record struct NeedRun(IndexRun Run, AccessFlags Types)
{
    /// <summary>Whether the two directions are to be decided apart.</summary>
    public bool IsOneWay => Types != AccessFlags.ReadWrite;
}
