using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Allowlist;
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
        kernel => new OptimizedAllowlist(kernel), ExitProtocol.Complete, OnOneMemory());

    /// <summary>The optimized allowlist; accesses are decided without executing guest code.</summary>
    public static VirtualMachine OptimizedDirect() => Build(
        kernel => new OptimizedAllowlist(kernel), ExitProtocol.Complete, Direct);

    /// <summary>The posted patch; accesses are executed as machine code on the emulated core.</summary>
    public static VirtualMachine Posted() => Build(
        kernel => new PostedAllowlist(kernel), ExitProtocol.ReplyAndReexecute, OnOneMemory());

    /// <summary>The posted patch; accesses are decided without executing guest code.</summary>
    public static VirtualMachine PostedDirect() => Build(
        kernel => new PostedAllowlist(kernel), ExitProtocol.ReplyAndReexecute, Direct);

    /// <summary>A virtual machine out of an allowlist, an exit protocol and what executes its guest.</summary>
    /// <param name="allowlist">Makes the allowlist in the machine's kernel.</param>
    /// <param name="protocol">How exits are answered.</param>
    /// <param name="executor">Makes the executor of a vCPU: its number, its gate, its registers.</param>
    public static VirtualMachine Build(
        Func<VmKernel, IAllowlist> allowlist,
        ExitProtocol protocol,
        Func<int, MsrGate, MsrFile, IGuestExecutor> executor)
    {
        VmKernel kernel = new();
        IAllowlist list = allowlist(kernel);
        Vcpu[] vcpus = new Vcpu[IMachine.VcpuCount];
        for (int number = 0; number < vcpus.Length; number++)
        {
            MsrFile msrs = new(number);
            MsrGate gate = new(list, msrs);
            vcpus[number] = new Vcpu(msrs, gate, executor(number, gate, msrs));
        }

        return new VirtualMachine(kernel, list, protocol, vcpus);
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
