using MsrSpec.Implementation.Emulator.Cpu;

namespace MsrSpec.Implementation.Emulator.Platform;

/// <summary>Why a machine stopped running, with what the reason carries.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Status">The exit status, when the guest gave one.</param>
/// <param name="Instruction">The bytes at RIP, when the core lacks something.</param>
public readonly record struct MachineEnd(MachineEndKind Kind, int Status, InstructionBytes Instruction)
{
    internal static MachineEnd Of(MachineEndKind kind) => new(kind, Status: 0, Instruction: default);
}
