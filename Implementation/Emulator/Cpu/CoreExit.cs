namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>Why a core stopped running, with what the reason carries.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="MsrIndex">The MSR of a pending access.</param>
/// <param name="MsrData">The value of a pending write.</param>
/// <param name="Instruction">The bytes at RIP, when the reason is that the core lacks something.</param>
public readonly record struct CoreExit(
    CoreExitKind Kind, uint MsrIndex, ulong MsrData, InstructionBytes Instruction)
{
    internal static CoreExit Of(CoreExitKind kind) => new(kind, MsrIndex: 0, MsrData: 0, Instruction: default);
}
