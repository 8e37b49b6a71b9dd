using MsrSpec.Implementation.Objects.Findings;

namespace MsrSpec.Implementation.Objects.Running;

/// <summary>An exception that the processor has raised in a kernel.</summary>
/// <param name="Finding">What it means.</param>
/// <param name="IsWarning">Whether it is a WARN, behind which the kernel goes on.</param>
/// <param name="Frame">Where its frame lies: the address of the saved RIP.</param>
internal readonly record struct Fault(Finding Finding, bool IsWarning, ulong Frame);
