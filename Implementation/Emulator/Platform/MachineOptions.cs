using MsrSpec.Implementation.Emulator.Cpu.Features;

namespace MsrSpec.Implementation.Emulator.Platform;

/// <summary>What a machine is made of.</summary>
/// <param name="Model">The processor.</param>
/// <param name="MemorySize">The bytes of RAM; a multiple of a page.</param>
/// <param name="Send">Takes each byte that the guest sends to COM1.</param>
public sealed record MachineOptions(CpuModel Model, int MemorySize, Action<byte> Send);
