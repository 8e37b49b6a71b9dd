using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Machines.Execution;

namespace MsrSpec.Implementation.Machines;

/// <summary>What the VM holds of one vCPU.</summary>
/// <param name="Msrs">Its registers.</param>
/// <param name="Gate">What its accesses pass.</param>
/// <param name="Executor">What carries them out.</param>
public sealed record Vcpu(MsrFile Msrs, MsrGate Gate, IGuestExecutor Executor);
