using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Implementation.Kernel.Filter;
using MsrSpec.Implementation.Kernel.Posted;
using MsrSpec.Implementation.Machines.Agent;
using MsrSpec.Implementation.Machines.Execution;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Machines;

/// <summary>Puts virtual machines together.</summary>
public static class VirtualMachines
{
    /// <summary>The optimized allowlist; accesses are executed as machine code on the emulated core.</summary>
    public static VirtualMachine Optimized() => Build(
        kernel => new OptimizedAllowlist(kernel), VmDesign.Allowlist, OnOneMemory());

    /// <summary>The optimized allowlist; accesses are decided without executing guest code.</summary>
    public static VirtualMachine OptimizedDirect() => Build(
        kernel => new OptimizedAllowlist(kernel), VmDesign.Allowlist, Direct);

    /// <summary>The posted patch; accesses are executed as machine code on the emulated core.</summary>
    public static VirtualMachine Posted() => Build(
        kernel => new PostedAllowlist(kernel), VmDesign.Posted, OnOneMemory());

    /// <summary>The posted patch; accesses are decided without executing guest code.</summary>
    public static VirtualMachine PostedDirect() => Build(
        kernel => new PostedAllowlist(kernel), VmDesign.Posted, Direct);

    /// <summary>The posted patch in a 32-bit kernel; accesses are decided without executing guest code.</summary>
    public static VirtualMachine Posted32() => Build(
        kernel => new PostedAllowlist(kernel, isNarrow: true), VmDesign.Posted, Direct);

    /// <summary>The optimized filter of Linux 6.1; accesses are executed on the emulated core.</summary>
    public static VirtualMachine Filter() => Filter(FilterVersion.Linux61);

    /// <summary>The optimized filter of Linux 6.1; accesses are decided without executing guest code.</summary>
    public static VirtualMachine FilterDirect() => FilterDirect(FilterVersion.Linux61);

    /// <summary>The optimized filter of a kernel; accesses are executed as machine code on the emulated core.</summary>
    public static VirtualMachine Filter(FilterVersion version) => Build(
        kernel => new OptimizedFilter(kernel, version), VmDesign.Of(version), OnOneMemory());

    /// <summary>The optimized filter of a kernel; accesses are decided without executing guest code.</summary>
    public static VirtualMachine FilterDirect(FilterVersion version) => Build(
        kernel => new OptimizedFilter(kernel, version), VmDesign.Of(version), Direct);

    /// <summary>A virtual machine out of a policy, a design and what executes its guest.</summary>
    /// <param name="policy">Makes the allowlist or the filter in the machine's kernel.</param>
    /// <param name="design">What the machine does around it.</param>
    /// <param name="executor">Makes the executor of a vCPU: its number, its gate, its registers.</param>
    public static VirtualMachine Build(
        Func<VmKernel, IMsrPolicy> policy, VmDesign design, Func<int, MsrGate, MsrFile, IGuestExecutor> executor)
    {
        VmKernel kernel = new();
        IMsrPolicy made = policy(kernel);
        Vcpu[] vcpus = new Vcpu[IMachine.VcpuCount];
        for (int number = 0; number < vcpus.Length; number++)
        {
            MsrFile msrs = new(number, design.Processor);
            MsrGate gate = new(number, made, kernel.Efer, design, msrs);
            vcpus[number] = new Vcpu(msrs, gate, executor(number, gate, msrs));
        }

        return new VirtualMachine(kernel, made, design, vcpus);
    }

    /// <summary>Makes an executor that executes no guest code.</summary>
    public static IGuestExecutor Direct(int number, IMsrPort port, MsrFile msrs) => new DirectExecutor(port, msrs);

    /// <summary>Executes guest code; the vCPUs share one guest memory.</summary>
    public static Func<int, IMsrPort, MsrFile, IGuestExecutor> OnOneMemory()
    {
        GuestMemory memory = new(GuestAgent.MemoryFor(IMachine.VcpuCount));
        return (number, port, msrs) => new CoreExecutor(memory, number, port, msrs);
    }
}
