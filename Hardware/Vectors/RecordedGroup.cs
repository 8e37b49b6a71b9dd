using MsrSpec.Hardware.Cases;

namespace MsrSpec.Hardware.Vectors;

/// <summary>A group and what a processor made of it.</summary>
/// <param name="Group">The group.</param>
/// <param name="Results">What its cases came to; undefined flags are zero.</param>
internal sealed record RecordedGroup(TestGroup Group, CaseContext[] Results);
