using MsrSpec.Spec.Abi;

namespace MsrSpec.Spec.Mediation;

/// <summary>
/// The MSRs of the reference processor that the hardware passes through to the guest: those for which
/// <c>vmx_create_vcpu</c> of 2020 takes the interception away. SVM has more; which they are does not matter to a rule.
/// </summary>
internal static class PassedThroughMsrs
{
    /// <summary>The directions in which an MSR passes through.</summary>
    public static AccessFlags Of(uint index) => index switch
    {
        Msr.Tsc => AccessFlags.Read,
        Msr.SysenterCs or Msr.SysenterEsp or Msr.SysenterEip => AccessFlags.ReadWrite,
        Msr.FsBase or Msr.GsBase or Msr.KernelGsBase => AccessFlags.ReadWrite,
        _ => AccessFlags.None,
    };
}
