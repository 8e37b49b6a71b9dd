using MsrSpec.Spec.Readings;

namespace MsrSpec.Policies.Compiling;

/// <summary>What a policy is to be compiled for.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="DefaultAllows">Whether what no range covers is allowed; only a filter can do that.</param>
/// <param name="AcceptsX2Apic">Whether the filter's exemption of the x2APIC range is accepted.</param>
public sealed record CompileRequest(Interface Interface, bool DefaultAllows, bool AcceptsX2Apic);
