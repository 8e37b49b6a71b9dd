namespace MsrSpec.Spec.Commands;

/// <summary>Who carries a command out; the text begins with it.</summary>
public enum CommandSubject
{
    /// <summary>Nobody is named: the kernel, or the test bench.</summary>
    Kernel,

    /// <summary>The VM, by an ioctl.</summary>
    Vm,

    /// <summary>A vCPU, which is the first field.</summary>
    Vcpu,
}
