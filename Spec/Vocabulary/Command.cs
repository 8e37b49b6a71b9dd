namespace MsrSpec.Spec.Vocabulary;

/// <summary>
/// One thing that user space or the guest does. The hierarchy is closed: every machine takes every command, in every
/// state, and answers with an <see cref="Outcome"/>.
/// </summary>
public abstract record Command
{
    private Command()
    {
    }

    /// <summary><c>KVM_ADD_MSR_ALLOWLIST</c> on the VM.</summary>
    /// <param name="Argument">What the ioctl's argument points to.</param>
    public sealed record AddAllowlist(UserBuffer Argument) : Command;

    /// <summary><c>KVM_ENABLE_CAP</c> on the VM.</summary>
    /// <param name="Capability">The capability number.</param>
    /// <param name="Flags">The flags word; KVM knows none.</param>
    /// <param name="Argument">The first argument.</param>
    public sealed record EnableCapability(uint Capability, uint Flags, ulong Argument) : Command;

    /// <summary><c>KVM_CHECK_EXTENSION</c> on the VM.</summary>
    /// <param name="Capability">The capability number.</param>
    public sealed record CheckCapability(uint Capability) : Command;

    /// <summary><c>KVM_GET_MSRS</c> of one index: a host-initiated read.</summary>
    /// <param name="Vcpu">The vCPU, from 0.</param>
    /// <param name="Index">The MSR index.</param>
    public sealed record HostRead(int Vcpu, uint Index) : Command;

    /// <summary><c>KVM_SET_MSRS</c> of one index: a host-initiated write.</summary>
    /// <param name="Vcpu">The vCPU, from 0.</param>
    /// <param name="Index">The MSR index.</param>
    /// <param name="Value">The value.</param>
    public sealed record HostWrite(int Vcpu, uint Index, ulong Value) : Command;

    /// <summary>
    /// Makes the kernel's next allocation fail (fault injection, as failslab does). It stays armed until then.
    /// </summary>
    public sealed record FailNextAllocation : Command;

    /// <summary>A vCPU executes RDMSR or WRMSR.</summary>
    /// <param name="Vcpu">The vCPU, from 0.</param>
    /// <param name="Access">The access.</param>
    public sealed record Guest(int Vcpu, GuestAccess Access) : Command;

    /// <summary>User space answers a pending MSR exit and enters the vCPU again.</summary>
    /// <param name="Vcpu">The vCPU, from 0.</param>
    /// <param name="Error">Zero, or anything else to have a fault injected.</param>
    /// <param name="Data">What a read shall return.</param>
    public sealed record CompleteExit(int Vcpu, byte Error, ulong Data) : Command;

    /// <summary>The last reference to the VM is dropped; a fresh VM in the same kernel takes its place.</summary>
    public sealed record DestroyVm : Command;
}
