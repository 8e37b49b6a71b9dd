using MsrSpec.Hardware.Cases;
using MsrSpec.Implementation.Emulator.Cpu;

namespace MsrSpec.Hardware.Agreement;

/// <summary>One case in which the core has not done what was expected.</summary>
/// <param name="Group">The instruction.</param>
/// <param name="Index">Which case of the group.</param>
/// <param name="Expected">What should have come out; undefined flags may be anything.</param>
/// <param name="Actual">What came out.</param>
/// <param name="Exit">Why the core stopped.</param>
internal sealed record Mismatch(TestGroup Group, int Index, CaseContext Expected, CaseContext Actual, CoreExitKind Exit)
{
    /// <summary>The number of the case in its run.</summary>
    public long Number => (Group.Number * TestGroup.Size) + Index;
}
