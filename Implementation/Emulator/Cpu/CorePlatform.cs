using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Cpu.Interrupts;
using MsrSpec.Implementation.Emulator.Cpu.Ports;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>What a core is built into.</summary>
/// <param name="Model">The processor that it is.</param>
/// <param name="Ports">What IN and OUT reach.</param>
/// <param name="Devices">
/// What answers at physical addresses without RAM; null ends such an access as unimplemented.
/// </param>
/// <param name="Interrupts">Where interrupts come from.</param>
public sealed record CorePlatform(
    CpuModel Model, IPortBus Ports, IMemoryDevice? Devices, IInterruptSource Interrupts)
{
    /// <summary>The default processor with RAM and nothing else.</summary>
    public static CorePlatform Bare { get; } =
        new(CpuModel.Default, OpenPortBus.Instance, Devices: null, NoInterrupts.Instance);
}
