using MsrSpec.Implementation.Objects.Findings;

namespace MsrSpec.Implementation.Objects.Running;

/// <summary>What a kernel does for code that is loaded into it.</summary>
internal interface IKernelServices
{
    /// <summary>What serves a function that no object defines; null if nobody models it.</summary>
    public Service? Find(string function);

    /// <summary>What an address was to code that may not touch it; null if no service gave it out.</summary>
    public (FindingKind Kind, string Text)? Explain(ulong address);
}
