using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Implementation.Machines;
using MsrSpec.Implementation.Machines.Execution;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Mutants;

/// <summary>The optimized machine, taken apart: who breaks one part gets the sound others to put it on.</summary>
internal sealed class MutantParts
{
    private readonly MsrGate[] _gates = new MsrGate[IMachine.VcpuCount];
    private readonly IGuestExecutor[] _executors = new IGuestExecutor[IMachine.VcpuCount];
    private OptimizedAllowlist? _list;

    private MutantParts(Func<int, IMsrPort, MsrFile, IGuestExecutor> execution) => Execution = execution;

    /// <summary>Makes the sound executor of a vCPU: its number, what it asks, its registers.</summary>
    internal Func<int, IMsrPort, MsrFile, IGuestExecutor> Execution { get; }

    /// <summary>The parts of a machine that executes no guest code.</summary>
    internal static MutantParts WithoutGuestCode() => new(VirtualMachines.Direct);

    /// <summary>The parts of a machine whose accesses run as machine code on the emulated core.</summary>
    internal static MutantParts OnTheCore() => new(VirtualMachines.OnOneMemory());

    /// <summary>A machine with a defect in its allowlist.</summary>
    internal static IMachine Lists(Func<ListMutant> make) =>
        VirtualMachines.Build(kernel => make().On(kernel), VmDesign.Allowlist, VirtualMachines.Direct);

    /// <summary>A machine with a defect in the order of what its allowlist does.</summary>
    internal static IMachine Stepwise(Func<VmKernel, StepwiseList> make) =>
        VirtualMachines.Build(make, VmDesign.Allowlist, VirtualMachines.Direct);

    /// <summary>A machine with a defect in what comes before its allowlist.</summary>
    internal static IMachine Mediating(MsrMediation mediation) => VirtualMachines.Build(
        kernel => new OptimizedAllowlist(kernel), VmDesign.Allowlist with { Mediation = mediation },
        VirtualMachines.Direct);

    /// <summary>A machine with a defect in what carries out an access.</summary>
    internal IMachine Executors(Func<MutantCpu, IGuestExecutor> make) => VirtualMachines.Build(
        kernel => _list = new OptimizedAllowlist(kernel),
        VmDesign.Allowlist,
        (number, gate, msrs) =>
        {
            _gates[number] = gate;
            return _executors[number] = make(new MutantCpu(this, number, gate, msrs));
        });

    /// <summary>A machine with a defect between RDMSR or WRMSR and the registers.</summary>
    internal IMachine Ports(Func<MutantCpu, IMsrPort> make) =>
        Executors(cpu => cpu.Execution(make(cpu), cpu.Msrs));

    /// <summary>A machine with a defect around all of its parts.</summary>
    internal IMachine Around(Func<IMachine, MutantParts, IMachine> make) =>
        make(Executors(cpu => cpu.Execution(cpu.Gate, cpu.Msrs)), this);

    /// <summary>Whether a range is stored.</summary>
    internal bool HasRanges => _list!.SlotsInUse > 0;

    /// <summary>What the sound allowlist says.</summary>
    internal bool Allows(uint index, AccessFlags type) => _list!.Allows(index, type);

    /// <summary>The gate of a vCPU.</summary>
    internal MsrGate Gate(int vcpu) => _gates[vcpu];

    /// <summary>What carries out the accesses of a vCPU.</summary>
    internal IGuestExecutor Executor(int vcpu) => _executors[vcpu];
}
