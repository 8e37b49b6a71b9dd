using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Spec.Exits;

/// <summary><c>KVM_ENABLE_CAP</c> and <c>KVM_CHECK_EXTENSION</c>: the words of their tables.</summary>
/// <param name="Number">The capability.</param>
/// <param name="Flags">The flags word; zero for a query, which has none.</param>
/// <param name="Argument">The first argument; zero for a query, which has none.</param>
/// <param name="Interface">Which interface the kernel has.</param>
public readonly record struct CapabilityCall(uint Number, uint Flags, ulong Argument, Interface Interface)
{
    /// <summary>The number of <c>KVM_CAP_X86_USER_SPACE_MSR</c> in the kernel.</summary>
    public uint UserSpaceMsr =>
        Interface == Interface.Filter ? Capability.LinuxUserSpaceMsr : Capability.UserSpaceMsr;

    /// <summary>The number of the capability that says that the kernel has the interface.</summary>
    public uint HasInterface =>
        Interface == Interface.Filter ? Capability.LinuxMsrFilter : Capability.AddMsrAllowlist;

    /// <summary>Whether the argument has bits that are no reason, where it is reasons.</summary>
    public bool HasUnknownReasons =>
        Interface == Interface.Filter && (Argument & ~(ulong)MsrExitReasons.All) != 0;
}
