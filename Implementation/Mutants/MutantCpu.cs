using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Machines;
using MsrSpec.Implementation.Machines.Execution;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Mutants;

/// <summary>What a defect in one vCPU can see.</summary>
/// <param name="Machine">The machine that the vCPU belongs to.</param>
/// <param name="Number">The number of the vCPU.</param>
/// <param name="Gate">Its gate, sound.</param>
/// <param name="Msrs">Its registers.</param>
internal sealed record MutantCpu(MutantParts Machine, int Number, MsrGate Gate, MsrFile Msrs)
{
    /// <summary>What the sound allowlist says.</summary>
    internal bool Allows(uint index, AccessFlags type) => Machine.Allows(index, type);

    /// <summary>A sound executor of the kind that the machine has.</summary>
    /// <param name="port">What it asks.</param>
    /// <param name="msrs">The registers whose mode it switches.</param>
    internal IGuestExecutor Execution(IMsrPort port, MsrFile msrs) => Machine.Execution(Number, port, msrs);
}
