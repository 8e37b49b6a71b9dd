using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Machines;

/// <summary>How the interface of a VM names and deflects: the posted series', or that of Linux.</summary>
/// <param name="UserSpaceMsr">The number of <c>KVM_CAP_X86_USER_SPACE_MSR</c>.</param>
/// <param name="Own">The number of the capability that says that the VM has the interface.</param>
/// <param name="HasReasons">Whether the capability takes reasons, and an exit says its own.</param>
public sealed record MsrInterface(uint UserSpaceMsr, uint Own, bool HasReasons)
{
    /// <summary>The posted series: deflection is on or off.</summary>
    public static MsrInterface Allowlist { get; } =
        new(Capability.UserSpaceMsr, Capability.AddMsrAllowlist, HasReasons: false);

    /// <summary>Linux: failures are deflected by reason.</summary>
    public static MsrInterface Filter { get; } =
        new(Capability.LinuxUserSpaceMsr, Capability.LinuxMsrFilter, HasReasons: true);

    /// <summary>Whether bits that are no reason make an argument invalid; else they do not matter.</summary>
    public bool RefusesUnknownReasons { get; init; } = true;

    /// <summary>
    /// The failures that an argument of <c>KVM_ENABLE_CAP</c> asks to deflect; null if it is invalid.
    /// </summary>
    public MsrExitReasons? ReasonsOf(ulong argument) =>
        !HasReasons ? argument != 0 ? MsrExitReasons.All : MsrExitReasons.None
        : RefusesUnknownReasons && argument > (ulong)MsrExitReasons.All ? null
        : (MsrExitReasons)argument & MsrExitReasons.All;
}
