using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.Implementation.Emulator.Platform;

/// <summary>
/// A whole machine at one moment: RAM, of which unchanged pages are shared, the core and the devices.
/// </summary>
/// <param name="Memory">RAM.</param>
/// <param name="Core">The core and its MSRs.</param>
/// <param name="Devices">The devices.</param>
/// <param name="Steps">The instructions that had been attempted.</param>
public sealed record MachineSnapshot(MemorySnapshot Memory, CoreSnapshot Core, PlatformSnapshot Devices, long Steps);
