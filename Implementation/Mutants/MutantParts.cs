using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Implementation.Kernel.Filter;
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
    private readonly Func<VmKernel, IMsrPolicy> _make;
    private readonly VmDesign _design;
    private IMsrPolicy? _policy;

    private MutantParts(
        Func<VmKernel, IMsrPolicy> make, VmDesign design, Func<int, IMsrPort, MsrFile, IGuestExecutor> execution)
    {
        _make = make;
        _design = design;
        Execution = execution;
    }

    /// <summary>Makes the sound executor of a vCPU: its number, what it asks, its registers.</summary>
    internal Func<int, IMsrPort, MsrFile, IGuestExecutor> Execution { get; }

    /// <summary>The parts of a machine that executes no guest code.</summary>
    internal static MutantParts WithoutGuestCode() => Allowlist(VirtualMachines.Direct);

    /// <summary>The parts of a machine whose accesses run as machine code on the emulated core.</summary>
    internal static MutantParts OnTheCore() => Allowlist(VirtualMachines.OnOneMemory());

    /// <summary>The parts of a machine with the filter, which executes no guest code.</summary>
    internal static MutantParts OfTheFilter() =>
        new(kernel => new OptimizedFilter(kernel, FilterVersion.Linux61), VmDesign.Filter, VirtualMachines.Direct);

    /// <summary>A machine whose filter is of one kernel, and what is around it of another.</summary>
    internal static IMachine Kernels(FilterVersion filter, FilterVersion around) => VirtualMachines.Build(
        kernel => new OptimizedFilter(kernel, filter), VmDesign.Of(around), VirtualMachines.Direct);

    /// <summary>The parts of a machine with the filter of today, which executes no guest code.</summary>
    internal static MutantParts OfToday() => FilterOfToday(VirtualMachines.Direct);

    /// <summary>The same, whose accesses run as machine code on the emulated core.</summary>
    internal static MutantParts OfTodayOnTheCore() => FilterOfToday(VirtualMachines.OnOneMemory());

    /// <summary>A machine with a defect in its filter.</summary>
    internal static IMachine Filters(Func<VmKernel, ScannedFilter> make) =>
        VirtualMachines.Build(make, VmDesign.Filter, VirtualMachines.Direct);

    /// <summary>A machine with a defect in its allowlist.</summary>
    internal static IMachine Lists(Func<ListMutant> make) =>
        VirtualMachines.Build(kernel => make().On(kernel), VmDesign.Allowlist, VirtualMachines.Direct);

    /// <summary>A machine with a defect in the order of what its allowlist does.</summary>
    internal static IMachine Stepwise(Func<VmKernel, StepwiseList> make) =>
        VirtualMachines.Build(make, VmDesign.Allowlist, VirtualMachines.Direct);

    /// <summary>A machine with a defect in what comes before its allowlist or filter.</summary>
    internal IMachine Mediating(MsrMediation mediation) =>
        VirtualMachines.Build(_make, _design with { Mediation = mediation }, Execution);

    /// <summary>A machine with a defect in what becomes of an error of EFER's handler.</summary>
    internal IMachine Designed(Func<VmDesign, VmDesign> design) =>
        VirtualMachines.Build(_make, design(_design), Execution);

    /// <summary>A machine with a defect in what carries out an access.</summary>
    internal IMachine Executors(Func<MutantCpu, IGuestExecutor> make) => VirtualMachines.Build(
        kernel => _policy = _make(kernel),
        _design,
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
    internal bool HasRanges => _policy!.SlotsInUse > 0;

    /// <summary>What the sound policy says.</summary>
    internal bool Allows(uint index, AccessFlags type) => _policy!.Allows(index, type);

    private static MutantParts FilterOfToday(Func<int, IMsrPort, MsrFile, IGuestExecutor> execution) => new(
        kernel => new OptimizedFilter(kernel, FilterVersion.Linux618), VmDesign.Of(FilterVersion.Linux618), execution);

    private static MutantParts Allowlist(Func<int, IMsrPort, MsrFile, IGuestExecutor> execution) =>
        new(kernel => new OptimizedAllowlist(kernel), VmDesign.Allowlist, execution);

    /// <summary>The gate of a vCPU.</summary>
    internal MsrGate Gate(int vcpu) => _gates[vcpu];

    /// <summary>What carries out the accesses of a vCPU.</summary>
    internal IGuestExecutor Executor(int vcpu) => _executors[vcpu];
}
