using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Mediation;

/// <summary>An instruction that the kernel emulates: the words that the rows of its table speak of.</summary>
/// <param name="Instruction">The instruction.</param>
/// <param name="Value">What the MSR holds that it reads.</param>
/// <param name="Allowed">Whether the list allows a read of that MSR.</param>
public sealed record EmulationQuery(EmulatedInstruction Instruction, ulong Value, bool Allowed)
{
    private const ulong CodeSegmentIndex = 0xFFFC;

    /// <summary>Whether SYSCALL is enabled: EFER.SCE.</summary>
    public bool SyscallEnabled => ((EferBits)Value & EferBits.SyscallEnable) != 0;

    /// <summary>Whether SYSENTER_CS names a segment: bits 15:2 are not all zero.</summary>
    public bool NamesASegment => (Value & CodeSegmentIndex) != 0;
}
